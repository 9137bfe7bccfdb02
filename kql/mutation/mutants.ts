import { oneLine } from "../compare/source-text";
import type { Analysis } from "../language/analyze";
import { kindOf } from "../language/host";
import type { Nodes, SyntaxNode } from "../language/syntax";
import { altered } from "./alter-literal";
import { conditionKind, isWholeOfItsParts, joinsRows, neutral } from "./conditions";
import type { Edit, Mutant } from "./mutant";

/**
 * Every change of one condition of a query: dropped, negated, or a literal in it altered; also each literal of the lists that conditions look values up in.
 * @param from where the query begins in the text that was analyzed: what stands before it are values bound to it, which aren't its own
 */
export function mutantsOf({ code, text, positionOf }: Analysis, from = 0): Mutant[] {
  const before = positionOf(from).line - 1;
  const counts = new Map<string, number>();
  return editsOf(code.Syntax)
    .filter(({ start }) => start >= from)
    .sort((a, b) => a.start - b.start || b.length - a.length)
    .map(({ name, start, length, replacement }) => {
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      return {
        name: count === 1 ? name : `${name} (${count})`,
        text: `${text.slice(from, start)}${replacement}${text.slice(start + length)}`,
        line: positionOf(start).line - before,
      };
    });
}

/** With the innermost condition, or the `let` list, that a literal below it belongs to. */
interface Visit {
  readonly node: SyntaxNode;
  readonly owner: string | undefined;
}

function editsOf(root: SyntaxNode): Edit[] {
  const edits: Edit[] = [];
  const pending: Visit[] = [{ node: root, owner: undefined }];
  for (let at = pending.pop(); at; at = pending.pop()) {
    const { node } = at;
    if (joinsRows(node)) continue;
    const kind = conditionKind(node);
    if (kind !== undefined) edits.push(...conditionEdits(node, kind));
    const owner = kind === "condition" ? oneLine(node) : ownerOf(node, at.owner);
    if (owner !== undefined && kindOf(node) === "LiteralExpression") edits.push(...literalEdits(node as Nodes["LiteralExpression"], owner));
    for (let index = node.ChildCount - 1; index >= 0; index--) {
      const child = node.GetChild(index);
      if (child) pending.push({ node: child, owner });
    }
  }
  return edits;
}

/** A list of values, `let names = dynamic(["a", "b"])`, is a condition wherever its name is looked up in. */
function ownerOf(node: SyntaxNode, owner: string | undefined): string | undefined {
  const kind = kindOf(node);
  if (owner !== undefined || (kind !== "DynamicExpression" && kind !== "DataTableExpression")) return owner;
  for (let at = node.Parent; at; at = at.Parent) if (kindOf(at) === "LetStatement") return (at as Nodes["LetStatement"]).Name.SimpleName;
  return oneLine(node);
}

function conditionEdits(node: SyntaxNode, kind: NonNullable<ReturnType<typeof conditionKind>>): Edit[] {
  const { TextStart: start, Width: length } = node;
  const said = oneLine(node);
  const left = kindOf(node) === "ParenthesizedExpression" ? undefined : neutral(node);
  const dropped = left === undefined || isWholeOfItsParts(node) ? [] : [{ name: `drop ${said}`, start, length, replacement: left }];
  // A junction's parts are negated one by one, and what a wrapper holds is.
  const negated = kind === "condition" ? [{ name: `negate ${said}`, start, length, replacement: `not(${sourceOf(node)})` }] : [];
  return [...dropped, ...negated];
}

function literalEdits(literal: Nodes["LiteralExpression"], owner: string): Edit[] {
  const replacement = altered(literal);
  if (replacement === undefined) return [];
  return [{ name: `alter ${oneLine(literal)} in ${owner}`, start: literal.TextStart, length: literal.Width, replacement }];
}

/** With its layout and comments. */
function sourceOf(node: SyntaxNode): string {
  return node.toString().trim();
}
