import { kindOf } from "../language/host";
import { elements, type Expression, type Nodes } from "../language/syntax";
import { boundColumns, isTabular, writtenColumns } from "../language/types";
import { externalData } from "../operators/external-data";
import { operators } from "../operators/registry";
import { search } from "../operators/search";
import { print, range } from "../operators/sources";
import { union } from "../operators/union";
import type { CompileOperator } from "../operators/operator";
import { convert } from "../values/convert";
import type { Column, Row, Value } from "../values/value";
import { callTableBody, givesRows } from "./calls";
import { oncePerRun } from "./context";
import { dynamicValue } from "./literal";
import { collect, ofRows, type Relation, relation } from "./relation";
import { outside, type Scope } from "./scope";

/** Compiles what gives rows. */
export function compileTable(node: Expression, scope: Scope): Relation {
  const kind = kindOf(node);
  const compile = Object.hasOwn(TABLES, kind) ? (TABLES as Readonly<Record<string, ((node: never, scope: Scope) => Relation) | undefined>>)[kind] : undefined;
  if (compile) return asBound(node, compile(node as never, scope));
  return scope.query.fail("unsupported", OPERATOR_NAMES[kind] ?? kind, node);
}

/** Compiles an operator on its input. */
export function compileOperator(node: Expression, input: Relation, scope: Scope): Relation {
  const kind = kindOf(node);
  const compile = Object.hasOwn(operators, kind) ? (operators as Readonly<Record<string, CompileOperator<never> | undefined>>)[kind] : undefined;
  if (compile === undefined) return scope.query.fail("unsupported", OPERATOR_NAMES[kind] ?? kind, node);
  return asBound(node, compile(node as never, input, scope));
}

/** How people write the operators that ours can't run. */
const OPERATOR_NAMES: Readonly<Record<string, string>> = {
  CustomCommand: "a management command",
  FacetOperator: "facet",
  FindOperator: "find",
  ForkOperator: "fork",
  GraphMarkComponentsOperator: "graph-mark-components",
  GraphMatchOperator: "graph-match",
  GraphShortestPathsOperator: "graph-shortest-paths",
  GraphToTableOperator: "graph-to-table",
  MakeGraphOperator: "make-graph",
  PartitionByOperator: "__partitionby",
  PathExpression: "a table of another database or cluster",
  ReduceByOperator: "reduce",
  SampleOperator: "sample",
};

export function givesTable(node: Expression, scope: Scope): boolean {
  if (isTabular(node)) return true;
  switch (kindOf(node)) {
    case "ParenthesizedExpression":
      return givesTable((node as Nodes["ParenthesizedExpression"]).Expression, scope);
    case "NameReference":
      return scope.names.find((node as Nodes["NameReference"]).SimpleName)?.kind === "table";
    case "FunctionCallExpression": {
      const own = scope.names.find((node as Nodes["FunctionCallExpression"]).Name.SimpleName);
      return own?.kind === "function" && givesRows(own);
    }
    default:
      return kindOf(node) === "PipeExpression" || kindOf(node) === "DataTableExpression" || kindOf(node) === "MaterializeExpression";
  }
}

/** Microsoft's names and types of the columns, where the binder knows them all; where it only has another order than the engine, ours is the engine's. */
function asBound(node: Expression, made: Relation): Relation {
  const bound = boundColumns(node);
  if (bound?.length !== made.columns.length || isReordered(made, bound)) return made;
  return relation(bound.map(({ name, type }, index) => ({ name, type: type ?? made.columns[index]?.type ?? "dynamic" })), made.scan);
}

function isReordered({ columns }: Relation, bound: readonly Pick<Column, "name">[]): boolean {
  if (bound.every(({ name }, index) => columns[index]?.name === name)) return false;
  const names = new Set(columns.map(({ name }) => name));
  return names.size === columns.length && bound.every(({ name }) => names.has(name));
}

const TABLES: { readonly [K in keyof Nodes]?: (node: Nodes[K], scope: Scope) => Relation } = {
  ParenthesizedExpression: (node, scope) => compileTable(node.Expression, scope),
  ToTableExpression: (node, scope) => compileTable(node.Expression, scope),
  DataScopeExpression: (node, scope) => compileTable(node.Expression, scope),
  MaterializeExpression: materialize,
  PipeExpression: (node, scope) => compilePipe(node, scope).rows,
  DataTableExpression: dataTable,
  ExternalDataExpression: externalData,
  NameReference: tableNamed,
  FunctionCallExpression: tableOfCall,
  PrintOperator: print,
  RangeOperator: range,
  SearchOperator: (node, scope) => search(node, undefined, scope),
  UnionOperator: (node, scope) => union(node, undefined, scope),
};

/** A pipe, and the names that hold after it: `as` names the rows for what follows. Who reads them by that name has them compiled anew, as with `let`. */
function compilePipe(node: Nodes["PipeExpression"], scope: Scope): { readonly rows: Relation; readonly scope: Scope } {
  const before = kindOf(node.Expression) === "PipeExpression" ? compilePipe(node.Expression as Nodes["PipeExpression"], scope) : { rows: compileTable(node.Expression, scope), scope };
  const rows = scope.query.operator(node.Operator, before.rows, before.scope);
  if (kindOf(node.Operator) !== "AsOperator") return { rows, scope: before.scope };
  const { Name: name } = node.Operator as Nodes["AsOperator"];
  const names = before.scope.names.with(name.SimpleName, { kind: "table", relation: () => compilePipe(node, scope).rows });
  return { rows, scope: { ...before.scope, names } };
}

/** Holds its rows for all who ask for them in a run. https://learn.microsoft.com/en-us/kusto/query/materialize-function */
function materialize(node: Nodes["MaterializeExpression"], scope: Scope): Relation {
  const source = compileTable(node.Expression, scope);
  if (scope.volatile === true) return source;
  const { materialized, context } = scope.query;
  const rows = materialized.get(node) ?? oncePerRun(context, () => collect(source, context.budget));
  materialized.set(node, rows);
  return relation(source.columns, (emit) => {
    ofRows(source.columns, rows()).scan(emit);
  });
}

/** https://learn.microsoft.com/en-us/kusto/query/datatable-operator */
function dataTable(node: Nodes["DataTableExpression"], scope: Scope): Relation {
  const columns = writtenColumns(node.Schema);
  const values = elements(node.Values).map((value): Value => {
    if (kindOf(value) === "DynamicExpression") return dynamicValue(value, scope.query);
    return scope.query.expression(value, outside(scope)).compute([]);
  });
  const rows: Row[] = [];
  for (let at = 0; at < values.length; at += columns.length) rows.push(columns.map(({ type }, index) => convert(values[at + index] ?? null, type)));
  return ofRows(columns, rows);
}

function tableNamed(node: Nodes["NameReference"], scope: Scope): Relation {
  const name = node.SimpleName;
  const own = scope.names.find(name);
  if (own?.kind === "table") return own.relation();
  if (own?.kind === "function") return callTableBody(node, own, [], scope);
  return stored(name, node, scope);
}

function stored(name: string, node: Expression, scope: Scope): Relation {
  const source = scope.query.tableNamed(name);
  if (source === undefined) return scope.query.fail("semantic", `no table is named ${name}`, node);
  return relation(source.columns, (emit) => {
    source.scan(scope.query.wanted, emit);
  });
}

function tableOfCall(node: Nodes["FunctionCallExpression"], scope: Scope): Relation {
  const name = node.Name.SimpleName;
  const args = elements(node.ArgumentList.Expressions);
  const own = scope.names.find(name);
  if (own?.kind === "function") return callTableBody(node, own, args, scope);
  const values = args.map((arg) => scope.query.expression(arg, outside(scope)).compute([]));
  if (name === "table" && typeof values[0] === "string") return stored(values[0], node, scope);
  return scope.query.tabularFunction(name, values, node) ?? scope.query.fail("unsupported", `${name}()`, node);
}
