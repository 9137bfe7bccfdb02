import { shown } from "../../catalogue/fault";
import type { NodeJson } from "../values/json";
import { isArray, type Column, type Value } from "../values/value";
import { jsonFileRows, readExactly, type JsonRecord, type RecordOrigin, type Suspicion } from "./json-cells";
import { fail, type Place } from "./read-fault";
import type { TableSource } from "./source";
import { wholeText } from "./text-blocks";

/** A file that is one JSON list of objects, or one object. It is read whole. */
export function jsonSource(file: string, columns: readonly Column[]): TableSource {
  return {
    columns,
    scan: (wanted, emit) => {
      const rowOf = jsonFileRows(columns, wanted);
      eachJsonRecord(file, (record, origin) => emit(rowOf(record, origin)));
    },
  };
}

export function eachJsonRecord(file: string, visit: (record: JsonRecord, origin: RecordOrigin) => boolean): void {
  const text = wholeText(file, "write one object a line and name it .ndjson, which is read piece by piece");
  if (text.trim() === "") return;
  const json = parsed(text, file);
  const records = Array.isArray(json) ? json : [json];
  const exact = exactly(text);
  for (const [index, record] of records.entries()) {
    const place = (): Place => ({ file, record: `[${index}]` });
    if (record === null || typeof record !== "object" || Array.isArray(record)) fail(place(), `is ${record === null ? "null" : shown(record)}, not an object; write a list of objects`);
    else if (!visit(record, { place, exact: (suspicion) => exact(index, suspicion) })) return;
  }
}

function parsed(text: string, file: string): NodeJson {
  try {
    return JSON.parse(text) as NodeJson;
  } catch (error) {
    const position = /at position (?<at>\d+)/u.exec(String(error))?.groups?.["at"];
    const line = position === undefined ? undefined : text.slice(0, Number(position)).split("\n").length;
    return fail({ file, ...(line === undefined ? {} : { line }) }, "is not JSON; write one list of objects, or one object a line");
  }
}

/** Reads the text once more, when first asked. */
function exactly(text: string): (index: number, suspicion: Suspicion) => Value | undefined {
  const found = new Map<Suspicion, readonly Value[]>();
  return (index, suspicion) => {
    let records = found.get(suspicion);
    if (records === undefined) {
      const whole = readExactly(text, suspicion);
      records = whole === undefined ? [] : isArray(whole) ? whole : [whole];
      found.set(suspicion, records);
    }
    return records[index];
  };
}
