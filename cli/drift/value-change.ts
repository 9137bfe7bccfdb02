import { isDeepStrictEqual } from "node:util";
import { forTerminal } from "../../findings/escape";
import { queryDiff } from "../../policies/detections/query-diff";
import type { Difference, Side } from "../../terraform/drift/difference";

/** As much of an equal beginning as is shown before the place where two long texts part. */
const BEFORE = 12;
/** The narrowest that a value is cut to. */
const LEAST = 12;

/** A side in one line: JSON, or in brackets what may not or can't be shown. Not escaped. */
export function sideText(side: Side): string {
  return "hidden" in side ? `(${side.hidden})` : JSON.stringify(side.value);
}

/** `false -> true`, both cut to fit so many columns so that where they differ is seen. Not escaped. */
export function changeLine({ from, to }: Pick<Difference, "from" | "to">, room: number): string {
  const [a, b] = [sideText(from), sideText(to)];
  if (a.length + b.length + ARROW.length <= room) return a + ARROW + b;
  const each = Math.max(LEAST, Math.floor((room - ARROW.length) / 2));
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  const spare = Math.max(each, room - ARROW.length - short.length);
  const start = Math.max(0, agreeing(a, b) - BEFORE);
  const cutTo = (text: string): string => window(text, text === long ? spare : each, start);
  return cutTo(a) + ARROW + cutTo(b);
}

const ARROW = " -> ";

function agreeing(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}

function window(text: string, room: number, start: number): string {
  if (text.length <= room) return text;
  const from = Math.min(start, text.length - room + 1);
  const head = from > 0 ? "…" : "";
  const end = from + room - head.length;
  return end < text.length ? `${head}${text.slice(from, end - 1)}…` : head + text.slice(from);
}

/** A change of what fills several lines, such as a query, as a unified diff without its heading; undefined where one line shows it. */
export function changeDiff({ from, to }: Pick<Difference, "from" | "to">): string | undefined {
  const [a, b] = [longText(from), longText(to)];
  if (a === undefined || b === undefined || !`${a}${b}`.includes("\n")) return undefined;
  if (isDeepStrictEqual(from, to)) return undefined;
  return queryDiff(a, b).split("\n").filter((line) => !/^(?:--- before|\+\+\+ after|\\ No newline)/u.test(line)).join("\n").trimEnd();
}

/** Of a value that spreads over lines; lists and maps an item a line. */
function longText(side: Side): string | undefined {
  if (!("value" in side)) return undefined;
  const { value } = side;
  if (typeof value === "string") return value;
  return typeof value === "object" && value !== null ? JSON.stringify(value, undefined, 2) : undefined;
}

/** The lines of a diff that a report shows, safe for a terminal, each cut so that a changed line's change is seen, and how many it leaves out. */
export function diffLines(diff: string, most: number, width: number): string[] {
  const all = diff.split("\n");
  const lines = all.slice(0, most).map(forTerminal);
  const cut = lines.map((line, i) => {
    const partner = partnerOf(lines, i);
    const start = partner === undefined ? 0 : Math.max(0, agreeing(line.slice(1), partner.slice(1)) - BEFORE);
    return line.slice(0, 1) + window(line.slice(1), width - 1, start);
  });
  return all.length > most ? [...cut, `… ${all.length - most} more lines`] : cut;
}

/** The added line that stands for a deleted one, or the other way round, where as many were added as deleted. */
function partnerOf(lines: readonly string[], i: number): string | undefined {
  const mark = lines[i]?.[0];
  if (mark !== "-" && mark !== "+") return undefined;
  const run = (from: number, step: number, of: string): number => {
    let length = 0;
    while (lines[from + length * step]?.startsWith(of) === true) length += 1;
    return length;
  };
  const before = run(i, -1, mark);
  const after = run(i, 1, mark);
  const size = before + after - 1;
  const other = mark === "-" ? i + size : i - size;
  const first = mark === "-" ? i + after : i - before;
  return run(first, mark === "-" ? 1 : -1, mark === "-" ? "+" : "-") === size ? lines[other] : undefined;
}
