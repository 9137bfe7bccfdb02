import { kindOf } from "../language/host";
import type { Expression, Nodes, SyntaxNode } from "../language/syntax";
import { typeOf } from "../language/types";
import type { Argument } from "../functions/call";
import { oncePerRun } from "./context";
import { type Definition, type Names, outside, type Scope } from "./scope";

/** The names that hold after the statements. What a `let` says is compiled when it is first used, as often as it is used. */
export function defineAll(statements: readonly SyntaxNode[], scope: Scope): Names {
  return statements.reduce((names, statement) => define(statement, { ...outside(scope), names }), scope.names);
}

function define(statement: SyntaxNode, scope: Scope): Names {
  const kind = kindOf(statement);
  if (kind === "LetStatement") return defineLet(statement as Nodes["LetStatement"], scope);
  // Options tune an engine; they don't change an answer. Expressions are the caller's.
  if (kind === "SetOptionStatement" || kind === "ExpressionStatement") return scope.names;
  return scope.query.fail("unsupported", kind, statement);
}

function defineLet(statement: Nodes["LetStatement"], scope: Scope): Names {
  const { Expression: said } = statement;
  return scope.names.with(statement.Name.SimpleName, definitionOf(said, scope));
}

function definitionOf(said: Expression, scope: Scope): Definition {
  if (kindOf(said) === "FunctionDeclaration") return { kind: "function", declaration: said as Nodes["FunctionDeclaration"], names: scope.names };
  if (scope.query.isTable(said, scope)) return { kind: "table", relation: () => scope.query.table(said, scope) };
  return lazyScalar(said, scope);
}

function lazyScalar(said: Expression, scope: Scope): Definition {
  let compiled: Argument | undefined;
  const get = (): Argument => (compiled ??= scope.query.expression(said, scope));
  const work = (): ReturnType<Argument["compute"]> => get().compute([]);
  const compute = scope.volatile === true ? work : oncePerRun(scope.query.context, work);
  return {
    kind: "scalar",
    get type() {
      return typeOf(said) ?? get().type;
    },
    compute,
    get constant() {
      return get().constant;
    },
  } as Definition;
}
