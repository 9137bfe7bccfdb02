import { writtenColumns } from "../language/types";
import { kindOf } from "../language/host";
import type { Expression, Nodes } from "../language/syntax";
import { columnIndex, ofRows, type Relation, relation } from "../engine/relation";
import { outside, type Scope } from "../engine/scope";
import { convert } from "../values/convert";
import { textOf } from "../values/text";
import { DateTime, isArray, isBag, isDecimal, type KustoType, type Row, Timespan, type Value } from "../values/value";
import type { PluginCall } from "./plugin";

/**
 * Without a schema its columns hang on what the bags hold, so that it reads its input before the rest can be compiled.
 * https://learn.microsoft.com/en-us/kusto/query/bag-unpack-plugin
 */
export function bagUnpack(call: PluginCall, input: Relation, scope: Scope): Relation {
  if (call.args.length + call.named > MOST_ARGUMENTS) return scope.query.fail("semantic", `bag_unpack takes ${MOST_ARGUMENTS} arguments at most`, call.node);
  const source = sourceColumn(call, input, scope);
  const prefix = textArgument(call.argument("OutputColumnPrefix", 1), scope);
  const conflict = textArgument(call.argument("columnsConflict", 2), scope) || "error";
  const ignored = ignoredKeys(call.argument("ignoredProperties", 3), scope);
  if (call.node.Schema) return declared(call.node.Schema.Schema, input, source, prefix, conflict);
  const rows = scope.query.readNow(input, scope, call.node);
  const found = keysOf(rows, source, ignored).map(({ key, type }) => ({ key, name: `${prefix}${key}`, type }));
  return unpacked(input, rows, source, found, conflict, (name) =>
    scope.query.fail("runtime", `bag_unpack: the input has a column ${name} already; say columnsConflict='replace_source' or 'keep_source'`, call.node),
  );
}

const MOST_ARGUMENTS = 4;

function sourceColumn(call: PluginCall, input: Relation, scope: Scope): number {
  const node = call.args[0];
  const index = node !== undefined && kindOf(node) === "NameReference" ? columnIndex(input.columns, (node as Nodes["NameReference"]).SimpleName) : -1;
  return index < 0 ? scope.query.fail("semantic", "bag_unpack needs a column", call.node) : index;
}

function textArgument(node: Expression | undefined, scope: Scope): string {
  if (node === undefined) return "";
  const { type, compute } = scope.query.expression(node, outside(scope));
  return type === "string" ? textOf(compute([])) : scope.query.fail("semantic", "bag_unpack takes a text here", node);
}

function ignoredKeys(node: Expression | undefined, scope: Scope): ReadonlySet<string> {
  const value = node === undefined ? null : scope.query.expression(node, outside(scope)).compute([]);
  return new Set(isArray(value) ? value.map(textOf) : []);
}

interface Key {
  readonly key: string;
  readonly type: KustoType;
}

/** Every key of the bags, in the order of its letters, with the type that all its values have, or dynamic. */
function keysOf(rows: readonly Row[], source: number, ignored: ReadonlySet<string>): Key[] {
  const types = new Map<string, KustoType | undefined>();
  for (const row of rows) {
    const bag = row[source] ?? null;
    if (isBag(bag)) for (const [key, value] of bag) if (!ignored.has(key)) types.set(key, commonType(types.get(key), typeOfValue(value)));
  }
  return [...types].map(([key, type = "dynamic"]) => ({ key, type })).sort((a, b) => (a.key < b.key ? -1 : 1));
}

function commonType(known: KustoType | undefined, found: KustoType | undefined): KustoType | undefined {
  if (known === undefined || found === undefined) return known ?? found;
  return known === found ? known : "dynamic";
}

function typeOfValue(value: Value): KustoType | undefined {
  if (value === null) return undefined;
  if (typeof value === "string") return "string";
  if (typeof value === "bigint") return "long";
  if (typeof value === "number") return "real";
  if (typeof value === "boolean") return "bool";
  if (value instanceof DateTime) return "datetime";
  if (value instanceof Timespan) return "timespan";
  return isDecimal(value) ? "decimal" : "dynamic";
}

/** With `: (a: long, b: string)` the columns are those, whatever the bags hold; `*` before them stands for the others of the input. */
function declared(schema: NonNullable<PluginCall["node"]["Schema"]>["Schema"], input: Relation, source: number, prefix: string, conflict: string): Relation {
  const said = writtenColumns(schema);
  const others = input.columns.filter(({ name }, index) => index !== source && !said.some((column) => column.name === name));
  const columns = [...(schema.AsteriskToken ? others : []), ...said];
  const cells = columns.map(({ name, type }) => {
    const index = columnIndex(input.columns, name);
    const isOfBag = index < 0 || index === source || (conflict === "replace_source" && !others.some((column) => column.name === name));
    return isOfBag ? ofBag({ key: name.startsWith(prefix) ? name.slice(prefix.length) : name, type }, source) : (row: Row): Value => convert(row[index] ?? null, type);
  });
  return relation(columns, (emit) => {
    input.scan((row) => emit(cells.map((cell) => cell(row))));
  });
}

function ofBag({ key, type }: Key, source: number): (row: Row) => Value {
  return (row) => {
    const bag = row[source] ?? null;
    return convert(isBag(bag) ? (bag.get(key) ?? null) : null, type);
  };
}

type Unpacked = Key & { readonly name: string };

/** A key of the source column's own name takes its place; the others come last. */
function unpacked(input: Relation, rows: readonly Row[], source: number, keys: readonly Unpacked[], conflict: string, refuse: (name: string) => never): Relation {
  const inPlace = keys.find(({ name }) => name === input.columns[source]?.name);
  let made = input.columns.flatMap((column, index) => {
    if (index !== source) return [{ column, of: (row: Row): Value => row[index] ?? null }];
    return inPlace ? [{ column: { name: inPlace.name, type: inPlace.type }, of: ofBag(inPlace, source) }] : [];
  });
  for (const key of keys) {
    if (key === inPlace) continue;
    const taken = made.some(({ column }) => column.name === key.name);
    if (taken && conflict === "keep_source") continue;
    if (taken && conflict !== "replace_source") return refuse(key.name);
    made = [...made.filter(({ column }) => column.name !== key.name), { column: { name: key.name, type: key.type }, of: ofBag(key, source) }];
  }
  return ofRows(made.map(({ column }) => column), rows.map((row) => made.map(({ of }) => of(row))));
}
