import type { DriftResults, TenantResult, ToldDifference } from "../../cli/drift/results";
import { countsOfAll, countsOfTenant } from "../../cli/drift/results";
import type { GradedDifference } from "../../policies/drift-grade";
import type { Failure } from "../../terraform/run/outcome";
import { NOW } from "./tenant-in-code";

/** A rule that somebody has switched off. */
export function graded(overrides: Partial<GradedDifference> = {}): GradedDifference {
  return { kind: "drift", address: "azurerm_sentinel_alert_rule_scheduled.rule", type: "azurerm_sentinel_alert_rule_scheduled", attribute: "enabled", from: { value: true }, to: { value: false }, severity: "High", meaning: "is switched off", policies: ["detection-not-disabled"], ...overrides };
}

/** The same without an attribute: a resource as a whole. */
export function removed(overrides: Partial<GradedDifference> = {}): GradedDifference {
  const { attribute: _, ...whole } = graded({ kind: "removed", from: { value: {} }, to: { hidden: "absent" }, meaning: "is removed", policies: ["detection-not-removed"], ...overrides });
  return whole;
}

export function told(overrides: Partial<ToldDifference> = {}): ToldDifference {
  return { ...graded(), status: "new", firstSeen: NOW.toISOString(), ...overrides };
}

export function tenantResult(overrides: Partial<TenantResult> = {}): TenantResult {
  const differences = overrides.differences ?? [];
  return { tenant: "contoso", state: differences.length > 0 ? "drifted" : "clean", checked: NOW.toISOString(), counts: countsOfTenant(differences, overrides.acceptances), differences, gone: [], ...overrides };
}

export function results(tenants: readonly TenantResult[], overrides: Partial<DriftResults> = {}): DriftResults {
  return { formatVersion: 1, version: "0.2.0", checked: NOW.toISOString(), counts: countsOfAll(tenants), tenants, ...overrides };
}

export function failure(overrides: Partial<Failure> = {}): Failure {
  return { cause: "lock", step: "plan", message: "the state is locked by ci@runner-7", mend: "wait for it, or unlock it", attempts: 2, ...overrides };
}

export const DAY = 86_400_000;
/** ISO 8601. */
export function daysAgo(days: number): string {
  return new Date(NOW.getTime() - days * DAY).toISOString();
}
