import { kindOf } from "../language/host";
import { elements, type Expression, type Nodes } from "../language/syntax";
import { typeOf } from "../language/types";
import { calculate, type Operator } from "../values/arithmetic";
import { timespanOf } from "../values/timespan";
import { emptyOf, isArray, isBag, isDecimal, isNumber, type KustoType, type Row, Timespan, type Value } from "../values/value";
import type { Argument, Compute } from "../functions/call";
import { oncePerRun } from "./context";
import { compileCall, callBody } from "./calls";
import { compileBetween, compileComparison, truth } from "./comparison";
import { dynamicValue, literalValue } from "./literal";
import { compileHasAll, compileHasAny, compileIn } from "./membership";
import { ofType } from "./numbers";
import { columnIndex } from "./relation";
import { constantOf, outside, type Scope } from "./scope";
import { isSteady, steadily } from "./steady";
import { compileStringOperator, isStringOperator } from "./string-operators";
import { textOf } from "../values/text";

type Compiler<K extends keyof Nodes> = (node: Nodes[K], scope: Scope) => Argument;

/** Compiles an expression to what works it out for a row. */
export function compileExpression(node: Expression, scope: Scope): Argument {
  const kind = kindOf(node);
  const compiler = (EXPRESSIONS as Readonly<Record<string, Compiler<never> | undefined>>)[kind];
  if (compiler === undefined) return scope.query.fail("unsupported", kind, node);
  return compiler(node as never, scope);
}

const EXPRESSIONS: { readonly [K in keyof Nodes]?: Compiler<K> } = {
  ParenthesizedExpression: (node, scope) => compileExpression(node.Expression, scope),
  SimpleNamedExpression: (node, scope) => compileExpression(node.Expression, scope),
  BracketedExpression: (node, scope) => compileExpression(node.Expression, scope),
  LiteralExpression: (node, scope) => constantOf(literalValue(node, scope.query), typeOf(node) ?? "dynamic"),
  CompoundStringLiteralExpression: (node, scope) => constantOf(literalValue(node, scope.query), "string"),
  DynamicExpression: (node, scope) => constantOf(dynamicValue(node, scope.query), "dynamic"),
  TypeOfLiteralExpression: (node) => constantOf(elements(node.Types).map((type) => type.toString().trim()).join(","), "string"),
  NameReference: compileName,
  PathExpression: compilePath,
  ElementExpression: compileElement,
  PrefixUnaryExpression: compileSign,
  BinaryExpression: compileBinary,
  InExpression: compileIn,
  HasAnyExpression: compileHasAny,
  HasAllExpression: compileHasAll,
  BetweenExpression: compileBetween,
  ToScalarExpression: compileToScalar,
  FunctionCallExpression: compileCall,
};

/** A column before a `let` name: the nearer one. */
function compileName(node: Nodes["NameReference"], scope: Scope): Argument {
  const name = node.SimpleName;
  const index = columnIndex(scope.columns, name);
  const column = scope.columns[index];
  if (column !== undefined) return { type: column.type, compute: (row) => row[index] ?? emptyOf(column.type) };
  const definition = scope.names.find(name);
  if (definition?.kind === "scalar") return definition.constant ? constantOf(definition.constant.value, definition.type) : definition;
  if (definition?.kind === "function") return callBody(node, definition, [], scope);
  return scope.query.fail("semantic", `no column, variable or function is named ${name}`, node);
}

/** `bag.key` */
function compilePath(node: Nodes["PathExpression"], scope: Scope): Argument {
  const of = compileExpression(node.Expression, scope);
  const type = typeOf(node) ?? "dynamic";
  if (kindOf(node.Selector) === "NameReference") return property(of, type, () => (node.Selector as Nodes["NameReference"]).SimpleName);
  const selector = compileExpression(node.Selector, scope);
  return property(of, type, (row) => textOf(selector.compute(row)));
}

/** Of a bag it is dynamic; of a step of `scan` it has its column's type. */
function property(of: Argument, type: KustoType, key: (row: Parameters<Compute>[0]) => string): Argument {
  return {
    type,
    compute: (row) => {
      const bag = of.compute(row);
      return isBag(bag) ? (bag.get(key(row)) ?? null) : null;
    },
  };
}

/** `array[0]`, `array[-1]`, `bag["key"]` */
function compileElement(node: Nodes["ElementExpression"], scope: Scope): Argument {
  const of = compileExpression(node.Expression, scope);
  const selector = compileExpression(node.Selector, scope);
  return { type: "dynamic", compute: (row) => elementOf(of.compute(row), selector.compute(row)) };
}

function elementOf(of: Value, selector: Value): Value {
  if (selector === null) return null;
  if (isArray(of)) return isNumber(selector) ? (of.at(Number(selector)) ?? null) : null;
  return isBag(of) ? (of.get(textOf(selector)) ?? null) : null;
}

function compileSign(node: Nodes["PrefixUnaryExpression"], scope: Scope): Argument {
  const of = compileExpression(node.Expression, scope);
  if (node.Operator.Text === "+") return of;
  const type = typeOf(node) ?? of.type;
  const negated = (value: Value): Value => negative(value, type);
  return of.constant ? constantOf(negated(of.constant.value), type) : { type, compute: (row) => negated(of.compute(row)) };
}

function negative(value: Value, type: KustoType): Value {
  if (value instanceof Timespan) return timespanOf(-value.ticks);
  if (isDecimal(value)) return value.negated();
  if (typeof value === "number") return -value;
  return typeof value === "bigint" ? BigInt.asIntN(type === "int" ? 32 : 64, -value) : null;
}

function compileBinary(node: Nodes["BinaryExpression"], scope: Scope): Argument {
  const operator = node.Operator.Text.replace(/\s+/gu, " ").toLowerCase();
  if (kindOf(node.Left) === "StarExpression") return anyColumn(operator, node, scope);
  const left = compileExpression(node.Left, scope);
  const right = compileExpression(node.Right, scope);
  if (operator === "and") return conjunction(left.compute, right.compute);
  if (operator === "or") return disjunction(left.compute, right.compute);
  if (isStringOperator(operator)) return compileStringOperator(operator, left, right, scope);
  if ("+-*/%".includes(operator)) return arithmetic(operator as Operator, left, right, typeOf(node) ?? "dynamic", scope);
  return compileComparison(operator, left, right) ?? scope.query.fail("unsupported", `operator ${operator}`, node);
}

/** `* has "text"`: some column of text has it. What denies is clear only where there is one such column. */
function anyColumn(operator: string, node: Nodes["BinaryExpression"], scope: Scope): Argument {
  const texts = scope.columns.flatMap(({ type }, index) => (type === "string" || type === "dynamic" ? [{ type, compute: (row: Row): Value => row[index] ?? null }] : []));
  const right = compileExpression(node.Right, scope);
  const denies = operator.startsWith("!") || operator === "<>";
  if (denies && texts.length !== 1) return scope.query.fail("unsupported", `* ${operator}`, node);
  const tests = texts.map((left) => {
    if (isStringOperator(operator)) return compileStringOperator(operator, left, right, scope);
    return compileComparison(operator, left, right) ?? scope.query.fail("unsupported", `* ${operator}`, node);
  });
  return { type: "bool", compute: (row) => tests.some((test) => test.compute(row) === true) };
}

function arithmetic(operator: Operator, left: Argument, right: Argument, type: KustoType, scope: Scope): Argument {
  const compute: Compute = (row) => ofType(calculate(operator, left.compute(row), right.compute(row), type), type);
  if (left.constant === undefined || right.constant === undefined) return isSteady(left) && isSteady(right) ? steadily(type, compute, scope) : { type, compute };
  return constantOf(compute([]), type);
}

/** False as soon as one side is; null where that can't be known. */
function conjunction(left: Compute, right: Compute): Argument {
  return {
    type: "bool",
    compute: (row) => {
      const a = truth(left(row));
      if (a === false) return false;
      const b = truth(right(row));
      return b === false ? false : a === null || b === null ? null : true;
    },
  };
}

function disjunction(left: Compute, right: Compute): Argument {
  return {
    type: "bool",
    compute: (row) => {
      const a = truth(left(row));
      if (a === true) return true;
      const b = truth(right(row));
      return b === true ? true : a === null || b === null ? null : false;
    },
  };
}

/** The first column of the first row, worked out once a run; of what is no table, the value itself. */
function compileToScalar(node: Nodes["ToScalarExpression"], scope: Scope): Argument {
  if (!scope.query.isTable(node.Expression, scope)) return once(compileExpression(node.Expression, outside(scope)), scope);
  const source = scope.query.table(node.Expression, scope);
  const type = source.columns[0]?.type ?? "dynamic";
  const first = (): Value => {
    let value: Value = emptyOf(type);
    source.scan((row) => {
      value = row[0] ?? value;
      return false;
    });
    return value;
  };
  return once({ type, compute: first }, scope);
}

function once({ type, compute }: Argument, scope: Scope): Argument {
  return { type, compute: scope.volatile === true ? compute : oncePerRun(scope.query.context, () => compute([])) };
}
