/** A query with one condition changed: what its events should notice. */
export interface Mutant {
  /** What was done to which condition, as it is written: `drop Operation =~ "Send"`. The same change at a second place ends in ` (2)`. */
  readonly name: string;
  /** The whole query. */
  readonly text: string;
  /** From 1, of the text that was changed. */
  readonly line: number;
}

/** A piece of a query's text and what to write in its place. */
export interface Edit {
  readonly name: string;
  readonly start: number;
  readonly length: number;
  readonly replacement: string;
}
