import type { Cell, Matrix, Row } from "./matrix";
import { STANDINGS, type Column, type Standing } from "./matrix";

export const COLUMN_TITLES: Readonly<Record<Column, string>> = { detections: "detections", hunts: "hunts", terraform: "Terraform", policies: "plan policies" };

export const STANDING_MEANS: Readonly<Record<Standing, string>> = {
  seen: "a detection tells of it by itself",
  "partly seen": "a detection tells of some of it; what it doesn't tell is said",
  held: "no detection: a plan policy holds it, or the stack declares it",
  "hunt only": "no detection: a person runs a query, or the command hunt over an exported log",
  "by hand": "nothing looks; the rule's runbook or false positives tell a person what to do",
  "not seen": "it cannot be seen here, and why is said",
};

/** What the columns without anything in them mean. */
export const NOT_BUILT = "Alert policies in Purview and live checks of a tenant's settings are not built yet: none is counted, and what one would do is marked as not built.";
export const CHANGES_ONLY = "A detection tells that a control's setting was changed. Whether it holds today nothing reads yet.";

export function rowsOf({ documents }: Matrix): readonly Row[] {
  return documents.flatMap(({ rows }) => rows);
}

/** `49 items: 20 seen, 4 hunt only`, without the standings that nothing has. */
export function countsInWords(rows: readonly Row[]): string {
  const counts = STANDINGS.map((standing) => ({ standing, count: rows.filter((row) => row.standing === standing).length })).filter(({ count }) => count > 0);
  return `${rows.length} item${rows.length === 1 ? "" : "s"}${counts.length === 0 ? "" : `: ${counts.map(({ standing, count }) => `${count} ${standing}`).join(", ")}`}`;
}

/** Of a tenant: how many items are a gap there. */
export function gapsInWords(matrix: Matrix): string[] {
  if (matrix.tenant === undefined) return [];
  const count = rowsOf(matrix).filter(({ gap }) => gap).length;
  return [count === 0 ? `no gap in ${matrix.tenant}` : `${count} of them ${count === 1 ? "is a gap" : "are gaps"} in ${matrix.tenant}`];
}

/** What of a gap's standing doesn't run. */
export function gapInWords({ standing }: Row, tenant: string): string {
  return `the catalogue has it as ${standing}, but nothing of that runs in ${tenant}`;
}

/** What is not seen of it, or why it cannot be: a head and a sentence. */
export function becauseInWords({ standing, because }: Row): readonly [head: string, why: string] | undefined {
  return because === undefined ? undefined : [standing === "not seen" ? "cannot be seen, because" : "not all of it", because];
}

/** `mailbox-baseline hunt`, `user-restricted-from-sending, runbook 4, 5` */
export function cellInWords({ by, id, entries, nearRealTime }: Cell): string {
  if (by === "command") return `mailbox-baseline ${id}`;
  if (entries !== undefined) return `${id} (${by === "runbook" ? "runbook" : "false positives"} ${entries.join(", ")})`;
  return nearRealTime === true ? `${id} (near-real-time)` : id;
}

/** ` (off until 2026-12-31, Messaging: a move)`; empty without a tenant, and in short for what merely works. */
export function stateInWords({ state }: Cell): string {
  if (state === undefined) return "";
  const { word, why } = state;
  if (why === undefined) return ` (${word})`;
  return ` (${word}${word === "on" ? ": " : word === "off" ? " " : ": "}${why})`;
}

export function notBuiltInWords({ later }: Row): string[] {
  return [...(later.alertPolicy === undefined ? [] : [`an alert policy that ${later.alertPolicy}`]), ...(later.liveCheck === undefined ? [] : [`a live check that ${later.liveCheck}`])];
}

/** Rows under their headings, in the document's order. */
export function sectionsOf(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const sections = new Map<string, Row[]>();
  for (const row of rows) sections.set(row.section, [...(sections.get(row.section) ?? []), row]);
  return sections;
}

/** Why things are not applicable to the tenant, each reason once, with what it concerns. */
export function notApplicable(matrix: Matrix): ReadonlyMap<string, readonly string[]> {
  const reasons = new Map<string, Set<string>>();
  for (const { id, state } of rowsOf(matrix).flatMap(({ cells }) => Object.values(cells).flat())) {
    if (state?.word === "not applicable") reasons.set(state.why ?? "", (reasons.get(state.why ?? "") ?? new Set()).add(id));
  }
  return new Map([...reasons].map(([why, ids]) => [why, [...ids].sort()]));
}
