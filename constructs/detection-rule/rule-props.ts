import type { ITerraformDependable } from "cdktf";
import type { TenantDetection } from "../../catalogue/baseline";
import type { WorkspaceReference } from "../workspace-reference";

export interface DetectionRuleProps {
  /** The detection as the tenant runs it: `tenantBaseline()` resolves it. */
  readonly rule: TenantDetection;
  readonly workspace: WorkspaceReference;
  /** Whom an Azure Monitor alert calls. A Sentinel rule makes incidents, and those call it. */
  readonly actionGroupId: string;
  /** What must stand before the rule: the connectors that bring its table. Default: nothing. */
  readonly dependsOn?: readonly ITerraformDependable[];
}
