import { asCsv } from "../../findings/csv";
import type { Cell, Matrix } from "./matrix";
import { becauseInWords, cellInWords, stateInWords } from "./words";

const HEADER = [
  "document", "section", "item", "kind", "title", "standing", "detections", "hunts", "alert policies", "live checks", "terraform", "plan policies", "what is not seen",
  "tenant", "gap",
];

/** A row an item, for a spreadsheet: RFC 4180, and no cell that would be taken for a formula. */
export function renderCsv({ documents, tenant }: Matrix): string {
  const rows = documents.flatMap(({ title: document, rows: members }) =>
    members.map((row) => {
      const { section, id, kind, title, standing, cells, later, gap } = row;
      return [
        document, section, id, kind, title, standing,
        list(cells.detections), list(cells.hunts), notBuilt(later.alertPolicy), notBuilt(later.liveCheck), list(cells.terraform), list(cells.policies),
        becauseInWords(row)?.join(": ") ?? "", tenant ?? "", tenant === undefined ? "" : gap ? "yes" : "no",
      ];
    }),
  );
  return asCsv([HEADER, ...rows]);
}

function list(cells: readonly Cell[]): string {
  return cells.map((cell) => `${cellInWords(cell)}${stateInWords(cell)}`).join("; ");
}

function notBuilt(words: string | undefined): string {
  return words === undefined ? "" : `not built: one that ${words}`;
}
