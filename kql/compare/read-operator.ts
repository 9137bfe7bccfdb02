import { nameOf } from "../engine/naming";
import { kindOf } from "../language/host";
import { elements, type Expression, type Nodes } from "../language/syntax";
import { boundColumns } from "../language/types";
import { wildcard } from "../operators/columns";
import { atLeg } from "./columns";
import { apply, expand } from "./read-expand";
import { distinctRows, kept, limited, summarize } from "./read-groups";
import { readJoin, readUnion } from "./read-join";
import type { Place, Reading } from "./reading";
import type { Leg, Rows } from "./rows";
import { each, opaque } from "./sources";
import { oneLine, wordKey } from "./source-text";
import type { Term } from "./term";

type Operator<K extends keyof Nodes> = (node: Nodes[K], input: Rows, place: Place, reading: Reading) => Rows;

/** Reads what an operator makes of rows. What works on each row alone goes into the legs; what needs several is a new source of rows. */
export function readOperator(node: Expression, input: Rows, place: Place, reading: Reading): Rows {
  const reader = (OPERATORS as Readonly<Record<string, ((node: never, input: Rows, place: Place, reading: Reading) => Rows) | undefined>>)[kindOf(node)];
  return reader ? reader(node as never, input, place, reading) : opaque(node, input, place, reading);
}

const OPERATORS: { readonly [K in keyof Nodes]?: Operator<K> } = {
  FilterOperator: (node, input, place, reading) =>
    each(input, (leg) => ({ ...leg, conditions: [...leg.conditions, reading.conditions.of(reading.expression(node.Condition, atLeg(place, leg, reading)))] })),
  ExtendOperator: extend,
  SerializeOperator: (node, input, place, reading) => (elements(node.Expressions).length === 0 ? kept(node, input, place, reading) : opaque(node, input, place, reading)),
  SortOperator: kept,
  RenderOperator: (_, input) => input,
  AsOperator: (node, input, _, reading) => {
    reading.named.set(node.Name.SimpleName, input);
    return input;
  },
  ProjectOperator: project,
  ProjectRenameOperator: (node, input, place, reading) =>
    each(input, (leg) => {
      const renamed = elements(node.Expressions).flatMap((said) => (kindOf(said) === "SimpleNamedExpression" ? [[nameOf(said) ?? "", said, nameOf((said as Nodes["SimpleNamedExpression"]).Expression) ?? ""] as const] : []));
      const columns = new Map(leg.columns);
      for (const [, , from] of renamed) columns.set(from, reading.terms.make("absent", [], from));
      for (const [to, said] of renamed) columns.set(to, reading.expression(said, atLeg(place, leg, reading)));
      return { ...leg, columns, names: leg.names && new Set([...[...leg.names].filter((name) => !renamed.some(([, , from]) => from === name)), ...renamed.map(([to]) => to)]) };
    }),
  ProjectAwayOperator: (node, input, place, reading) => chosen(node, input, false, place, reading),
  ProjectKeepOperator: (node, input, place, reading) => chosen(node, input, true, place, reading),
  ProjectReorderOperator: (_, input) => input,
  ParseOperator: parse,
  ParseWhereOperator: parse,
  TakeOperator: (node, input, place, reading) => limited(node, "take", node.Expression, [], input, place, reading),
  SampleOperator: (node, input, place, reading) => limited(node, "sample", node.Expression, [], input, place, reading),
  TopOperator: (node, input, place, reading) => limited(node, "top", node.Expression, [node.ByExpression], input, place, reading),
  DistinctOperator: distinctRows,
  SummarizeOperator: (node, input, place, reading) => summarize(node, elements(node.Aggregates), elements(node.ByClause?.Expressions), input, place, reading),
  CountOperator: (node, input, place, reading) => summarize(node, [], [], input, place, reading),
  JoinOperator: readJoin,
  LookupOperator: readJoin,
  UnionOperator: readUnion,
  MvExpandOperator: expand,
  MvApplyOperator: apply,
  InvokeOperator: (node, input, place, reading) => {
    const own = place.names.get(node.Function.Name.SimpleName);
    if (own?.kind !== "function") return opaque(node, input, place, reading);
    const { expression, place: within } = reading.body(node.Function, own, elements(node.Function.ArgumentList.Expressions), place, input);
    return reading.rows(expression, within);
  },
};

/** What is made under a name, and what under one that only the binder knows. */
function made(node: Expression, expressions: readonly Expression[], leg: Leg, place: Place, reading: Reading): ReadonlyMap<string, Term> {
  const columns = new Map<string, Term>();
  const unnamed: Term[] = [];
  for (const said of expressions) {
    const term = reading.expression(said, atLeg(place, leg, reading));
    const name = kindOf(said) === "CompoundNamedExpression" ? undefined : nameOf(said);
    if (name === undefined) unnamed.push(term);
    else columns.set(name, term);
    if (name !== undefined && kindOf(said) === "SimpleNamedExpression") reading.terms.name(term, name);
  }
  if (unnamed.length === 0) return columns;
  // Which of them is which only the binder knows: each hangs on all.
  const all = reading.terms.make(`unnamed ${wordKey(node)}`, unnamed, oneLine(node));
  for (const { name } of boundColumns(node) ?? []) if (!columns.has(name) && (kindOf(node) === "ProjectOperator" || leg.names?.has(name) !== true)) columns.set(name, reading.terms.make(`other:${name}`, [all], name));
  return columns;
}

function extend(node: Nodes["ExtendOperator"], input: Rows, place: Place, reading: Reading): Rows {
  return each(input, (leg) => {
    const fresh = made(node, elements(node.Expressions), leg, place, reading);
    return { ...leg, columns: new Map([...leg.columns, ...fresh]), names: leg.names && new Set([...leg.names, ...fresh.keys()]) };
  });
}

function project(node: Nodes["ProjectOperator"], input: Rows, place: Place, reading: Reading): Rows {
  return each(input, (leg) => {
    const columns = made(node, elements(node.Expressions), leg, place, reading);
    return { ...leg, columns, names: new Set(columns.keys()) };
  });
}

/** `project-keep` and `project-away`, whose names may be patterns. */
function chosen(node: Nodes["ProjectKeepOperator"], input: Rows, keep: boolean, place: Place, reading: Reading): Rows {
  const patterns = elements(node.Expressions).map((said) => oneLine(said).replace(/^\[["'](.*)["']\]$/u, "$1"));
  const matches = patterns.map(wildcard);
  const plain = patterns.every((pattern) => !pattern.includes("*"));
  if (input.legs.some(({ names }) => names === undefined) && !plain) return opaque(node, input, place, reading);
  return each(input, (leg) => {
    const names = leg.names ? new Set([...leg.names].filter((name) => matches.some((is) => is(name)) === keep)) : keep ? new Set(patterns) : undefined;
    const columns = new Map([...leg.columns].filter(([name]) => names === undefined || names.has(name)));
    if (names === undefined) for (const name of patterns) columns.set(name, reading.terms.make("absent", [], name));
    return { ...leg, columns, names };
  });
}

/** Each column that a pattern fills hangs on the pattern and the text; `parse-where` also asks that the text fits. */
function parse(node: Nodes["ParseOperator"], input: Rows, place: Place, reading: Reading): Rows {
  const words = wordKey(node);
  const filters = kindOf(node) === "ParseWhereOperator";
  return each(input, (leg) => {
    const of = reading.expression(node.Expression, atLeg(place, leg, reading));
    const fits = reading.terms.make(`fits ${words}`, [of], oneLine(node));
    const fresh = (boundColumns(node) ?? []).flatMap(({ name }) => (JSON.parse(words) as string[]).includes(name) ? [[name, reading.terms.make(`parsed ${name} ${words}`, [of], name)] as const] : []);
    const conditions = filters ? [...leg.conditions, reading.conditions.of(fits)] : leg.conditions;
    return { ...leg, conditions, columns: new Map([...leg.columns, ...fresh]), names: leg.names && new Set([...leg.names, ...fresh.map(([name]) => name)]) };
  });
}
