import { formatFault, InputError } from "../../catalogue/fault";
import type { Limits } from "../../kql/engine/budget";
import { type ErrorKind, KqlError } from "../../kql/engine/errors";
import { compileQuery, type Database, runQuery, schemaOf } from "../../kql/evaluate";
import { analyze, refuseFaulty } from "../../kql/language/analyze";
import { parseDateTime } from "../../kql/values/datetime";
import { encode } from "../../kql/values/encode";
import type { DateTime } from "../../kql/values/value";
import { withTableHints } from "./database";
import { watchfulClock } from "./limits";

const MOST_ROWS = 1_000_000;
/** Characters of an answer; V8's longest string is about twice that. */
const MOST_CHARACTERS = 256 * 1_048_576;

/** What every query of a batch runs on. */
export interface BatchSetting {
  readonly database: Database;
  /** Where a line says nothing of it. */
  readonly now: DateTime;
  /** That a query may take. */
  readonly seconds: number;
}

/** One line of a batch, numbered from 1. */
export interface BatchLine {
  readonly number: number;
  readonly text: string;
}

/** The line that answers a line; whatever is wrong with that one, it is an answer. */
export function answerOf(line: BatchLine, setting: BatchSetting): string {
  let id: unknown = null;
  try {
    const request = parsed(line);
    id = idOf(request);
    const { query, at } = valid(request, line, setting.now);
    return answered(id, query, { ...setting, now: at });
  } catch (error) {
    return refusal(id, ...faultOf(error));
  }
}

export function refusal(id: unknown, kind: ErrorKind, message: string): string {
  return JSON.stringify({ id, error: { kind, message } });
}

/** The id of a line that could not be answered, null where none can be read. */
export function idOfLine(line: BatchLine): unknown {
  try {
    return idOf(parsed(line));
  } catch {
    return null;
  }
}

type Request = Readonly<Record<string, unknown>>;

function parsed({ number, text }: BatchLine): Request {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new KqlError("syntax", `line ${number}: is not JSON; write one object a line, {"id", "query", "now"?}`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new KqlError("syntax", `line ${number}: is not an object; write {"id", "query", "now"?}`);
  return value as Request;
}

/** As it came: text or a number. */
function idOf({ id }: Request): unknown {
  return typeof id === "string" || typeof id === "number" ? id : null;
}

function valid({ query, now: given }: Request, { number }: BatchLine, now: DateTime): { readonly query: string; readonly at: DateTime } {
  if (typeof query !== "string") throw new KqlError("syntax", `line ${number}: query is ${query === undefined ? "missing" : "not text"}; write the query as a string`);
  if (given === undefined || given === null) return { query, at: now };
  const at = typeof given === "string" ? parseDateTime(given) : null;
  if (at === null) throw new KqlError("syntax", `line ${number}: now is no instant; write it as 2026-11-20T09:00:00Z`);
  return { query, at };
}

function answered(id: unknown, query: string, { database, now, seconds }: BatchSetting): string {
  const analysis = withTableHints(analyze(query, schemaOf(database)), database.tables.keys());
  refuseFaulty(analysis);
  const rows: string[] = [];
  let characters = 0;
  const limits: Partial<Limits> = { milliseconds: seconds * 1000, heldRows: 2 * MOST_ROWS };
  const columns = runQuery(compileQuery(analysis, database), { now, limits, clock: watchfulClock() }, (open) => (row) => {
    const text = JSON.stringify(open.map(({ type }, index) => encode(row[index], type)));
    characters += text.length + 1;
    if (rows.push(text) > MOST_ROWS) throw new KqlError("limit", `more than ${MOST_ROWS.toLocaleString("en")} rows in the result`);
    if (characters > MOST_CHARACTERS) throw new KqlError("limit", `a result of more than ${MOST_CHARACTERS.toLocaleString("en")} characters`);
    return true;
  });
  const head = JSON.stringify({ id, columns: columns.map(({ name, type }) => ({ name, type })) });
  return `${head.slice(0, -1)},"rows":[${rows.join(",")}]}`;
}

function faultOf(error: unknown): [ErrorKind, string] {
  if (error instanceof KqlError) return [error.kind, error.message];
  if (error instanceof InputError) return ["runtime", error.faults.map(formatFault).join("; ")];
  if (error instanceof RangeError) return ["limit", `too large or too deep to be worked out: ${error.message}`];
  return ["runtime", `a defect of ours, please report the query: ${error instanceof Error ? error.message : String(error)}`];
}
