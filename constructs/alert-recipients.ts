import { MonitorActionGroup } from "@cdktf/provider-azurerm/lib/monitor-action-group";
import { TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import type { Tenant } from "../catalogue/tenant";
import { setLogicalId } from "./logical-id";
import { provenanceTags } from "./provenance";
import { text } from "./terraform-text";
import type { WorkspaceReference } from "./workspace-reference";

export interface AlertRecipientsProps {
  readonly tenant: Tenant;
  readonly workspace: WorkspaceReference;
}

/** Whom an alert tells: an action group with the tenant's mail addresses and webhooks. A webhook's address is a sensitive variable, in no file. */
export class AlertRecipients extends Construct {
  readonly actionGroupId: string;

  constructor(scope: Construct, id: string, { tenant, workspace }: AlertRecipientsProps) {
    super(scope, id);
    const webhooks = tenant.notify.webhooks.map((name) => ({ name, address: this.webhookAddress(name) }));
    const group = new MonitorActionGroup(this, "Resource", {
      name: `ag-${tenant.name}-mailbox-baseline`,
      shortName: "mailbox-base",
      resourceGroupName: workspace.resourceGroupName,
      location: "global",
      enabled: true,
      emailReceiver: tenant.notify.emails.map((address, i) => ({ name: `email-${i + 1}`, emailAddress: text(address), useCommonAlertSchema: true })),
      webhookReceiver: webhooks.map(({ name, address }) => ({ name, serviceUri: address, useCommonAlertSchema: true })),
      tags: provenanceTags("notification", ["SCuBA.MS.SECURITYSUITE.4.2v1"]),
    });
    this.actionGroupId = setLogicalId(group, "azurerm_monitor_action_group", "recipients").id;
  }

  private webhookAddress(name: string): string {
    const variable = new TerraformVariable(this, name, {
      type: "string",
      sensitive: true,
      nullable: false,
      description: `Address of the webhook ${name}; set TF_VAR_${name}.`,
    });
    return setLogicalId(variable, "variable", name).stringValue;
  }
}
