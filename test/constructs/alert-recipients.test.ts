import { TerraformOutput } from "cdktf";
import { AlertRecipients } from "../../constructs/alert-recipients";
import { provenanceTags } from "../../constructs/provenance";
import type { Tenant } from "../../catalogue/tenant";
import { resource, synthesize, WORKSPACE, type TerraformJson } from "../support/stack";
import { tenantWith } from "../support/tenant-in-code";

function recipientsOf(notify: Tenant["notify"]): TerraformJson {
  return synthesize((stack) => new AlertRecipients(stack, "Recipients", { tenant: tenantWith({ notify }), workspace: WORKSPACE }));
}

const group = (json: TerraformJson): Readonly<Record<string, unknown>> => resource(json, "azurerm_monitor_action_group", "recipients");

describe("whom an alert tells", () => {
  it("is an action group with a receiver for each mail address", () => {
    const json = recipientsOf({ emails: ["soc@acme.example", "ciso@acme.example"], webhooks: [] });
    expect(json.variable).toBeUndefined();
    expect(group(json)).toEqual({
      name: "ag-acme-mailbox-baseline",
      short_name: "mailbox-base",
      resource_group_name: "rg-acme",
      location: "global",
      enabled: true,
      email_receiver: [
        { name: "email-1", email_address: "soc@acme.example", use_common_alert_schema: true },
        { name: "email-2", email_address: "ciso@acme.example", use_common_alert_schema: true },
      ],
      webhook_receiver: [],
      tags: provenanceTags("notification", ["SCuBA.MS.SECURITYSUITE.4.2v1"]),
    });
  });

  it("is a webhook whose address stands in a sensitive variable that has no default", () => {
    const json = recipientsOf({ emails: [], webhooks: ["soc_webhook"] });
    expect(json.variable).toEqual({ soc_webhook: { type: "string", sensitive: true, nullable: false, description: "Address of the webhook soc_webhook; set TF_VAR_soc_webhook." } });
    expect(group(json)["webhook_receiver"]).toEqual([{ name: "soc_webhook", service_uri: "${var.soc_webhook}", use_common_alert_schema: true }]);
  });

  it("has a variable for each webhook", () => {
    const json = recipientsOf({ emails: ["soc@acme.example"], webhooks: ["soc_webhook", "pager"] });
    expect(Object.keys(json.variable ?? {})).toEqual(["pager", "soc_webhook"]);
    expect((group(json)["webhook_receiver"] as { service_uri: string }[]).map((receiver) => receiver.service_uri)).toEqual(["${var.soc_webhook}", "${var.pager}"]);
  });

  it("is referred to by the action group's id", () => {
    const json = synthesize((stack) => {
      const { actionGroupId } = new AlertRecipients(stack, "Recipients", { tenant: tenantWith(), workspace: WORKSPACE });
      new TerraformOutput(stack, "told", { value: actionGroupId });
    });
    expect(json.output!["told"]!["value"]).toBe("${azurerm_monitor_action_group.recipients.id}");
  });
});
