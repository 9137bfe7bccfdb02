import { kindOf } from "../language/host";
import { elements, type Expression, type Nodes } from "../language/syntax";
import { boundColumns, isTabular, typeOf } from "../language/types";
import type { Accumulator } from "../aggregates/aggregate";
import { isAggregate, newAggregate } from "../aggregates/compile";
import { compilePick, type Picked, picks } from "../aggregates/pick";
import { compilePercentiles, isPercentiles } from "../aggregates/percentiles";
import type { Compute } from "../functions/call";
import { nameOf } from "../engine/naming";
import { freeName, type Relation, relation } from "../engine/relation";
import { eachRow } from "../engine/rows";
import { rowScope, type Scope } from "../engine/scope";
import { keyOfRow } from "../values/compare";
import { type Column, filled, type Row } from "../values/value";
import { compileMade, type Made } from "./projection";

/** A column of the answer. It is worked out on what was gathered of a group: the values of its key, then what each accumulator came to. */
interface Output {
  readonly name: string | undefined;
  readonly type: Column["type"];
  readonly of: Compute;
}

/** The accumulators that the outputs need: one list, made anew for each group. */
export class Gathering {
  readonly makers: (() => Accumulator)[] = [];

  constructor(private readonly keys: number) {}

  /** The place that the accumulator's result takes in what is gathered. */
  add(maker: () => Accumulator): number {
    return this.keys + this.makers.push(maker) - 1;
  }
}

/** https://learn.microsoft.com/en-us/kusto/query/summarize-operator */
export function summarize(node: Nodes["SummarizeOperator"], input: Relation, scope: Scope): Relation {
  const inner = rowScope(scope, input.columns);
  const by = compileMade(elements(node.ByClause?.Expressions), inner);
  const gathering = new Gathering(by.length);
  const outputs = [...by.map(keyOutput), ...elements(node.Aggregates).flatMap((item) => outputsOf(item, by, gathering, inner))];
  const columns = namesOf(node, outputs, by.length);
  const grouped = groups(input, inner, by, gathering);
  return relation(columns, (emit) => {
    grouped((gathered) => emit(outputs.map(({ of, type }) => filled(of(gathered), type))));
  });
}

function keyOutput({ name, type }: Made, index: number): Output {
  return { name, type, of: (gathered) => gathered[index] ?? null };
}

/** Microsoft's names where the binder knows them all, else ours. */
function namesOf(node: Nodes["SummarizeOperator"], outputs: readonly Output[], keys: number): Column[] {
  const bound = boundColumns(node);
  if (bound?.length === outputs.length) return outputs.map(({ type }, index) => ({ name: bound[index]?.name ?? "", type: bound[index]?.type ?? type }));
  const taken = new Set<string>();
  let unnamed = keys;
  return outputs.map(({ name, type }, index) => {
    const free = freeName(name ?? `Column${index < keys ? index + 1 : ++unnamed}`, taken);
    taken.add(free);
    return { name: free, type };
  });
}

function outputsOf(item: Expression, by: readonly Made[], gathering: Gathering, scope: Scope): Output[] {
  if (isTabular(item)) return scope.query.fail("semantic", "a table where an aggregate is wanted", item);
  const { given, said } = unwrapped(item);
  if (kindOf(said) === "FunctionCallExpression") {
    const call = said as Nodes["FunctionCallExpression"];
    if (picks(call)) return pickOutputs(compilePick(call, by.map(({ name }) => name), scope), given, gathering);
    if (isPercentiles(call)) return percentileOutputs(call, given, gathering, scope);
  }
  return [{ name: given[0] ?? aggregateName(said), type: typeOf(said) ?? "dynamic", of: compileOver(said, by, gathering, scope) }];
}

/** `name = …` and `(a, b) = …` apart from what they name. */
function unwrapped(item: Expression): { readonly given: readonly string[]; readonly said: Expression } {
  switch (kindOf(item)) {
    case "SimpleNamedExpression": {
      const named = item as Nodes["SimpleNamedExpression"];
      return { given: [named.Name.SimpleName], said: withoutParentheses(named.Expression) };
    }
    case "CompoundNamedExpression": {
      const named = item as Nodes["CompoundNamedExpression"];
      return { given: elements(named.Names.Names).map(({ SimpleName }) => SimpleName), said: withoutParentheses(named.Expression) };
    }
    default:
      return { given: [], said: withoutParentheses(item) };
  }
}

function withoutParentheses(node: Expression): Expression {
  return kindOf(node) === "ParenthesizedExpression" ? withoutParentheses((node as Nodes["ParenthesizedExpression"]).Expression) : node;
}

function pickOutputs(picked: Picked, given: readonly string[], gathering: Gathering): Output[] {
  const place = gathering.add(picked.maker);
  return picked.columns.map(({ name, type, compute }, index) => ({
    name: given[index] ?? name,
    type,
    of: (gathered) => {
      const row = gathered[place] as Row | null;
      return row === null ? null : compute(row);
    },
  }));
}

function percentileOutputs(call: Nodes["FunctionCallExpression"], given: readonly string[], gathering: Gathering, scope: Scope): Output[] {
  return compilePercentiles(call, scope).map(({ name, type, maker }, index) => {
    const place = gathering.add(maker);
    return { name: given[index] ?? name, type, of: (gathered) => gathered[place] ?? null };
  });
}

/** Kusto's name for an aggregate's column where it isn't its function's. */
const PREFIXES: Readonly<Record<string, string>> = {
  make_set: "set_",
  make_set_if: "set_",
  make_list: "list_",
  make_list_if: "list_",
  make_list_with_nulls: "list_",
  make_bag: "bag_",
  make_bag_if: "bag_",
  take_any: "",
  take_anyif: "",
  any: "",
  anyif: "",
};

export function aggregateName(node: Expression): string | undefined {
  if (kindOf(node) !== "FunctionCallExpression") return undefined;
  const call = node as Nodes["FunctionCallExpression"];
  if (!isAggregate(call)) return undefined;
  const [first] = elements(call.ArgumentList.Expressions);
  const of = first === undefined ? "" : (nameOf(first) ?? "");
  return `${PREFIXES[call.Name.SimpleName] ?? `${call.Name.SimpleName}_`}${of}`;
}

/** An expression over aggregates: `sum(a) / count()`. Aggregates become places in what is gathered; names are those of the keys. */
export function compileOver(node: Expression, by: readonly Made[], gathering: Gathering, rows: Scope): Compute {
  const aggregate = (call: Nodes["FunctionCallExpression"]): Compute | undefined => {
    if (!isAggregate(call)) return undefined;
    const place = gathering.add(newAggregate(call, rows));
    return (gathered) => gathered[place] ?? null;
  };
  const columns: Column[] = by.map(({ name, type }) => ({ name: name ?? "", type }));
  return rows.query.expression(node, { query: rows.query, names: rows.names, columns, aggregate }).compute;
}

type EachGroup = (each: (gathered: Row) => boolean) => void;

/** Holds a key and its accumulators for each group, and nothing of the rows. Without keys there is one group, be it of no rows. */
export function groups(input: Relation, scope: ReturnType<typeof rowScope>, by: readonly Pick<Made, "compute" | "type">[], { makers }: Gathering): EachGroup {
  const { budget } = scope.query.context;
  return (each) => {
    const found = new Map<string, { readonly key: Row; readonly held: readonly Accumulator[] }>();
    const open = (id: string, key: Row): readonly Accumulator[] => {
      budget.hold();
      const held = makers.map((maker) => maker());
      found.set(id, { key, held });
      return held;
    };
    if (by.length === 0) open("", []);
    eachRow(input, scope, (row) => {
      const key = by.map(({ compute, type }) => filled(compute(row), type));
      const id = keyOfRow(key);
      for (const accumulator of found.get(id)?.held ?? open(id, key)) accumulator.add(row);
      return true;
    });
    for (const { key, held } of found.values()) if (!each([...key, ...held.map((accumulator) => accumulator.result())])) break;
    budget.release(found.size);
  };
}
