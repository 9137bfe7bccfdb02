import { InputError, shown } from "../../catalogue/fault";
import type { KustoType } from "../values/value";
import { ALLOWED } from "./fit";

/** Where a record stands. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  /** `[12]` where the file is one list. */
  readonly record?: string;
}

export function fail({ file, line, record = "" }: Place, message: string): never {
  throw new InputError([{ file, ...(line === undefined ? {} : { line }), path: record, message }]);
}

export function misfit({ record, ...place }: Place, column: string, value: unknown, type: KustoType): never {
  return fail({ ...place, record: record === undefined ? column : `${record}.${column}` }, `${shown(value)} is not ${ALLOWED[type]}`);
}
