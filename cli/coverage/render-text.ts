import { createColors } from "picocolors";
import type { Colors } from "picocolors/types";
import { forTerminal } from "../../findings/escape";
import { hang, wrap } from "../../findings/wrap";
import type { Io } from "../io";
import { COLUMNS, STANDINGS, type Cell, type Matrix, type Row, type Standing } from "./matrix";
import { becauseInWords, cellInWords, CHANGES_ONLY, COLUMN_TITLES, countsInWords, gapInWords, gapsInWords, NOT_BUILT, notApplicable, notBuiltInWords, rowsOf, sectionsOf, STANDING_MEANS } from "./words";

/** Width of the column of standings: the longest, and a blank beside it. */
const MARGIN = 2;
const STANDING_WIDTH = Math.max(...STANDINGS.map(({ length }) => length)) + 2;

interface Page {
  readonly width: number;
  readonly colors: Colors;
  readonly tenant: string | undefined;
}

/** For a terminal: documents, their sections, and under each item what sees it. */
export function renderText(matrix: Matrix, { width, color }: Pick<Io, "width" | "color">): string {
  const page: Page = { width, colors: createColors(color), tenant: matrix.tenant };
  const documents = matrix.documents.map(({ id, title, rows }) => {
    const sections = [...sectionsOf(rows)].map(([heading, members]) => [` ${page.colors.bold(heading)}`, ...members.map((row) => block(row, page))].join("\n"));
    const head = [page.colors.bold(title), hang("", countsInWords(rows), width), ...(id === "controls" ? [hang("", CHANGES_ONLY, width)] : [])].join("\n");
    return [head, ...sections].join("\n\n");
  });
  return `${[...documents, ...reasons(matrix, page), legend(page), closing(matrix, page)].join("\n\n")}\n`;
}

function block(row: Row, page: Page): string {
  const { width, colors, tenant } = page;
  const line = (head: string, text: string): string => folded(`${head}: ${text}`, width);
  const shown = row.gap ? "gap" : row.standing;
  const [first = "", ...rest] = hang(`${" ".repeat(MARGIN)}${shown.padEnd(STANDING_WIDTH)}`, forTerminal(`${row.id}: ${row.title}`), width).split("\n");
  const because = becauseInWords(row);
  const lines = COLUMNS.flatMap((column) => cellLines(COLUMN_TITLES[column], row.cells[column], page).map(([head, text]) => line(head, text)));
  return [
    `${" ".repeat(MARGIN)}${paint(row, colors)(first.slice(MARGIN, MARGIN + shown.length))}${first.slice(MARGIN + shown.length)}`,
    ...rest,
    ...(row.gap && tenant !== undefined ? [line("gap", forTerminal(gapInWords(row, tenant)))] : []),
    ...lines,
    ...(because === undefined ? [] : [line(because[0], forTerminal(because[1]))]),
    ...notBuiltInWords(row).map((words) => line("not built", forTerminal(words))),
  ].join("\n");
}

/** Beside the standings; what doesn't fit goes on a little further in. */
function folded(text: string, width: number): string {
  const indent = " ".repeat(MARGIN + STANDING_WIDTH);
  return wrap(text, Math.max(20, width - indent.length - 2)).map((part, i) => `${indent}${i === 0 ? "" : "  "}${part}`).join("\n");
}

/** Of a column a line for what works, one each for what is off, and one for what is not applicable, whose reasons stand at the end. */
function cellLines(title: string, cells: readonly Cell[], { tenant }: Page): (readonly [string, string])[] {
  if (cells.length === 0) return [];
  const named = (of: readonly Cell[]): string => forTerminal(of.map(cellInWords).join(", "));
  if (tenant === undefined) return [[title, named(cells)]];
  const plain = cells.filter(({ state }) => state === undefined || (state.why === undefined && state.live));
  const changed = cells.filter(({ state }) => state?.why !== undefined && state.word !== "not applicable");
  const missing = (word: string): Cell[] => cells.filter(({ state }) => state?.word === word);
  const not = missing("not applicable");
  const absent = missing("absent");
  return [
    ...(plain.length === 0 ? [] : [[title, named(plain)] as const]),
    ...changed.map((cell) => [`${title} ${cell.state?.word ?? ""}`, forTerminal(`${cellInWords(cell)}, ${cell.state?.why ?? ""}`)] as const),
    ...(not.length === 0 ? [] : [[`${title} not applicable`, named(not)] as const]),
    ...(absent.length === 0 ? [] : [[`${title} not declared`, named(absent)] as const]),
  ];
}

function paint({ standing, gap }: Row, colors: Colors): (text: string) => string {
  const { red, yellow, green, cyan } = colors;
  const of: Readonly<Record<Standing, (text: string) => string>> = { seen: green, "partly seen": yellow, held: green, "hunt only": yellow, "by hand": cyan, "not seen": red };
  return gap ? red : of[standing];
}

function reasons(matrix: Matrix, { width, colors, tenant }: Page): string[] {
  const found = [...notApplicable(matrix)];
  if (tenant === undefined || found.length === 0) return [];
  return [[colors.bold(forTerminal(`Not applicable to ${tenant}`)), ...found.map(([why, ids]) => hang("  - ", forTerminal(`${why}: ${ids.join(", ")}`), width))].join("\n")];
}

function legend({ width, colors }: Page): string {
  const means = STANDINGS.map((standing) => hang(`${" ".repeat(MARGIN)}${standing.padEnd(STANDING_WIDTH)}`, STANDING_MEANS[standing], width));
  return [colors.bold("What the words mean"), ...means, hang("", NOT_BUILT, width)].join("\n");
}

function closing(matrix: Matrix, { width }: Page): string {
  return [hang("", countsInWords(rowsOf(matrix)), width), ...gapsInWords(matrix).map((words) => hang("", forTerminal(words), width))].join("\n");
}
