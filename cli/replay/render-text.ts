import type { Colors } from "picocolors/types";
import { forTerminal } from "../../findings/escape";
import { hang } from "../../findings/wrap";
import type { HuntFinding } from "../../hunt/finding";
import { FileNames } from "../hunt/file-names";
import { section, timelineEntry } from "../hunt/render-text";
import { grouped, notEvaluatedByReason } from "../hunt/report";
import { counted, kindsInWords, readingNotes } from "../hunt/words";
import { otherwiseTold, type ReplayOutcome, type ReplayReport } from "./report";
import { changeInWords, DAY_COLUMNS, dayTable, otherwiseInWords, summaryInWords, titleInWords } from "./words";

/** How many of the lost, and of the gained, are told one by one. */
const MOST = 10;

/** What changed, what it does to each day's alerts, and the first of those that come or go. */
export function renderText(report: ReplayReport, colors: Colors, width: number): string {
  const { change, outcome, hunt } = report;
  const items = (lines: readonly string[]): string[] => lines.map((line) => hang("  - ", forTerminal(line), width));
  const names = new FileNames(hunt.reading.files);
  const notEvaluated = notEvaluatedByReason(hunt);
  const otherwise = outcome === undefined ? [] : otherwiseTold(outcome.comparison);
  const sections = [
    hang("", forTerminal(titleInWords(report)), width),
    section("What changed", items(changeInWords(change)), colors),
    ...(outcome === undefined ? [] : [section("Alerts", daysAsText(outcome), colors), ...alerts("Lost", outcome.comparison.lost, names, colors, width), ...alerts("Gained", outcome.comparison.gained, names, colors, width)]),
    ...(otherwise.length > 0 ? [section("Kept, and told otherwise", items(otherwise.map(otherwiseInWords)), colors)] : []),
    ...(notEvaluated.length > 0 ? [section("Could not be evaluated", items(notEvaluated.map(({ why, detections }) => `${detections.join(", ")}: ${why}`)), colors)] : []),
    section("Read", items([`${names.inWords()}: ${kindsInWords(hunt)}`, ...readingNotes(hunt)]), colors),
    hang("", summaryInWords(report), width),
  ];
  return `${sections.join("\n\n")}\n`;
}

function daysAsText(outcome: ReplayOutcome): string[] {
  const { rows, leftOut } = dayTable(outcome);
  const all = [DAY_COLUMNS, ...rows];
  const widths = DAY_COLUMNS.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string => `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join("  ")}`;
  return [...all.map(line), ...(leftOut > 0 ? [`  and ${counted(leftOut, "day")} more: --format json has them all`] : [])];
}

function alerts(title: string, findings: readonly HuntFinding[], names: FileNames, colors: Colors, width: number): string[] {
  if (findings.length === 0) return [];
  const groups = grouped(findings);
  const more = groups.length > MOST ? [`and ${counted(groups.length - MOST, "other")}: --format csv has them all`] : [];
  const [first = "", ...rest] = groups.slice(0, MOST).map((group) => timelineEntry(group, colors, width, names.short));
  return [section(title, [first], colors), ...rest, ...more];
}
