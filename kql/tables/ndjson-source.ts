import { shown } from "../../catalogue/fault";
import type { NodeJson } from "../values/json";
import type { Column, Value } from "../values/value";
import { jsonFileRows, readExactly, type JsonRecord, type RecordOrigin, type Suspicion } from "./json-cells";
import { eachLine } from "./lines";
import { fail, type Place } from "./read-fault";
import type { TableSource } from "./source";

/** A file with one JSON object on each line. */
export function ndjsonSource(file: string, columns: readonly Column[]): TableSource {
  return {
    columns,
    scan: (wanted, emit) => {
      const rowOf = jsonFileRows(columns, wanted);
      eachNdjsonRecord(file, (record, origin) => emit(rowOf(record, origin)));
    },
  };
}

export function eachNdjsonRecord(file: string, visit: (record: JsonRecord, origin: RecordOrigin) => boolean): void {
  const origin = new LineOrigin(file);
  eachLine(file, (text, line) => visit(parsed(text, origin.at(text, line)), origin));
}

function parsed(text: string, origin: LineOrigin): JsonRecord {
  let json: NodeJson;
  try {
    json = JSON.parse(text) as NodeJson;
  } catch {
    return fail(origin.place(), `${shown(text)} is not JSON; write one object a line`);
  }
  if (json === null || typeof json !== "object" || Array.isArray(json)) return fail(origin.place(), `is ${json === null ? "null" : shown(json)}, not an object; write one JSON object a line`);
  return json;
}

/** The line that is being read. One object for all lines of a file, since few are ever asked for it. */
class LineOrigin implements RecordOrigin {
  private text = "";
  private line = 0;
  /** What has been read exactly, by what was suspected. */
  private readonly read = new Map<Suspicion, Value | undefined>();

  constructor(private readonly file: string) {}

  at(text: string, line: number): this {
    this.text = text;
    this.line = line;
    if (this.read.size > 0) this.read.clear();
    return this;
  }

  exact(suspicion: Suspicion): Value | undefined {
    if (!this.read.has(suspicion)) this.read.set(suspicion, readExactly(this.text, suspicion));
    return this.read.get(suspicion);
  }

  place(): Place {
    return { file: this.file, line: this.line };
  }
}
