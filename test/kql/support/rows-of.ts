import type { TableSource } from "../../../kql/tables/source";
import { encode, type Json } from "../../../kql/values/encode";
import { textOf } from "../../../kql/values/text";
import type { Row } from "../../../kql/values/value";

export function rowsOf(source: TableSource, wanted: (name: string) => boolean = () => true, most = Infinity): Row[] {
  const rows: Row[] = [];
  source.scan(wanted, (row) => rows.push(row) < most);
  return rows;
}

/** The rows in the encoding of results; what was left unread is null. */
export function encoded(source: TableSource, wanted?: (name: string) => boolean): Json[][] {
  return rowsOf(source, wanted).map((row) => row.map((value, i) => (value === null ? null : encode(value, source.columns[i]?.type ?? "dynamic"))));
}

/** The rows as `tostring` writes their values. */
export function textsOf(source: TableSource): string[][] {
  return rowsOf(source).map((row) => row.map(textOf));
}
