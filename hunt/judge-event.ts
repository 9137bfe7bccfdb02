import { textOf } from "../kql/values/text";
import type { Result } from "../kql/evaluate";
import type { EventOutcome, RuleEvent } from "./run-event";

/** A row of a result as text, by column. */
export type RowText = Readonly<Record<string, string>>;

/** What an event shows of a detection, held to what its file says. */
export interface EventVerdict {
  readonly holds: boolean;
  /** Where it doesn't hold: the firing that is missing or too much, or what differs in the rows. One line each, `- ` what was expected, `+ ` what came. */
  readonly difference: readonly string[];
}

/** @param fires whether the event is among those that must fire */
export function judgeEvent(event: RuleEvent, fires: boolean, { fired, result }: EventOutcome): EventVerdict {
  const rows = rowTexts(result);
  if (fired !== fires) {
    const came = rows.map((row) => `+ ${said(row)}`);
    return { holds: false, difference: fires ? [`- an alert`, `+ ${rows.length === 0 ? "no row" : `no alert on ${counted(rows.length)}`}`] : ["- no alert", ...came] };
  }
  const difference = event.expect === undefined ? [] : differenceOf(event.expect.map(expectedText), rows);
  return { holds: difference.length === 0, difference };
}

/** Each expected row is met by a row of its own, whatever their order; columns that it doesn't name don't count. */
function differenceOf(expected: readonly RowText[], rows: readonly RowText[]): string[] {
  const left = [...rows];
  const unmet = expected.filter((wanted) => {
    const at = left.findIndex((row) => meets(wanted, row));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  const changed = unmet.flatMap((wanted) => {
    const near = nearestRow(wanted, left);
    if (near === undefined) return [`- ${said(wanted)}`];
    left.splice(left.indexOf(near), 1);
    return Object.entries(wanted).flatMap(([column, value]) => (near[column] === value ? [] : [`- ${column}: ${value}`, `+ ${column}: ${near[column] ?? "(no such column)"}`]));
  });
  return [...changed, ...left.map((row) => `+ ${said(row)}`)];
}

function meets(wanted: RowText, row: RowText): boolean {
  return Object.entries(wanted).every(([column, value]) => row[column] === value);
}

/** The row that agrees in most columns. */
function nearestRow(wanted: RowText, rows: readonly RowText[]): RowText | undefined {
  const agreement = (row: RowText): number => Object.entries(wanted).filter(([column, value]) => row[column] === value).length;
  return [...rows].sort((a, b) => agreement(b) - agreement(a))[0];
}

/** Values as `tostring` writes them. */
export function rowTexts({ columns, rows }: Result): RowText[] {
  return rows.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, textOf(row[index] ?? null)])));
}

/** YAML's numbers, truths and lists, as `tostring` writes them. */
function expectedText(row: Readonly<Record<string, unknown>>): RowText {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, asText(value)]));
}

function asText(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "True" : "False";
  return value === null ? "" : JSON.stringify(value);
}

function said(row: RowText): string {
  return Object.entries(row).filter(([, value]) => value !== "").map(([column, value]) => `${column}: ${value}`).join(", ");
}

function counted(rows: number): string {
  return rows === 1 ? "one row" : `${rows} rows`;
}
