import { packageVersion } from "../../catalogue/location";
import type { Checked } from "./fleet";
import { countsOfAll, FORMAT_VERSION, type DriftResults, type TenantResult } from "./results";
import { failedResult, uncheckedResult } from "./tenant-result";

export interface GatherProps {
  readonly previous: DriftResults | undefined;
  readonly terraform?: DriftResults["terraform"];
  /** Names of all tenants that have a file: of the run before, the others are dropped. Undefined: nothing is. */
  readonly all?: readonly string[];
  readonly now: Date;
}

/** Puts together what this run saw of some tenants, and what the run before knew of the others. */
export function gather(seen: readonly TenantResult[], { previous, terraform, all, now }: GatherProps): DriftResults {
  const names = new Set(seen.map(({ tenant }) => tenant));
  const others = (previous?.tenants ?? []).filter(({ tenant }) => !names.has(tenant));
  const kept = others.filter(({ tenant }) => all === undefined || all.includes(tenant));
  const dropped = others.filter((other) => !kept.includes(other)).map(({ tenant }) => tenant);
  const tenants = [...seen, ...kept.map((one) => uncheckedResult(one.tenant, "not checked", { previous: one, now }))].sort((a, b) => (a.tenant < b.tenant ? -1 : 1));
  return {
    formatVersion: FORMAT_VERSION,
    version: packageVersion(),
    checked: now.toISOString(),
    ...(terraform === undefined ? {} : { terraform }),
    counts: countsOfAll(tenants),
    tenants,
    ...(dropped.length === 0 ? {} : { dropped }),
  };
}

/** What a run of Terraform makes of what was known of a tenant. */
export function resultOf(name: string, checked: Checked<TenantResult>, previous: TenantResult | undefined, now: Date): TenantResult {
  switch (checked.kind) {
    case "judged":
      return { ...checked.judged, seconds: checked.seconds };
    case "failed":
      return { ...failedResult(name, checked.failure, { previous, now }), seconds: checked.seconds };
    case "interrupted":
      return uncheckedResult(name, "interrupted", { previous, now });
    case "not started":
      return uncheckedResult(name, "not checked", { previous, now });
  }
}
