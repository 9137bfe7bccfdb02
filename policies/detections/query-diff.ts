import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";

/** Lines that differ beyond this are no longer laid side by side: two queries with nothing in common would take seconds. */
const MOST_EDITS = 2_000;

/** The two texts as a unified diff. Blanks at the end of a line, and how lines end, count for nothing. */
export function queryDiff(before: string, after: string): string {
  const options = { context: 3, maxEditLength: MOST_EDITS, headerOptions: FILE_HEADERS_ONLY };
  return createTwoFilesPatch("before", "after", tidy(before), tidy(after), undefined, undefined, options) ?? "the two have next to no line in common";
}

function tidy(query: string): string {
  return `${query.split(/\r?\n/u).map((line) => line.trimEnd()).join("\n").trimEnd()}\n`;
}
