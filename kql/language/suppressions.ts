import type { KustoType } from "../values/value";
import { type Code, kindOf, type RawDiagnostic } from "./host";
import { type Expression, type Nodes, parametersOf, type SyntaxNode } from "./syntax";
import { typeOf } from "./types";

interface Suppression {
  /** Microsoft's number of what it says. */
  readonly code: string;
  /** In a call of one of these functions. */
  readonly inCallOf: readonly string[];
  /** Of an argument that has one of these types; of any if absent. */
  readonly ofType?: readonly KustoType[];
  /** Why the engine takes the query all the same. */
  readonly reason: string;
}

/** What Microsoft's binder says and the engine doesn't. */
export const SUPPRESSIONS: readonly Suppression[] = [
  { code: "KS107", inCallOf: ["count"], reason: "the engine lets count(expression) stand, and counts every row; the binder takes its argument for the condition of countif" },
  { code: "KS107", inCallOf: ["todynamic", "parse_json", "parsejson", "toobject"], ofType: ["dynamic"], reason: "the engine takes a dynamic value too, and answers it as it is" },
  { code: "KS107", inCallOf: ["not"], reason: "in search a bare text is a condition, also when it is denied" },
  { code: "KS134", inCallOf: ["make_timespan", "make_datetime"], ofType: ["real"], reason: "seconds may have a fraction" },
  {
    code: "KS234",
    inCallOf: ["array_length", "array_slice", "array_concat", "array_sum", "array_reverse", "set_union", "set_intersect", "set_difference", "set_has_element"],
    ofType: ["dynamic"],
    reason: "whether a dynamic value is an array is known when the query runs; of one that is none the answer is null",
  },
  {
    code: "KS235",
    inCallOf: ["bag_keys", "bag_merge", "bag_has_key", "bag_remove_keys", "bag_set_key"],
    ofType: ["dynamic"],
    reason: "whether a dynamic value is a bag is known when the query runs, as with arrays",
  },
  { code: "KS107", inCallOf: ["bag_unpack"], reason: "the binder knows its first two arguments only, and takes an argument by name for one in its place" },
  { code: "KS119", inCallOf: ["bag_unpack"], reason: "the binder knows its first two arguments only" },
];

export function isSuppressed(raw: RawDiagnostic, code: Code): boolean {
  if (raw.Code === UNKNOWN_NAME && isFuzzyPattern(nodeOf(raw, code))) return true;
  const known = SUPPRESSIONS.filter((suppression) => suppression.code === raw.Code);
  if (known.length === 0) return false;
  const node = nodeOf(raw, code);
  const call = enclosingCall(node);
  const type = node === null ? undefined : typeOf(node as Expression);
  return known.some(
    ({ inCallOf, ofType }) => inCallOf.includes(call?.Name.SimpleName ?? "") && (ofType === undefined || (type !== undefined && ofType.includes(type))) && !isOutsideSearch(call, inCallOf),
  );
}

const UNKNOWN_NAME = "KS142";

/** `union isfuzzy=true View*` leaves out what there isn't; of a name without a star the binder only warns. */
function isFuzzyPattern(node: SyntaxNode | null): boolean {
  if (!node?.toString().trim().endsWith("*")) return false;
  let at: SyntaxNode | null = node;
  while (at && kindOf(at) !== "UnionOperator") at = at.Parent;
  return at !== null && parametersOf((at as Nodes["UnionOperator"]).Parameters).get("isfuzzy") === "true";
}

/** The expression that it is said of. */
function nodeOf({ Start, Length }: RawDiagnostic, code: Code): SyntaxNode | null {
  let node = code.Syntax.GetNodeAt(Start, Length);
  while (node?.Parent && (node.Width < Length || kindOf(node) === "TokenName")) node = node.Parent;
  return node;
}

function enclosingCall(node: SyntaxNode | null): Nodes["FunctionCallExpression"] | undefined {
  for (let at = node?.Parent ?? null; at; at = at.Parent) if (kindOf(at) === "FunctionCallExpression") return at as Nodes["FunctionCallExpression"];
  return undefined;
}

/** `not("text")` is a condition in `search` alone. */
function isOutsideSearch(call: SyntaxNode | undefined, inCallOf: readonly string[]): boolean {
  if (!inCallOf.includes("not")) return false;
  for (let at = call?.Parent ?? null; at; at = at.Parent) if (kindOf(at) === "SearchOperator") return false;
  return true;
}
