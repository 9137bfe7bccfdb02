import { KqlError } from "../engine/errors";
import type { Code } from "./host";
import { elements, type Nodes, type SyntaxNode } from "./syntax";
import { walk } from "./walk";

/** What a query may come to when each of its names is replaced by what it stands for, in references. */
const MOST = 100_000;

/**
 * Whether `let` lines may come to more than {@link MOST} uses of each other, by the text alone: to parse every query twice for it would cost a fifth more.
 * What one comes to is a chain of names at each of their places, so never more than the product of how often each name stands in the text.
 */
export function mayDouble(text: string): boolean {
  const names = [...text.matchAll(/\blet\s+(\w+)\s*=/gu)].map(([, name]) => name as string);
  // Comments between the words, names in brackets, of other letters or with escapes: the parser tells.
  if (names.length !== text.match(/\blet\b/gu)?.length || /\[\s*["'][^"'\n]*\\/u.test(text)) return /\blet\b/u.test(text);
  const places = new Map(names.map((name) => [name, 0]));
  for (const [word] of text.matchAll(/\w+/gu)) {
    const count = places.get(word);
    if (count !== undefined) places.set(word, count + 1);
  }
  return names.reduce((product, name) => product * (places.get(name) ?? 0), 1) > MOST;
}

/** A `let` line that the walk is inside of. */
interface OpenLine {
  readonly name: string;
  readonly end: number;
  weight: number;
}

/**
 * Throws a limit error where each `let` line uses the one before it more than once, and so on, at the top or in a function's body: forty lines come to a
 * million million uses, which Microsoft's binder goes through one by one. `code` is parsed, and not yet bound.
 */
export function refuseDoubling(code: Code): void {
  const uses = new Map<string, number>();
  const open: OpenLine[] = [];
  for (const statement of elements(code.Syntax.Statements)) {
    let total = 0;
    walk(statement, (node, kind) => {
      for (let line = open.at(-1); line !== undefined && line.end <= node.TextStart; line = open.at(-1)) {
        open.pop();
        // A function's own name may hide an outer one of that name: the larger counts.
        uses.set(line.name, Math.max(line.weight, uses.get(line.name) ?? 0));
      }
      if (kind === "LetStatement") open.push(lineOf(node));
      if (kind !== "NameReference") return;
      const weight = uses.get((node as Nodes["NameReference"]).SimpleName) ?? 0;
      for (const line of open) line.weight += weight;
      total += weight;
      if (total > MOST) throw new KqlError("limit", `the query comes to more than ${MOST.toLocaleString("en")} uses of its own names`);
    });
  }
}

function lineOf(node: SyntaxNode): OpenLine {
  return { name: (node as Nodes["LetStatement"]).Name.SimpleName, end: node.TextStart + node.Width, weight: 1 };
}
