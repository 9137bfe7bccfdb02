import type { NodeJson } from "../values/json";
import type { Column } from "../values/value";
import { jsonRows } from "./json-cells";
import type { Place } from "./read-fault";
import type { TableSource } from "./source";

/** Records as YAML or JSON wrote them; a dynamic may be a value, or its JSON in a string. `placeOf` says where each stands, for faults. */
export function sourceOfRecords(columns: readonly Column[], records: readonly Readonly<Record<string, unknown>>[], placeOf: (index: number) => Place): TableSource {
  return {
    columns,
    scan: (wanted, emit) => {
      const rowOf = jsonRows(columns, wanted);
      for (const [index, record] of records.entries()) {
        const row = rowOf(record as Readonly<Record<string, NodeJson>>, { exact: () => undefined, place: () => placeOf(index) });
        if (!emit(row)) return;
      }
    },
  };
}
