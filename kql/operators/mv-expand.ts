import { kindOf } from "../language/host";
import { elements, type ExpandedNode, type Nodes, parametersOf } from "../language/syntax";
import { writtenType } from "../language/types";
import type { Compute } from "../functions/call";
import { nameOf } from "../engine/naming";
import { type Emit, putColumn, type Relation, relation, widened } from "../engine/relation";
import { eachRow } from "../engine/rows";
import { outside, rowScope, type Scope } from "../engine/scope";
import { convert } from "../values/convert";
import { asNumber, type Column, isArray, isBag, isNumber, type KustoType, type Row, type Value } from "../values/value";

/** A column that is taken apart into rows. */
interface Expanded {
  readonly name: string;
  readonly type: KustoType;
  readonly compute: Compute;
  /** Its place in the rows that come out. */
  readonly index: number;
}

/** How rows are made of a row. */
export interface Expansion {
  readonly columns: readonly Column[];
  /** Gives each row on; false when no more are wanted. */
  readonly expand: (row: Row, emit: Emit) => boolean;
}

/** https://learn.microsoft.com/en-us/kusto/query/mv-expand-operator */
export function mvExpand(node: Nodes["MvExpandOperator"], input: Relation, scope: Scope): Relation {
  const inner = rowScope(scope, input.columns);
  const { columns, expand } = compileExpansion(node, input.columns, inner, true);
  return relation(columns, (emit) => {
    eachRow(input, inner, (row) => expand(row, emit));
  });
}

type ExpandingNode = Pick<Nodes["MvExpandOperator"], "Parameters" | "Expressions" | "RowLimitClause" | "TextStart">;

/** `keepsEmpty`: a row whose arrays are all null still gives one row. */
export function compileExpansion(node: ExpandingNode, from: readonly Column[], scope: Scope, keepsEmpty: boolean): Expansion {
  const parameters = parametersOf(node.Parameters);
  const pairs = parameters.get("kind") === "array" || parameters.get("bagexpansion") === "array";
  const columns = [...from];
  const expanded = elements(node.Expressions).map((item) => expandedColumn(item, columns, scope));
  const indexColumn = parameters.get("with_itemindex");
  if (indexColumn !== undefined) columns.push({ name: indexColumn, type: "long" });
  const limit = node.RowLimitClause ? scope.query.expression(node.RowLimitClause.RowLimit, outside(scope)).compute([]) : null;
  const most = isNumber(limit) ? asNumber(limit) : Infinity;
  const { budget } = scope.query.context;

  return {
    columns,
    expand(row, emit) {
      const lists = expanded.map(({ compute }) => itemsOf(compute(row), pairs));
      const longest = Math.max(...lists.map((list) => list?.length ?? 0));
      const count = lists.every((list) => list === null) ? Number(keepsEmpty) : longest;
      for (let item = 0; item < Math.min(count, most); item++) {
        budget.pass();
        const made = widened(row, columns.length);
        for (const [n, { index, type }] of expanded.entries()) made[index] = asType(lists[n]?.[item] ?? null, type, node, scope);
        if (indexColumn !== undefined) made[columns.length - 1] = BigInt(item);
        if (!emit(made)) return false;
      }
      return true;
    },
  };
}

const NO_TEXTS = new Set<KustoType>(["bool", "int", "long", "real", "decimal"]);

/**
 * The documentation says that nothing is parsed: what isn't of the type is null. Whether the engine holds to it with texts that write a number is open.
 * https://learn.microsoft.com/en-us/kusto/query/mv-expand-operator#parameters
 */
function asType(value: Value, type: KustoType, node: ExpandingNode, scope: Scope): Value {
  if (type === "string" && typeof value === "boolean") return String(value);
  const converted = convert(value, type);
  if (typeof value === "string" && converted !== null && NO_TEXTS.has(type)) return scope.query.fail("unsupported", `expanding a text that writes a ${type} to typeof(${type})`, node);
  return converted;
}

function expandedColumn(item: ExpandedNode, columns: Column[], scope: Scope): Expanded {
  const { compute, type: given } = scope.query.expression(item.Expression, scope);
  const name = nameOf(item.Expression) ?? `Column${columns.length + 1}`;
  const said = item.ToTypeOf ? elements(item.ToTypeOf.TypeOf.Types)[0] : undefined;
  const type = said ? (writtenType(said) ?? "dynamic") : kindOf(item.Expression) === "NameReference" || given === "dynamic" ? "dynamic" : given;
  return { name, type, compute, index: putColumn(columns, { name, type }) };
}

/** An array's elements; a bag's pairs, each a bag of one key or an array of key and value; a single value alone; null for null. */
function itemsOf(value: Value, pairs: boolean): readonly Value[] | null {
  if (value === null) return null;
  if (isArray(value)) return value;
  if (isBag(value)) return [...value].map(([key, item]) => (pairs ? [key, item] : new Map([[key, item]])));
  return [value];
}
