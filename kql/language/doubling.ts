import { KqlError } from "../engine/errors";
import { type Code, kindOf } from "./host";
import { elements, type Nodes } from "./syntax";
import { walk } from "./walk";

/** What a query may come to when each of its names is replaced by what it stands for, in references. */
const MOST = 100_000;
/** Fewer `let` lines can't come to much. */
const FEWEST = 8;

/** Whether a text has so many `let` lines that they may double each other. */
export function mayDouble(text: string): boolean {
  return (text.match(/\blet\b/gu)?.length ?? 0) >= FEWEST;
}

/**
 * Throws a limit error where each `let` line uses the one before it more than once, and so on: forty lines come to a million million uses, which
 * Microsoft's binder goes through one by one. `code` is parsed, and not yet bound.
 */
export function refuseDoubling(code: Code): void {
  const uses = new Map<string, number>();
  for (const statement of elements(code.Syntax.Statements)) {
    let weight = 1;
    walk(statement, (node, kind) => {
      if (kind === "NameReference") weight += uses.get((node as Nodes["NameReference"]).SimpleName) ?? 0;
    });
    if (weight > MOST) throw new KqlError("limit", `the query comes to more than ${MOST.toLocaleString("en")} uses of its own names`);
    if (kindOf(statement) === "LetStatement") uses.set((statement as Nodes["LetStatement"]).Name.SimpleName, weight);
  }
}
