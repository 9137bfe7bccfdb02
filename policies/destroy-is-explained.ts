import type { ResourceChange } from "../terraform/plan";
import type { PlanResource } from "../terraform/plan-resource";
import { fail, pass, undecided, type Judgement, type PlanContext, type PlanPolicy } from "./policy";
import { DETECTION_TYPES } from "./detections/detection-types";
import { bringsLogs } from "./evidence/log-flow";
import { isDestroyed, isReplaced, whyDestroyed } from "./evidence/why-destroyed";
import { holdsWorkspace, valueOf, workspacesOf } from "./evidence/workspaces-of-plan";

/** Workspaces, their tables and what holds them, which other policies judge, as they do detections and what brings logs. */
const JUDGED_ELSEWHERE = /^azurerm_(?:log_analytics_(?:workspace\w*|solution)|sentinel_log_analytics_workspace_onboarding|resource_group)$/u;

const LOCK = "azurerm_management_lock";

/** Where a diagnostic setting or an export keeps logs outside the workspace, and the attribute that names it. */
const ARCHIVES: Readonly<Record<string, string>> = { azurerm_storage_account: "storage account", azurerm_eventhub_namespace: "event hub namespace", azurerm_eventhub: "event hub" };
const ARCHIVED_BY: readonly string[] = ["storage_account_id", "eventhub_authorization_rule_id", "destination_resource_id"];

/**
 * Everybody destroys things of theirs every day, so being destroyed is no fault: it is told, with Terraform's reason. It fails where somebody will miss
 * it: a lock that guards a workspace, what logs are kept in outside one, and what was meant to be moved and is destroyed by mistake.
 */
export const destroyIsExplained: PlanPolicy = {
  about: "plan",
  id: "destroy-is-explained",
  title: "Whatever a plan destroys is told, and is nothing that guards or keeps evidence",
  why: "One line among hundreds that says destroyed is easily read over.",
  severity: "Medium",
  check(plan, context) {
    const archives = archivesOf(context);
    return plan.changes
      .filter(({ type, mode, deposed }) => mode === "managed" && deposed === undefined && !JUDGED_ELSEWHERE.test(type) && !Object.hasOwn(DETECTION_TYPES, type) && !bringsLogs(type))
      .flatMap((change) => {
        if (change.actions.includes("forget")) return [{ subject: change.address, ...pass(forgotten(change)) }];
        return isDestroyed(change) ? [{ subject: change.address, ...judged(change, context, archives) }] : [];
      });
  },
};

function forgotten({ actions }: ResourceChange): string {
  return actions.includes("create") ? "is made anew; the old one stays, and Terraform no longer manages it" : "stays as it is, and Terraform no longer manages it";
}

function judged(change: ResourceChange, context: PlanContext, archives: ReadonlySet<string>): Judgement {
  const { before, type } = change;
  if (before !== undefined && type === LOCK) return lock(change, before, context);
  const archive = Object.hasOwn(ARCHIVES, type) ? ARCHIVES[type] : undefined;
  if (before !== undefined && archive !== undefined && holdsOne(valueOf(before, "id"), archives)) {
    return fail(`is ${isReplaced(change) ? "replaced" : "destroyed"}, ${whyDestroyed(change)}: this ${archive} takes logs of this plan's, and those in it go with it`, "keep it as long as its logs are to be kept");
  }
  if (change.reason === "delete_because_no_move_target") return fail(`is destroyed, ${whyDestroyed(change)}, where it was meant to be moved`, "correct the address in the moved block, or take the block out");
  return pass(isReplaced(change) ? `is replaced, ${whyDestroyed(change)}: ${gap(change)}` : `is destroyed, ${whyDestroyed(change)}`);
}

function gap({ actions }: ResourceChange): string {
  return actions[0] === "create" ? "the new one is made before the old one goes" : "the old one goes before the new one is made";
}

/** While a lock is there, nobody deletes what it is on, with whatever rights. */
function lock(change: ResourceChange, before: PlanResource, context: PlanContext): Judgement {
  const scope = valueOf(before, "scope");
  const guarded = holdsWorkspace(scope, workspacesOf(context));
  const what = `is a lock, and ${isReplaced(change) ? "replaced" : "destroyed"}, ${whyDestroyed(change)}`;
  if (guarded.length === 0) return typeof scope === "string" ? pass(`${what}; it guards no workspace that this plan knows`) : undecided(`${what}; what it guards can't be told`, "look up what it is on");
  const names = guarded.map(({ name }) => name).join(", ");
  const will = change.after?.get("scope");
  if (will?.known === true && typeof will.value === "string" && holdsWorkspace(will.value, guarded).length === guarded.length) return pass(`${what}; ${names} stays guarded by the new one`);
  return fail(`${what}: it keeps anybody from deleting ${names} and the evidence in it`, "keep it");
}

function archivesOf({ plan, resources }: PlanContext): ReadonlySet<string> {
  const flows = [...resources, ...plan.changes.flatMap(({ before }) => before ?? [])].filter(({ type }) => bringsLogs(type));
  const ids = flows.flatMap((flow) => ARCHIVED_BY.map((name) => valueOf(flow, name)));
  return new Set(ids.filter((id): id is string => typeof id === "string" && id !== "").map((id) => id.toLowerCase()));
}

function holdsOne(id: unknown, archives: ReadonlySet<string>): boolean {
  return typeof id === "string" && id !== "" && [...archives].some((archive) => archive === id.toLowerCase() || archive.startsWith(`${id.toLowerCase()}/`));
}
