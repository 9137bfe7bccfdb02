/** syntax and semantic: the query is not one. unsupported: ours can't run it. runtime: its values can't be worked with. limit: it would take too much. */
export type ErrorKind = "syntax" | "semantic" | "unsupported" | "runtime" | "limit";

/** Both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Why a query gave no answer. The message is whole: `unsupported: graph-match at 3:5`. */
export class KqlError extends Error {
  constructor(
    readonly kind: ErrorKind,
    readonly what: string,
    readonly position?: Position,
  ) {
    super(`${kind === "unsupported" ? "unsupported: " : ""}${what}${position ? ` at ${position.line}:${position.column}` : ""}`);
    this.name = "KqlError";
  }
}
