import { defined } from "../../catalogue/defined";
import type { Tenant } from "../../catalogue/tenant";
import type { GradedDifference } from "../../policies/drift-grade";
import type { Failure } from "../../terraform/run/outcome";
import { liveValues, type LiveValues } from "../../terraform/drift/live-value";
import { isRefreshOnly } from "../../terraform/drift/refresh-only";
import { resourcesInState, type ResourcesInState } from "../../terraform/drift/resources-in-state";
import type { Plan } from "../../terraform/plan";
import { withAcceptances } from "./acceptance";
import { fingerprint, isOfBlock } from "./accepted-value";
import { compare } from "./compare";
import { counts, countsOfTenant, type PlanMode, type TenantResult, type ToldDifference } from "./results";

const DAY_MS = 86_400_000;

export interface PlannedProps {
  readonly plan: Plan;
  /** Its file; absent for a plan of a tenant that has none. */
  readonly tenant: Tenant | undefined;
  readonly previous: TenantResult | undefined;
  readonly now: Date;
  /** Terraform was asked for a refresh-only plan; a plan that looks like one is taken for one anyway. */
  readonly refreshOnly: boolean;
}

/** A tenant whose plan was judged. */
export function plannedResult(name: string, graded: readonly GradedDifference[], { plan, tenant, previous, now, refreshOnly }: PlannedProps): TenantResult {
  const mode: PlanMode = refreshOnly || isRefreshOnly(plan) ? "refresh-only" : "full";
  const checked = now.toISOString();
  const live = liveValues(plan);
  const state = resourcesInState(plan);
  const lost = isLost(state, previous);
  // Such a plan has looked at nothing.
  if (lost && mode === "refresh-only") return { ...uncheckedResult(name, "not checked", { previous, now }), note: LOST };
  const named = graded.map((difference) => ({ ...difference, ...blockOf(difference, live) }));
  const compared = compare(named, previous ?? { differences: [] }, { now: checked, live, mode, state });
  const { differences, idle } = tenant === undefined ? { differences: compared.differences, idle: [] } : withAcceptances(compared.differences, tenant, now);
  return {
    tenant: name,
    state: stateOf(differences),
    mode,
    resources: lost ? previous?.resources ?? 0 : state.left,
    ...(lost ? { note: LOST } : {}),
    checked,
    ...(previous?.checked === undefined ? {} : { comparedWith: previous.checked }),
    counts: countsOfTenant(differences, idle),
    differences,
    gone: compared.gone,
    ...(idle.length === 0 ? {} : { acceptances: idle }),
  };
}

const LOST = "the state holds none of the resources that the last run saw: another workspace, or a lost state?";

/** Nothing is left of what was there: a tenant that was given up isn't planned at all. */
function isLost({ held }: ResourcesInState, previous: TenantResult | undefined): boolean {
  return held === 0 && (previous?.resources ?? 0) > 0;
}

function stateOf(differences: readonly ToldDifference[]): TenantResult["state"] {
  const counted = differences.filter(counts);
  if (counted.length === 0) return "clean";
  return counted.every(({ kind }) => kind === "pending") ? "pending" : "drifted";
}

function blockOf(difference: GradedDifference, live: LiveValues): Pick<ToldDifference, "block"> {
  const blocks = isOfBlock(difference) ? live.blocksOf(difference) : undefined;
  return blocks === undefined ? {} : { block: fingerprint(blocks) };
}

/** A tenant that could not be planned keeps its last known state, which is never taken for how it is. */
export function failedResult(name: string, failure: Failure, { previous, now }: { readonly previous: TenantResult | undefined; readonly now: Date }): TenantResult {
  return { ...lastKnown(name, "failed", { previous, now }), failure: { ...failure, since: previous?.failure?.since ?? now.toISOString() } };
}

/** A tenant that this run didn't get to, or was not asked for. */
export function uncheckedResult(name: string, state: "interrupted" | "not checked", { previous, now }: { readonly previous: TenantResult | undefined; readonly now: Date }): TenantResult {
  return { ...lastKnown(name, state, { previous, now }), ...(previous?.failure === undefined ? {} : { failure: previous.failure }) };
}

function lastKnown(name: string, state: TenantResult["state"], { previous, now }: { readonly previous: TenantResult | undefined; readonly now: Date }): TenantResult {
  const { checked, comparedWith, mode, resources, differences: known = [], gone = [] } = previous ?? {};
  // What was new then isn't now; of a tenant that nobody asked for, all is as it was.
  const differences = state === "not checked" ? known : known.map((difference) => ({ ...difference, status: "still" as const }));
  return {
    tenant: name,
    ...(previous?.plan === undefined ? {} : { plan: previous.plan }),
    state,
    ...defined({ mode, resources }),
    ...(checked === undefined ? {} : { checked, stale: { since: checked, ageDays: Math.max(0, Math.floor((now.getTime() - Date.parse(checked)) / DAY_MS)) } }),
    ...(comparedWith === undefined ? {} : { comparedWith }),
    counts: countsOfTenant(differences),
    differences,
    gone,
  };
}
