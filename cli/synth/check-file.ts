import { tenantBaseline } from "../../catalogue/baseline";
import type { CatalogueChanges } from "../../catalogue/changes";
import type { Detection } from "../../catalogue/detection";
import { InputError, type Fault } from "../../catalogue/fault";
import { loadTenant, ownValues, type OwnValues } from "../../catalogue/load-tenants";
import type { Tenant } from "../../catalogue/tenant";
import type { YamlDocument } from "../../catalogue/yaml-document";
import type { Finding } from "../../findings/finding";
import { judgeTenant } from "../judge";
import { queryFaults } from "../query-lengths";
import { summarize, type StacklessSummary } from "../summary";

/** What is the same for every tenant file of a run. Plain data: it is sent to other processes. */
export interface CheckShared {
  readonly detections: readonly Detection[];
  readonly changes: CatalogueChanges;
  /** The instant by which exceptions and approvals are live or lapsed. */
  readonly now: Date;
}

/** What can be said of a tenant file before anything is written. Plain data: it comes from other processes. */
export interface CheckedFile {
  readonly faults: readonly Fault[];
  /** Absent where there are faults. */
  readonly own?: OwnValues;
  /** Absent where the tenant isn't among those to judge. */
  readonly judged?: JudgedTenant;
}

export interface JudgedTenant {
  readonly faults: readonly Fault[];
  /** What fails or is unknown. */
  readonly findings: readonly Finding[];
  readonly summary: StacklessSummary;
}

/** Reads one tenant file and judges it. @param bases files that tenants extend, by path, each parsed once */
export function checkFile(file: string, only: readonly string[] | undefined, shared: CheckShared, bases: Map<string, YamlDocument>): { readonly checked: CheckedFile; readonly tenant?: Tenant } {
  try {
    const tenant = loadTenant(file, shared.detections, shared.changes, bases);
    const judged = only === undefined || only.includes(tenant.name) ? { judged: judge(tenant, shared) } : {};
    return { tenant, checked: { faults: [], own: ownValues(tenant), ...judged } };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { checked: { faults: error.faults } };
  }
}

function judge(tenant: Tenant, { detections, now }: CheckShared): JudgedTenant {
  const rules = tenantBaseline(tenant, detections, now);
  const findings = judgeTenant(tenant, rules, detections, now).filter(({ verdict }) => verdict === "fail" || verdict === "unknown");
  return { faults: queryFaults(tenant, rules), findings, summary: summarize(tenant, rules, now) };
}
