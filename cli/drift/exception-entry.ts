import { stringify } from "yaml";
import type { Commitment } from "../../catalogue/commitment";
import { DRIFT_CHECK } from "../../catalogue/drift-exception";

/** An exception of the check `drift` as a tenant file holds it. */
export interface ExceptionEntry extends Commitment {
  readonly check: typeof DRIFT_CHECK;
  readonly entity: string;
  readonly value: string;
  readonly ticket?: string;
}

/** As an item of a list in block style: the first line begins with `- `. */
export function entryLines(entry: ExceptionEntry): string[] {
  return stringify([entry], { lineWidth: 0, indentSeq: false }).trimEnd().split("\n");
}

/** On one line, as an item of a list in flow style. */
export function entryOnOneLine(entry: ExceptionEntry): string {
  return stringify(entry, { lineWidth: 0, collectionStyle: "flow" }).trimEnd();
}
