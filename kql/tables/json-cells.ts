import { shown } from "../../catalogue/fault";
import { fromNode, parseJson, type NodeJson } from "../values/json";
import { isBag, type Column, type KustoType, type Row, type Value } from "../values/value";
import { fit } from "./fit";
import { fail, misfit, type Place } from "./read-fault";
import { blankRow, wantedCells, type WantedCell } from "./wanted-cells";

export type JsonRecord = Readonly<Record<string, NodeJson | undefined>>;

/** Where a record came from, for when it has to be read again or complained of. */
export interface RecordOrigin {
  /** The record by the reader that loses nothing, or undefined where Node's can't have lost what is suspected of it. */
  exact(suspicion: Suspicion): Value | undefined;
  place(): Place;
}

/** That Node's parser took 1.0 for 1, which the text can tell quickly; or that it lost digits, or the order of keys. */
export type Suspicion = "whole real" | "digits";

type RowOf = (record: JsonRecord, origin: RecordOrigin) => Row;

/** Makes rows of records that Node's parser read. */
export function jsonRows(columns: readonly Column[], wanted: (name: string) => boolean): RowOf {
  const cells = wantedCells(columns, wanted);
  const blank = blankRow(columns);
  return (record, origin) => {
    const row = blank.slice();
    for (const cell of cells) row[cell.index] = cellOf(record, cell, origin);
    return row;
  };
}

/** The same for a file, whose first record tells whether it is one of the table's: a file of something else would be read as rows of nothing. */
export function jsonFileRows(columns: readonly Column[], wanted: (name: string) => boolean): RowOf {
  const rowOf = jsonRows(columns, wanted);
  let known = false;
  return (record, origin) => {
    if (!known && !columns.some(({ name }) => Object.hasOwn(record, name))) failStrange(record, columns, origin.place());
    known = true;
    return rowOf(record, origin);
  };
}

function failStrange(record: JsonRecord, columns: readonly Column[], place: Place): never {
  const keys = Object.keys(record).slice(0, 3).map(shown).join(", ");
  return fail(place, `has none of the table's columns, such as ${columns[0]?.name ?? "any"}, but ${keys || "nothing"}; is it a file of this table, written in the same case?`);
}

function cellOf(record: JsonRecord, cell: WantedCell, origin: RecordOrigin): Value {
  const json = record[cell.name];
  if (json === undefined || json === null || (cell.inherited && !Object.hasOwn(record, cell.name))) return cell.empty;
  if (typeof json === "string" && cell.type === "string") return json;
  const value = typeof json === "string" ? json : valueOf(json, cell, origin);
  const fitted = value === undefined ? undefined : fit(value, cell.type);
  return fitted === undefined ? misfit(origin.place(), cell.name, json, cell.type) : fitted;
}

function valueOf(json: NodeJson, cell: WantedCell, origin: RecordOrigin): Value | undefined {
  const suspicion = suspect(json, cell.type);
  return (suspicion && exactCell(origin.exact(suspicion), cell.name)) ?? inexact(json);
}

function exactCell(record: Value | undefined, name: string): Value | undefined {
  return record !== undefined && isBag(record) ? record.get(name) : undefined;
}

/** Undefined for what is nested too deep. */
function inexact(json: NodeJson): Value | undefined {
  try {
    return fromNode(json, 0);
  } catch {
    return undefined;
  }
}

function suspect(json: NodeJson, type: KustoType): Suspicion | undefined {
  if (typeof json === "object") return suspectIn(json, 0);
  if (typeof json !== "number" || type === "real") return undefined;
  if (type === "decimal") return "digits";
  return type === "int" || type === "long" ? (Number.isSafeInteger(json) ? undefined : "digits") : suspectIn(json, 0);
}

/** Of a dynamic value, or of a number that becomes text. */
function suspectIn(json: NodeJson, depth: number): Suspicion | undefined {
  if (typeof json === "number") return Number.isSafeInteger(json) ? "whole real" : Number.isInteger(json) ? "digits" : undefined;
  // What is deeper is refused when its value is made.
  if (json === null || typeof json !== "object" || depth > 1000) return undefined;
  return Array.isArray(json) ? suspectAmong(json, depth) : Object.keys(json).some(isDigit) ? "digits" : suspectAmong(Object.values(json), depth);
}

function suspectAmong(items: readonly NodeJson[], depth: number): Suspicion | undefined {
  let found: Suspicion | undefined;
  for (const item of items) {
    const inside = suspectIn(item, depth + 1);
    if (inside === "digits") return inside;
    found ??= inside;
  }
  return found;
}

/** Node puts keys of digits before all others. */
function isDigit(key: string): boolean {
  const first = key.charCodeAt(0);
  return first >= 48 && first <= 57;
}

const WHOLE_REAL = /[:,[\s]-?\d+(?:\.0+[,\]}\s]|(?:\.\d+)?[eE])/u;

/** Reads a text exactly where that can make a difference. */
export function readExactly(text: string, suspicion: Suspicion): Value | undefined {
  return suspicion === "digits" || WHOLE_REAL.test(text) ? parseJson(text) : undefined;
}
