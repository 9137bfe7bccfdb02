import { kindOf } from "../language/host";
import { elements, type Expression, type Nodes } from "../language/syntax";
import { typeOf, writtenType } from "../language/types";
import { convert } from "../values/convert";
import type { Argument, Call, Compute } from "../functions/call";
import { scalarFunctions } from "../functions/registry";
import { rowForms } from "../functions/row-forms";
import { windowFunctions } from "../functions/window-functions";
import type { KustoType, Value } from "../values/value";
import { oncePerRun } from "./context";
import { ofType } from "./numbers";
import type { Relation } from "./relation";
import { constantOf, type Definition, type Names, outside, type Scope } from "./scope";
import { steadily } from "./steady";
import { defineAll } from "./statements";

/** A call where a value is wanted: of the query's own functions, of an aggregate, or of one of Kusto's. */
export function compileCall(node: Nodes["FunctionCallExpression"], scope: Scope): Argument {
  const name = node.Name.SimpleName;
  const args = elements(node.ArgumentList.Expressions);
  const own = scope.names.find(name);
  if (own?.kind === "function") return callBody(node, own, args, scope);
  const aggregate = scope.aggregate?.(node);
  if (aggregate) return { type: typeOf(node) ?? "dynamic", compute: aggregate };
  const form = Object.hasOwn(rowForms, name) ? rowForms[name] : undefined;
  if (form) return form(node, scope);
  return compileFunction(node, name, args.map((arg) => scope.query.expression(arg, scope)), scope);
}

function compileFunction(node: Expression, name: string, args: readonly Argument[], scope: Scope): Argument {
  const type = typeOf(node) ?? "dynamic";
  const call = callOf(node, name, args, type, scope);
  const window = Object.hasOwn(windowFunctions, name) ? windowFunctions[name] : undefined;
  if (window) {
    if (scope.window === undefined) return call.refuse(`${name} needs rows in an order`);
    return { type, compute: window(call, scope.window) };
  }
  const compile = Object.hasOwn(scalarFunctions, name) ? scalarFunctions[name] : undefined;
  if (compile === undefined) return scope.query.fail("unsupported", `${name}()`, node);
  const compute = compile(call);
  if (CLOCK.has(name) && args.every(({ constant }) => constant)) return steadily(type, compute, scope);
  return { type, compute: numeric(type) ? (row) => ofType(compute(row), type) : compute };
}

/** Functions that answer by when the query runs, and by nothing else. */
const CLOCK: ReadonlySet<string> = new Set(["now", "ago"]);

/** A place where a function is called, for what answers it. */
export function callOf(node: Expression, name: string, args: readonly Argument[], type: KustoType, scope: Scope): Call {
  return {
    name,
    args,
    type,
    context: scope.query.context,
    unsupported: (what) => scope.query.fail("unsupported", what, node),
    refuse: (message) => scope.query.fail("semantic", message, node),
  };
}

function numeric(type: KustoType): boolean {
  return type === "real" || type === "decimal";
}

type OwnFunction = Extract<Definition, { kind: "function" }>;

/** A call of the query's own function where a value is wanted. Its body is bound, and compiled, for each call. */
export function callBody(node: Expression, own: OwnFunction, args: readonly Expression[], scope: Scope): Argument {
  const cells: Cell[] = [];
  const bound = bindParameters(own, args, scope, (name, type, arg) => {
    if (arg.constant) return constantDefinition(arg.constant.value, type);
    const cell = new Cell(arg.compute, type);
    cells.push(cell);
    return { kind: "scalar", type, compute: () => cell.value };
  });
  const inner = { ...outside(scope), names: bound, ...(cells.length > 0 ? { volatile: true } : {}) };
  const { expression, names } = openBody(node, own, inner);
  const body = scope.query.expression(expression, { ...inner, names });
  const type = typeOf(node) ?? body.type;
  if (cells.length === 0) return body.constant ? constantOf(body.constant.value, type) : { type, compute: () => body.compute([]) };
  return {
    type,
    compute: (row) => {
      for (const cell of cells) cell.take(row);
      return body.compute([]);
    },
  };
}

/** A call of the query's own function where rows are wanted; `piped` is what `invoke` hands over. */
export function callTableBody(node: Expression, own: OwnFunction, args: readonly Expression[], scope: Scope, piped?: Relation): Relation {
  const rowless = outside(scope);
  const bound = bindParameters(
    own,
    args,
    rowless,
    (name, type, arg) => {
      if (arg.constant) return constantDefinition(arg.constant.value, type);
      return { kind: "scalar", type, compute: oncePerRun(scope.query.context, () => convert(arg.compute([]), type)) };
    },
    piped,
  );
  const { expression, names } = openBody(node, own, { ...rowless, names: bound });
  return scope.query.table(expression, { ...rowless, names });
}

/** Whether what the function gives is rows. */
export function givesRows(own: OwnFunction): boolean {
  const { Expression: last } = own.declaration.Body;
  return last !== null && (kindOf(last) === "PipeExpression" || kindOf(last) === "DataTableExpression");
}

class Cell {
  value: Value = null;

  constructor(
    private readonly compute: Compute,
    private readonly type: KustoType,
  ) {}

  take(row: Parameters<Compute>[0]): void {
    this.value = convert(this.compute(row), this.type);
  }
}

function constantDefinition(value: Value, type: KustoType): Definition {
  const fixed = convert(value, type);
  return { kind: "scalar", type, compute: () => fixed, constant: { value: fixed } };
}

type DefineScalar = (name: string, type: KustoType, arg: Argument) => Definition;

function bindParameters(own: OwnFunction, args: readonly Expression[], scope: Scope, scalar: DefineScalar, piped?: Relation): Names {
  const parameters = elements(own.declaration.Parameters.Parameters);
  const given = assign(parameters.map((parameter) => parameter.NameAndType.Name.SimpleName), args, piped === undefined ? 0 : 1);
  let names = own.names;
  for (const [index, parameter] of parameters.entries()) {
    const name = parameter.NameAndType.Name.SimpleName;
    const arg = given.get(name);
    if (piped !== undefined && index === 0) names = names.with(name, { kind: "table", relation: () => piped });
    else if (parameter.NameAndType.Type.toString().trim().startsWith("(")) {
      if (arg) names = names.with(name, { kind: "table", relation: () => scope.query.table(arg, scope) });
    } else names = names.with(name, scalar(name, writtenType(parameter.NameAndType.Type) ?? "dynamic", scalarArgument(arg ?? parameter.DefaultValue?.Value, arg !== undefined, scope)));
  }
  return names;
}

function scalarArgument(arg: Expression | undefined, given: boolean, scope: Scope): Argument {
  if (arg === undefined) return constantOf(null, "dynamic");
  return scope.query.expression(arg, given ? scope : outside(scope));
}

/** Arguments by the name of their parameter: in its place, or `name = value`. */
function assign(parameters: readonly string[], args: readonly Expression[], first: number): ReadonlyMap<string, Expression> {
  return new Map(
    args.map((arg, index) => {
      const named = kindOf(arg) === "SimpleNamedExpression" ? (arg as Nodes["SimpleNamedExpression"]) : undefined;
      return named && parameters.includes(named.Name.SimpleName) ? [named.Name.SimpleName, named.Expression] : [parameters[first + index] ?? "", arg];
    }),
  );
}

function openBody(node: Expression, own: OwnFunction, scope: Scope): { readonly expression: Expression; readonly names: Names } {
  const body = node.GetCalledFunctionBody?.() ?? own.declaration.Body;
  const names = defineAll(elements(body.Statements), scope);
  return { expression: body.Expression ?? scope.query.fail("semantic", "the function has no result", node), names };
}
