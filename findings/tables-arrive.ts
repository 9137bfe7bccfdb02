import { availableTables, missingTables, type TenantDetection } from "../catalogue/baseline";
import type { Tenant } from "../catalogue/tenant";
import type { Finding } from "./finding";

/**
 * A detection that is on reads only tables that something brings. A community rule needn't declare its tables; what its query reads is told by
 * binding it.
 */
export function tablesArrive(tenant: Tenant, rules: readonly TenantDetection[], tablesRead: ReadonlyMap<string, readonly string[]>): Finding[] {
  const available = availableTables(tenant);
  return rules.flatMap(({ detection, state }): Finding[] => {
    const tables = tablesRead.get(detection.id) ?? [];
    const missing = state === "on" ? missingTables({ ...detection, tables }, tenant, available) : undefined;
    if (missing === undefined) return [];
    const mend = "declare the connector, name the table under arrives, or declare it in the rule's requiredDataConnectors, so that the rule is not applicable here";
    return [{ rule: "tables-arrive", verdict: "fail", tenant: tenant.name, subject: detection.id, message: missing, mend, place: { file: detection.file, line: 1 } }];
  });
}
