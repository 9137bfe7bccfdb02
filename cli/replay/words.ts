import type { Difference } from "../../kql/compare/change";
import type { DayOfAlerts } from "../../hunt/replay/per-day";
import { counted, spanInWords } from "../hunt/words";
import type { OtherwiseTold, ReplayReport } from "./report";
import type { ChangedSetting, RuleChange } from "./what-changed";

/** More reasons than these don't explain a query any more. */
const MOST_REASONS = 12;
/** More columns, likewise. */
const MOST_COLUMNS = 10;
/** As much of a title or a detail as explains how it is told otherwise. */
const LONGEST = 120;

export function titleInWords({ id, rule }: ReplayReport): string {
  return `${id} as ${rule} has it, against the catalogue's`;
}

/** What changed, a line each; what is lost comes first. */
export function changeInWords({ query, settings, shown, notReplayed }: RuleChange): string[] {
  return [
    queryInWords(query),
    ...reasonsInWords(query.reasons),
    ...columnsInWords(query),
    ...settings.map(settingInWords),
    ...(shown.length > 0 ? [`other ${shown.join(", ")}`] : []),
    ...(notReplayed.length > 0 ? [`changed too, and not replayed: ${notReplayed.join("; ")}`] : []),
  ];
}

function queryInWords({ change, identical }: RuleChange["query"]): string {
  switch (change) {
    case "same":
      return identical ? "the query is the same" : "the query changed in its layout only";
    case "columns":
      return "the query finds the same, with other columns";
    case "narrower":
      return "the query sees less";
    case "wider":
      return "the query sees more";
    case "narrower and wider":
      return "the query sees less of some and more of other things";
    case "other":
      return "the query changed, and reading it doesn't tell whether it sees more or less";
  }
}

const EFFECTS: Readonly<Record<Difference["effect"], string>> = { narrower: "less", wider: "more", other: "can't be told" };
const ORDER: readonly Difference["effect"][] = ["narrower", "other", "wider"];

function reasonsInWords(reasons: readonly Difference[]): string[] {
  const sorted = [...reasons].sort((a, b) => ORDER.indexOf(a.effect) - ORDER.indexOf(b.effect)).map(({ effect, what }) => `${EFFECTS[effect]}: ${what}`);
  return sorted.length > MOST_REASONS ? [...sorted.slice(0, MOST_REASONS), `and ${sorted.length - MOST_REASONS} more differences`] : sorted;
}

function columnsInWords({ lost, gained, reworked }: RuleChange["query"]): string[] {
  const named = (words: string, columns: readonly string[]): string[] => (columns.length === 0 ? [] : [`${words} ${columns.slice(0, MOST_COLUMNS).join(", ")}${columns.length > MOST_COLUMNS ? ` and ${columns.length - MOST_COLUMNS} more` : ""}`]);
  return [...named("no longer returns", lost.columns), ...named("now returns", gained.columns), ...named("returns something else as", reworked)];
}

const SETTINGS: Readonly<Record<ChangedSetting["setting"], readonly [string, string]>> = {
  kind: ["is of kind", "was of kind"],
  severity: ["has the severity", "had"],
  frequency: ["runs every", "ran every"],
  period: ["looks back", "looked back"],
  trigger: ["alerts on", "alerted on"],
};

function settingInWords({ setting, before, after }: ChangedSetting): string {
  const [is, was] = SETTINGS[setting];
  const rows = setting === "trigger" ? " rows" : "";
  return before === "" || after === "" ? `${setting} ${after || "none"} where it was ${before || "none"}` : `${is} ${after}${rows} where it ${was} ${before}${rows}`;
}

/** `severity Low where it was Medium, in 3 alerts` */
export function otherwiseInWords({ what, before, after, alerts, first }: OtherwiseTold): string {
  const said = (text: string): string => (text === "" ? "nothing" : what === "severity" ? text : `"${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}"`);
  const example = what === "severity" ? "" : `, first at ${first.at}`;
  return `${what} ${said(after)} where it was ${said(before)}, in ${counted(alerts, "alert")}${example}`;
}

/** `1 alert lost, 0 gained, 2 kept in 40 records, 2026-11-02 09:41:07 to 2026-11-04 10:00:00 UTC` */
export function summaryInWords({ outcome, hunt }: ReplayReport): string {
  const span = spanInWords(hunt);
  const within = `in ${counted(hunt.reading.records, "record")}${span === "" ? "" : `, ${span} UTC`}`;
  if (outcome === undefined) return `nothing can be compared ${within}`;
  const { lost, gained, kept } = outcome.total;
  return `${counted(lost, "alert")} lost, ${gained.toLocaleString("en")} gained, ${kept.toLocaleString("en")} kept ${within}`;
}

export const DAY_COLUMNS = ["day (UTC)", "catalogue", "changed", "kept", "lost", "gained"] as const;

/** More days than these hide what matters: then those on which nothing is lost or gained are left out, and the last ones of the rest. */
const MOST_DAYS = 40;

/** The rows of the table of days, a total below them, and how many days it leaves out. */
export function dayTable({ days, total }: NonNullable<ReplayReport["outcome"]>): { readonly rows: readonly (readonly string[])[]; readonly leftOut: number } {
  const told = (days.length <= MOST_DAYS ? days : days.filter(({ lost, gained }) => lost > 0 || gained > 0)).slice(0, MOST_DAYS);
  const cells = (name: string, { before, after, kept, lost, gained }: Omit<DayOfAlerts, "day">): string[] => [name, ...[before, after, kept, lost, gained].map((count) => count.toLocaleString("en"))];
  return { rows: [...told.map((day) => cells(day.day, day)), cells("all", total)], leftOut: days.length - told.length };
}
