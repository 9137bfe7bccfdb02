import { forMarkdown } from "../../findings/escape";
import type { HuntFinding } from "../../hunt/finding";
import { FileNames } from "../hunt/file-names";
import { findingTable } from "../hunt/render-markdown";
import { grouped, notEvaluatedByReason } from "../hunt/report";
import { counted, kindsInWords, readingNotes } from "../hunt/words";
import { otherwiseTold, type ReplayOutcome, type ReplayReport } from "./report";
import { changeInWords, DAY_COLUMNS, dayTable, otherwiseInWords, summaryInWords, titleInWords } from "./words";

/** How many of the lost, and of the gained, are told one by one: a comment on GitHub takes 65,536 characters. */
const MOST = 50;

/** For a pull request that changes a rule, as GitHub shows it. */
export function renderMarkdown(report: ReplayReport): string {
  const { change, outcome, hunt } = report;
  const names = new FileNames(hunt.reading.files);
  const part = (title: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : ["", `## ${title}`, "", ...lines]);
  const items = (lines: readonly string[]): string[] => lines.map((line) => `- ${forMarkdown(line)}`);
  const lines = [
    "# Replay",
    "",
    `${forMarkdown(titleInWords(report))}: **${summaryInWords(report)}**.`,
    ...part("What changed", items(changeInWords(change))),
    ...(outcome === undefined ? [] : [...part("Alerts", daysAsMarkdown(outcome)), ...part("Lost", alerts(outcome.comparison.lost, names)), ...part("Gained", alerts(outcome.comparison.gained, names))]),
    ...part("Kept, and told otherwise", outcome === undefined ? [] : items(otherwiseTold(outcome.comparison).map(otherwiseInWords))),
    ...part("Could not be evaluated", items(notEvaluatedByReason(hunt).map(({ why, detections }) => `${detections.join(", ")}: ${why}`))),
    ...part("Read", items([`${names.inWords()}: ${kindsInWords(hunt)}`, ...readingNotes(hunt)])),
  ];
  return `${lines.join("\n")}\n`;
}

function daysAsMarkdown(outcome: ReplayOutcome): string[] {
  const { rows, leftOut } = dayTable(outcome);
  const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [row(DAY_COLUMNS), `|---|${"---:|".repeat(DAY_COLUMNS.length - 1)}`, ...rows.map(row), ...(leftOut > 0 ? ["", `and ${counted(leftOut, "day")} more: \`--format json\` has them all`] : [])];
}

function alerts(findings: readonly HuntFinding[], names: FileNames): string[] {
  if (findings.length === 0) return [];
  const groups = grouped(findings);
  const more = groups.length > MOST ? ["", `and ${counted(groups.length - MOST, "other")}: \`--format csv\` has them all`] : [];
  return [...findingTable(groups.slice(0, MOST), names.short), ...more];
}
