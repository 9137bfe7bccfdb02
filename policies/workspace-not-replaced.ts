import { isMap } from "../terraform/block";
import type { Plan, ResourceChange } from "../terraform/plan";
import type { PlanResource } from "../terraform/plan-resource";
import { fail, pass, undecided, type ChangePolicy, type Judgement, type PlanContext } from "./policy";
import { isHidden } from "./shown";
import { isDestroyed, isReplaced, whyDestroyed } from "./evidence/why-destroyed";
import { holdsWorkspace, valueOf, workspacesOf } from "./evidence/workspaces-of-plan";

const WORKSPACE = "azurerm_log_analytics_workspace";
const GROUP = "azurerm_resource_group";
const ONBOARDING = "azurerm_sentinel_log_analytics_workspace_onboarding";

export const workspaceNotReplaced: ChangePolicy = {
  about: "change",
  id: "workspace-not-replaced",
  title: "The workspace that holds the evidence is neither destroyed nor replaced",
  why: "A replaced workspace is a new, empty one: what happened before can't be investigated.",
  severity: "High",
  types: [WORKSPACE, GROUP, ONBOARDING],
  check(change, context) {
    const { before } = change;
    if (before === undefined) return [];
    if (!isDestroyed(change)) return change.actions.includes("forget") ? [pass("stays with all its logs, and Terraform no longer manages it")] : [];
    switch (change.type) {
      case WORKSPACE:
        return [fail(`${fate(change)}; with it go ${evidence(isHidden(before, "retention_in_days") ? undefined : valueOf(before, "retention_in_days"))}`, mendOf(change))];
      case GROUP:
        return [group(change, before, context)];
      default:
        return [fail(`takes Microsoft Sentinel off the workspace, ${whyDestroyed(change)}${isReplaced(change) ? ", before it is set up anew" : ""}: its rules, connectors and incidents go`, mendOf(change))];
    }
  },
};

function fate(change: ResourceChange): string {
  if (change.deposed !== undefined) return "is destroyed as what an earlier replace left behind";
  return `is ${isReplaced(change) ? "replaced by a new, empty one" : "destroyed"}, ${whyDestroyed(change)}`;
}

function evidence(days: unknown): string {
  return typeof days === "number" ? `${days} days of evidence` : "all the evidence in it";
}

function mendOf(change: ResourceChange): string {
  return isReplaced(change) ? "take the change back that can't be made in place (terraform plan marks it `forces replacement`)" : "keep it: put it back into the configuration, with lifecycle { prevent_destroy = true }";
}

function group(change: ResourceChange, before: PlanResource, context: PlanContext): Judgement {
  const held = holdsWorkspace(valueOf(before, "id"), workspacesOf(context));
  if (held.length > 0) return fail(`${isReplaced(change) ? "is replaced" : "is destroyed"}, ${whyDestroyed(change)}, with the workspace in it: ${held.map(({ name, days }) => `${name}, and ${evidence(days)}`).join("; ")}`, mendOf(change));
  if (!deletesFullGroups(context.plan)) return pass(`is destroyed, ${whyDestroyed(change)}; it holds no workspace of this plan, and azurerm destroys no group that still holds something`);
  return undecided(`is destroyed, ${whyDestroyed(change)}, whatever it holds: the provider's prevent_deletion_if_contains_resources is off`, "leave prevent_deletion_if_contains_resources on, or look into the group");
}

/** azurerm refuses to, unless its `features` say otherwise. */
function deletesFullGroups({ json }: Plan): boolean {
  const configuration = isMap(json["configuration"]) ? json["configuration"]["provider_config"] : undefined;
  return Object.values(isMap(configuration) ? configuration : {}).some((provider) => {
    const features = first(isMap(provider) && isMap(provider["expressions"]) ? provider["expressions"]["features"] : undefined);
    const settings = first(features?.["resource_group"]);
    const value = settings?.["prevent_deletion_if_contains_resources"];
    return isMap(value) && value["constant_value"] !== true;
  });
}

function first(blocks: unknown): Readonly<Record<string, unknown>> | undefined {
  const block: unknown = Array.isArray(blocks) ? blocks[0] : blocks;
  return isMap(block) ? block : undefined;
}
