import { forMarkdown } from "../../findings/escape";
import { STANDINGS, type Cell, type Matrix, type Row } from "./matrix";
import { becauseInWords, cellInWords, CHANGES_ONLY, countsInWords, gapInWords, gapsInWords, NOT_BUILT, notApplicable, rowsOf, sectionsOf, stateInWords, STANDING_MEANS } from "./words";

/** What a column of the table is headed, and what stands in it: Markdown. */
const COLUMNS: readonly (readonly [string, (row: Row, tenant: string | undefined) => string])[] = [
  ["Item", ({ id, title }) => `**${forMarkdown(id)}**<br>${forMarkdown(title)}`],
  ["Standing", ({ standing, gap }) => (gap ? `**gap** (${standing})` : standing)],
  ["Detections", ({ cells }) => list(cells.detections)],
  ["Hunts and runbooks", ({ cells }) => list(cells.hunts)],
  ["Alert policies", ({ later }) => notBuilt(later.alertPolicy)],
  ["Live checks", ({ later }) => notBuilt(later.liveCheck)],
  ["Terraform", ({ cells }) => list(cells.terraform)],
  ["Plan policies", ({ cells }) => list(cells.policies)],
  ["What is not seen", notSeen],
];

function notSeen(row: Row, tenant: string | undefined): string {
  const gap = row.gap && tenant !== undefined ? [`${gapInWords(row, tenant)}.`] : [];
  const because = becauseInWords(row);
  return [...gap, ...(because === undefined ? [] : [because.join(": ")])].map(forMarkdown).join("<br>");
}

/** A page for a wiki or a pull request: a table for each section of each document. */
export function renderMarkdown(matrix: Matrix): string {
  const { tenant } = matrix;
  const documents = matrix.documents.flatMap(({ id, title, rows }) => [
    `## ${forMarkdown(title)}`,
    `${countsInWords(rows)}.${id === "controls" ? ` ${forMarkdown(CHANGES_ONLY)}` : ""}`,
    ...[...sectionsOf(rows)].flatMap(([heading, members]) => [`### ${forMarkdown(heading)}`, table(members, tenant)]),
  ]);
  const means = ["## What the words mean", STANDINGS.map((standing) => `- **${standing}**: ${STANDING_MEANS[standing]}`).join("\n"), forMarkdown(NOT_BUILT)];
  const title = `# Coverage${tenant === undefined ? "" : ` of ${forMarkdown(tenant)}`}`;
  return `${[title, `${[countsInWords(rowsOf(matrix)), ...gapsInWords(matrix).map(forMarkdown)].join("; ")}.`, ...documents, ...reasons(matrix), ...means].join("\n\n")}\n`;
}

/** Without the columns in which nothing would stand. */
function table(rows: readonly Row[], tenant: string | undefined): string {
  const columns = COLUMNS.filter(([, cell]) => rows.some((row) => cell(row, tenant) !== ""));
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(columns.map(([head]) => head)), `|${"---|".repeat(columns.length)}`, ...rows.map((row) => line(columns.map(([, cell]) => cell(row, tenant))))].join("\n");
}

/** Why something is not applicable stands once, at the end. */
function list(cells: readonly Cell[]): string {
  return cells.map((cell) => `${forMarkdown(cellInWords(cell))}${forMarkdown(cell.state?.word === "not applicable" ? " (not applicable)" : stateInWords(cell))}`).join("<br>");
}

function notBuilt(words: string | undefined): string {
  return words === undefined ? "" : `*not built: one that ${forMarkdown(words)}*`;
}

function reasons(matrix: Matrix): string[] {
  const found = [...notApplicable(matrix)];
  if (matrix.tenant === undefined || found.length === 0) return [];
  return [`## Not applicable to ${forMarkdown(matrix.tenant)}`, found.map(([why, ids]) => `- ${forMarkdown(`${why}: ${ids.join(", ")}`)}`).join("\n")];
}
