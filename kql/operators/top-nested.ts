import { kindOf } from "../language/host";
import { elements, type Expression, type Nodes, type TopNestedNode } from "../language/syntax";
import { typeOf } from "../language/types";
import type { Compute } from "../functions/call";
import { nameOf } from "../engine/naming";
import { collect, type Relation, relation } from "../engine/relation";
import { outside, rowScope, type Scope } from "../engine/scope";
import { compareValues, keyOf } from "../values/compare";
import { convert } from "../values/convert";
import { type Column, emptyOf, filled, type Row, type Value } from "../values/value";
import { largest } from "./largest";
import { rowCount } from "./order";
import { named } from "./projection";
import { compileOver, Gathering } from "./summarize";

/** One `top-nested` clause. */
interface Level {
  readonly columns: readonly { readonly name: string; readonly type: Column["type"] }[];
  readonly key: Compute;
  /** Infinity where the clause names none. */
  readonly count: () => number;
  readonly aggregate: (rows: readonly Row[]) => Value;
  readonly ascending: boolean;
  /** The key of the row for all that is not at the top. */
  readonly others: (() => Value) | undefined;
}

/** https://learn.microsoft.com/en-us/kusto/query/top-nested-operator */
export function topNested(node: Nodes["TopNestedOperator"], input: Relation, scope: Scope): Relation {
  const inner = rowScope(scope, input.columns);
  const levels = elements(node.Clauses).map((clause) => compileLevel(clause, inner));
  const columns = named(levels.flatMap((level) => level.columns.map((column) => ({ ...column, compute: () => null }))));
  const { budget } = scope.query.context;
  return relation(columns, (emit) => {
    const rows = collect(input, budget);
    nest(rows, levels, [], (row) => {
      budget.pass();
      return emit(row);
    });
    budget.release(rows.length);
  });
}

function compileLevel(clause: TopNestedNode, scope: Scope): Level {
  const outer = outside(scope);
  const key = scope.query.expression(clause.OfExpression, scope);
  const type = typeOf(clause.OfExpression) ?? key.type;
  const name = nameOf(clause.OfExpression) ?? "Column";
  const said = kindOf(clause.ByExpression) === "OrderedExpression" ? (clause.ByExpression as Nodes["OrderedExpression"]) : undefined;
  const by = said?.Expression ?? clause.ByExpression;
  const count = clause.Expression && scope.query.expression(clause.Expression, outer).compute;
  const others = clause.WithOthersClause && scope.query.expression(clause.WithOthersClause.Expression, outer).compute;
  return {
    columns: [{ name, type }, { name: kindOf(by) === "SimpleNamedExpression" ? (nameOf(by) ?? "") : `aggregated_${name}`, type: typeOf(by) ?? "dynamic" }],
    key: (row) => filled(key.compute(row), type),
    count: () => (count ? rowCount(count([])) : Infinity),
    aggregate: compileAggregate(by, scope),
    ascending: said?.Ordering?.AscOrDescKeyword?.Text.includes("asc") ?? false,
    others: others ? () => convert(others([]), type) : undefined,
  };
}

function compileAggregate(node: Expression, scope: Scope): Level["aggregate"] {
  const gathering = new Gathering(0);
  const compute = compileOver(node, [], gathering, scope);
  return (rows) => {
    const accumulators = gathering.makers.map((maker) => maker());
    for (const row of rows) for (const accumulator of accumulators) accumulator.add(row);
    return compute(accumulators.map((accumulator) => accumulator.result()));
  };
}

interface Part {
  readonly key: Value;
  readonly rows: Row[];
  readonly aggregate: Value;
}

type EmitRow = (row: Row) => boolean;

/** The rows of the levels from here on, each after `before`, the values of the levels above. */
function nest(rows: readonly Row[], levels: readonly Level[], before: Row, emit: EmitRow): boolean {
  const [level, ...deeper] = levels;
  if (level === undefined) return emit(before);
  const parts = partsOf(rows, level);
  const tops = largest(parts, level.count(), (a, b) => (level.ascending ? -1 : 1) * compareAggregates(a.aggregate, b.aggregate));
  for (const { key, aggregate, rows: ofKey } of tops) if (!nest(ofKey, deeper, [...before, key, aggregate], emit)) return false;
  const chosen = new Set(tops);
  const rest = parts.flatMap((part) => (chosen.has(part) ? [] : part.rows));
  // A level below may have a word for the rest where this one has none.
  return rest.length === 0 || levels.every(({ others }) => others === undefined) || emit([...before, ...levels.flatMap((each) => ofRest(each, rest))]);
}

function ofRest({ others, aggregate, columns: [key, value] }: Level, rest: readonly Row[]): Row {
  if (others) return [others(), aggregate(rest)];
  return [emptyOf(key?.type ?? "dynamic"), emptyOf(value?.type ?? "dynamic")];
}

function partsOf(rows: readonly Row[], { key: keyOfPart, aggregate }: Level): Part[] {
  const found = new Map<string, { readonly key: Value; readonly rows: Row[] }>();
  for (const row of rows) {
    const key = keyOfPart(row);
    const id = keyOf(key);
    const part = found.get(id);
    if (part) part.rows.push(row);
    else found.set(id, { key, rows: [row] });
  }
  return [...found.values()].map((part) => ({ ...part, aggregate: aggregate(part.rows) }));
}

function compareAggregates(a: Value, b: Value): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  const order = compareValues(a, b);
  return Number.isNaN(order) ? 0 : order;
}
