import type { ResourceChange } from "../terraform/plan";
import type { PlanResource } from "../terraform/plan-resource";
import { known, type Resource } from "../terraform/resource";
import { goesWithDestroyed } from "./evidence/destroyed-ids";
import { flowsLike } from "./evidence/flows-like";
import { bringsLogs, lossesBetween, switchLost, type Loss } from "./evidence/log-flow";
import { COLLECTION_RULE, transformsChanged } from "./evidence/log-transform";
import { fail, pass, undecided, type ChangePolicy, type Judgement, type PlanContext } from "./policy";
import { isReplaced, whyDestroyed } from "./evidence/why-destroyed";
import { valueOf } from "./evidence/workspaces-of-plan";

/** Sentinel's rules and connectors rest on it where it was set up the older way, without an onboarding state. */
const SOLUTION = "azurerm_log_analytics_solution";
const WORKSPACE = "azurerm_log_analytics_workspace";
const TABLE = /^azurerm_log_analytics_workspace_table/u;

/** Judged by what a plan takes away, not by what isn't there: another stack, or the portal, may bring it. */
export const auditPipelineKept: ChangePolicy = {
  about: "change",
  id: "audit-pipeline-kept",
  title: "Logs that were brought to where they are kept are still brought there",
  why: "Without its logs a detection is silent, and silence looks like peace.",
  severity: "High",
  check(change, context) {
    // What a replace left behind earlier brings nothing that its successor doesn't.
    if (change.deposed !== undefined) return [];
    if (bringsLogs(change.type)) return flow(change, context);
    const { before, after } = change;
    if (before !== undefined && change.type === SOLUTION) return solution(change, before);
    if (after !== undefined && change.type === COLLECTION_RULE && change.mode !== "data") return transformsChanged(before, after).map((loss) => undecided(loss.what, "have someone read transform_kql"));
    if (before === undefined || after === undefined) return [];
    if (change.type === WORKSPACE) return switchLost("internet_ingestion_enabled", before, after).map((loss) => judged(loss, "leave internet_ingestion_enabled on, or bring the logs over a private link before it goes off"));
    return TABLE.test(change.type) ? tablePlan(before, after) : [];
  },
};

const KEEP = "keep it; where something else brings these logs now, let it say so in the review";

function flow(change: ResourceChange, context: PlanContext): readonly Judgement[] {
  const { before, after } = change;
  if (before === undefined) return after === undefined ? [] : [pass("is added")];
  if (after === undefined) return [change.actions.includes("forget") ? pass("stays as it is, and Terraform no longer manages it: what somebody changes of it isn't told any more") : ended(change, before, context)];
  const losses = lossesBetween(before, after);
  if (losses.length > 0) return losses.map((loss) => judged(loss, "take the change back, or bring these logs another way first"));
  return [pass(isReplaced(change) ? `is replaced, ${whyDestroyed(change)}, and brings all it brought` : "brings all it brought")];
}

function judged({ certain, what }: Loss, mend: string): Judgement {
  return certain ? fail(what, mend) : undecided(what, "write the value out, or review the plan again once it is known");
}

/** A setting that is renamed, or moved without a `moved` block, is destroyed at one address and stands at another. */
function ended(change: ResourceChange, before: PlanResource, { plan }: PlanContext): Judgement {
  const heir = flowsLike(before, plan).find((resource) => resource.address !== change.address && lossesBetween(before, resource).length === 0);
  if (heir !== undefined) return pass(`is destroyed, ${whyDestroyed(change)}; ${heir.address} brings the same logs`);
  if (goesWithDestroyed(valueOf(before, "target_resource_id"), plan)) return pass("is destroyed with what its logs are of");
  return fail(`is destroyed, ${whyDestroyed(change)}, and brings no logs any more${what(before)}`, KEEP);
}

function what(before: PlanResource): string {
  const lost = lossesBetween(before, NOTHING).filter(({ certain }) => certain);
  return lost.length === 0 ? "" : `: it ${lost.map((loss) => loss.what).join("; ")}`;
}

/** A body without anything in it. */
const NOTHING: Resource = { address: "", type: "", place: "", tenantId: known(null), get: () => known(null), list: () => known([]), blocks: () => known([]) };

function solution(change: ResourceChange, before: PlanResource): readonly Judgement[] {
  const name = before.get("solution_name");
  if (!name.known || name.value !== "SecurityInsights" || change.after !== undefined || change.actions.includes("forget")) return [];
  return [fail(`takes Microsoft Sentinel off the workspace, ${whyDestroyed(change)}: its rules and connectors stop`, "keep it")];
}

/** Rules can query tables of the plan Analytics; Basic and Auxiliary are for looking things up. */
function tablePlan(before: PlanResource, after: PlanResource): readonly Judgement[] {
  const [was, will] = [before.get("plan"), after.get("plan")];
  if (!was.known || was.value !== "Analytics" || (will.known && (will.value === "Analytics" || will.value === null))) return [];
  if (!will.known) return will.leftOut === true ? [] : [undecided(`may take the table out of the plan Analytics, which rules query: what it is to be ${will.why}`, "write plan out")];
  return [fail("takes the table out of the plan Analytics, so that Sentinel's rules can't query it", 'leave plan = "Analytics"')];
}
