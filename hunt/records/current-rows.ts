import { jsonRows } from "../../kql/tables/json-cells";
import type { Place } from "../../kql/tables/read-fault";
import type { TableSource } from "../../kql/tables/source";
import type { Column, Row } from "../../kql/values/value";
import type { JsonObject } from "./json";

type Wanted = (name: string) => boolean;
type RowOf = ReturnType<typeof jsonRows>;

/** Rows of one table that are exchanged between the runs of compiled queries. */
export class CurrentRows implements TableSource {
  private rows: readonly JsonObject[] = [];
  private place: Place = { file: "" };
  /** By what a query wants, which is the same in each of its runs. */
  private readonly rowsOf = new Map<Wanted, RowOf>();

  constructor(readonly columns: readonly Column[]) {}

  /** @param place where the rows came from, for faults */
  set(rows: readonly JsonObject[], place: Place): void {
    this.rows = rows;
    this.place = place;
  }

  scan(wanted: Wanted, emit: (row: Row) => boolean): void {
    if (this.rows.length === 0) return;
    let rowOf = this.rowsOf.get(wanted);
    if (rowOf === undefined) {
      rowOf = jsonRows(this.columns, wanted);
      this.rowsOf.set(wanted, rowOf);
    }
    for (const cells of this.rows) if (!emit(rowOf(cells, { exact: () => undefined, place: () => this.place }))) return;
  }
}
