import type { Tenant } from "../../catalogue/tenant";
import type { GradedDifference } from "../../policies/drift-grade";
import type { Failure } from "../../terraform/run/outcome";
import { withAcceptances } from "./acceptance";
import { compare } from "./compare";
import { counts, countsOfTenant, type TenantResult } from "./results";

const DAY_MS = 86_400_000;

/** A tenant whose plan was judged. @param tenant its file; absent for a plan of a tenant that has none */
export function plannedResult(name: string, graded: readonly GradedDifference[], { tenant, previous, now }: { readonly tenant: Tenant | undefined; readonly previous: TenantResult | undefined; readonly now: Date }): TenantResult {
  const checked = now.toISOString();
  const compared = compare(graded, previous?.differences ?? [], checked);
  const { differences, idle } = tenant === undefined ? { differences: compared.differences, idle: [] } : withAcceptances(compared.differences, tenant, now);
  const state = differences.some(counts) ? "drifted" : "clean";
  return { tenant: name, state, checked, counts: countsOfTenant(differences), differences, gone: compared.gone, ...(idle.length === 0 ? {} : { acceptances: idle }) };
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
  const { checked, differences: known = [], gone = [] } = previous ?? {};
  // What was new then isn't now; of a tenant that nobody asked for, all is as it was.
  const differences = state === "not checked" ? known : known.map((difference) => ({ ...difference, status: "still" as const }));
  return {
    tenant: name,
    ...(previous?.plan === undefined ? {} : { plan: previous.plan }),
    state,
    ...(checked === undefined ? {} : { checked, stale: { since: checked, ageDays: Math.max(0, Math.floor((now.getTime() - Date.parse(checked)) / DAY_MS)) } }),
    counts: countsOfTenant(differences),
    differences,
    gone,
  };
}
