import { detailLines } from "./details";
import { forMarkdown } from "./escape";
import { isTold, VERDICTS, type Finding } from "./finding";
import { countLine } from "./render-text";

export interface MarkdownOptions {
  /** Of the title's heading. Default: 1. */
  readonly level?: number;
  /** Markdown under the title. */
  readonly lead?: string;
}

/** What a column of the table is headed, and what stands in it. */
const COLUMNS: readonly (readonly [string, (finding: Finding) => string])[] = [
  ["tenant", ({ tenant }) => tenant ?? ""],
  ["severity", ({ severity }) => severity ?? ""],
  ["rule", ({ rule }) => rule],
  ["subject", ({ subject }) => subject],
  ["what", ({ message, place }) => `${message}${place === undefined ? "" : ` (${place.file}:${place.line})`}`],
  ["mend", ({ mend }) => mend ?? ""],
];

/** Findings as a page for a pull request: a table for each verdict; what passes is mostly counted. */
export function renderMarkdown(findings: readonly Finding[], title: string, { level = 1, lead }: MarkdownOptions = {}): string {
  const sections = VERDICTS.flatMap((verdict) => {
    const rows = findings.filter((finding) => finding.verdict === verdict && isTold(finding));
    return rows.length === 0 ? [] : [`${"#".repeat(level + 1)} ${verdict[0]?.toUpperCase() ?? ""}${verdict.slice(1)} (${rows.length})`, table(rows), ...rows.flatMap(detailBlock)];
  });
  return [`${"#".repeat(level)} ${forMarkdown(title)}`, ...(lead === undefined ? [] : [lead]), `${countLine(findings)}.`, ...sections].join("\n\n");
}

/** Without the columns in which nothing would stand. */
function table(rows: readonly Finding[]): string {
  const columns = COLUMNS.filter(([, cell]) => rows.some((finding) => cell(finding) !== ""));
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(columns.map(([head]) => head)), `|${"---|".repeat(columns.length)}`, ...rows.map((finding) => line(columns.map(([, cell]) => forMarkdown(cell(finding)))))].join("\n");
}

/** No cell of a table holds several lines. A fence is longer than any run of backticks in what it holds, so nothing there ends it. */
function detailBlock({ rule, subject, details }: Finding): string[] {
  const lines = detailLines(details);
  if (lines.length === 0) return [];
  const longest = Math.max(2, ...lines.flatMap((line) => line.match(/`+/gu) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return [`${forMarkdown(subject)} (${forMarkdown(rule)}):\n\n${fence}diff\n${lines.join("\n")}\n${fence}`];
}
