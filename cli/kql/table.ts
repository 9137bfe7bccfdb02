import type { Colors } from "picocolors/types";
import { forTerminal } from "../../findings/escape";
import { encode } from "../../kql/values/encode";
import type { Column, KustoType, Row } from "../../kql/values/value";
import { cellText, type Print, type RowWriter } from "./rows";

/** How many rows decide how wide the columns are; those after them are printed as they come. */
const SAMPLE = 500;
/** Narrower than this a column tells nothing. */
const NARROWEST = 8;
const GAP = 2;
const NUMBERS: ReadonlySet<KustoType> = new Set<KustoType>(["int", "long", "real", "decimal"]);

export interface Page {
  /** Of the terminal that the table has to fit; undefined where nothing is to be shortened. */
  readonly width: number | undefined;
  readonly colors: Colors;
}

/** Aligned columns for people. On a terminal that is too narrow for so many, each row is a block with a line a column. */
export function tableRows(columns: readonly Column[], print: Print, page: Page): RowWriter {
  const held: string[][] = [];
  let layout: Layout | undefined;
  let count = 0;
  const begin = (): Layout => {
    const chosen = layoutFor(columns, held, page);
    print(chosen.head());
    held.forEach((cells, index) => print(chosen.row(cells, index)));
    return chosen;
  };
  return {
    row: (row) => {
      const cells = cellsOf(columns, row);
      count++;
      if (layout !== undefined) return print(layout.row(cells, count - 1));
      held.push(cells);
      if (held.length === SAMPLE) layout = begin();
      return true;
    },
    end: () => {
      layout ??= begin();
      print(page.colors.dim(`${count.toLocaleString("en")} ${count === 1 ? "row" : "rows"}`) + "\n");
    },
  };
}

function cellsOf(columns: readonly Column[], row: Row): string[] {
  return columns.map(({ type }, index) => forTerminal(cellText(encode(row[index], type))));
}

interface Layout {
  head(): string;
  row(cells: readonly string[], index: number): string;
}

function layoutFor(columns: readonly Column[], sample: readonly (readonly string[])[], page: Page): Layout {
  const names = columns.map(({ name }) => forTerminal(name));
  const natural = names.map((name, index) => sample.reduce((most, cells) => Math.max(most, (cells[index] ?? "").length), name.length));
  const widths = page.width === undefined ? natural : fitted(natural, page.width);
  return widths === undefined ? blocks(names, page) : lines(names, columns, natural, widths, page);
}

/** The widest columns give way, all to one width; undefined where that would leave them too little. */
function fitted(natural: readonly number[], width: number): readonly number[] | undefined {
  const room = width - GAP * (natural.length - 1);
  const total = (most: number): number => natural.reduce((sum, each) => sum + Math.min(each, most), 0);
  let most = Math.max(0, ...natural);
  while (total(most) > room && most >= NARROWEST) most--;
  return most < NARROWEST && total(most) > room ? undefined : natural.map((each) => Math.min(each, most));
}

function lines(names: readonly string[], columns: readonly Column[], natural: readonly number[], widths: readonly number[], { width = Infinity, colors }: Page): Layout {
  const fits = natural.every((each, index) => each <= (widths[index] ?? 0));
  const room = fits ? width - GAP * (widths.length - 1) - widths.reduce((sum, each) => sum + each, 0) : 0;
  const line = (cells: readonly string[]): string => {
    // What a later row needs beyond the sample's width it takes of the room that is left: a cell out of line tells more than half a number.
    let spare = room;
    const padded = cells.map((cell, index) => {
      const most = widths[index] ?? 0;
      const text = shortened(cell, most + spare);
      spare -= Math.max(0, text.length - most);
      return NUMBERS.has(columns[index]?.type ?? "string") ? text.padStart(most) : text.padEnd(most);
    });
    return padded.join(" ".repeat(GAP)).trimEnd();
  };
  return {
    head: () => (names.length === 0 ? "" : `${colors.bold(line(names))}\n${colors.dim(widths.map((each) => "-".repeat(each)).join(" ".repeat(GAP)))}\n`),
    row: (cells) => `${line(cells)}\n`,
  };
}

function blocks(names: readonly string[], { width = Infinity, colors }: Page): Layout {
  const longest = Math.min(Math.max(...names.map((name) => name.length)), Math.floor(width / 2));
  return {
    head: () => "",
    row: (cells, index) => {
      const said = cells.map((cell, at) => `  ${shortened(names[at] ?? "", longest).padEnd(longest)}  ${shortened(cell, width - longest - 4)}`.trimEnd());
      return `${[colors.bold(`row ${index + 1}`), ...said].join("\n")}\n`;
    },
  };
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, Math.max(0, most - 1))}…`;
}
