import { elements, type Expression, type Nodes } from "../language/syntax";
import { keyOf } from "../values/compare";
import { textOf } from "../values/text";
import { isArray, isNumber, type Row, type Value } from "../values/value";
import type { Argument } from "../functions/call";
import { ignoreCase, termMatcher } from "../functions/terms";
import { equality } from "./comparison";
import { oncePerRun } from "./context";
import type { Scope } from "./scope";

interface Members {
  readonly of: (row: Row) => readonly Value[];
  /** The same for every row of a run. */
  readonly fixed: boolean;
}

/** The values of `(a, b, …)`: arrays count as their elements, a table as its first column. */
function compileMembers(list: readonly Expression[], scope: Scope): Members {
  const parts = list.map((node) => membersOf(node, scope));
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  return { of: (row) => parts.flatMap((part) => part.of(row)), fixed: parts.every((part) => part.fixed) };
}

function membersOf(node: Expression, scope: Scope): Members {
  if (scope.query.isTable(node, scope)) return { of: firstColumn(node, scope), fixed: scope.volatile !== true };
  const { compute, constant } = scope.query.expression(node, scope);
  const listed = (value: Value): readonly Value[] => (isArray(value) ? value : [value]);
  if (constant) {
    const values = listed(constant.value);
    return { of: () => values, fixed: true };
  }
  return { of: (row) => listed(compute(row)), fixed: false };
}

function firstColumn(node: Expression, scope: Scope): () => readonly Value[] {
  const source = scope.query.table(node, scope);
  const { context } = scope.query;
  const gather = (): readonly Value[] => {
    const values: Value[] = [];
    source.scan((row) => {
      context.budget.hold();
      values.push(row[0] ?? null);
      return true;
    });
    return values;
  };
  return scope.volatile === true ? gather : oncePerRun(context, gather);
}

/** `in`, `!in`, `in~`, `!in~` */
export function compileIn(node: Nodes["InExpression"], scope: Scope): Argument {
  const operator = node.Operator.Text;
  const left = scope.query.expression(node.Left, scope);
  const members = compileMembers(elements(node.Right.Expressions), scope);
  const foldsCase = operator.includes("~");
  const key = foldsCase ? (value: Value) => ignoreCase(textOf(value)) : keyOf;
  const negated = operator.startsWith("!");
  const has = members.fixed ? lookup(members, key, scope) : undefined;
  const matches = foldsCase ? (value: Value, member: Value) => key(value) === key(member) : sameMember;
  return {
    type: "bool",
    compute: (row) => {
      const value = left.compute(row);
      const found = has?.(key(value), value) ?? members.of(row).some((member) => matches(value, member));
      return found !== negated;
    },
  };
}

/**
 * Looks a value up in a set that is made once a run. Undefined where only a comparison one by one can tell: kinds that differ may still be equal
 * (a dynamic text and a datetime, say), and NaN equals nothing.
 */
function lookup(members: Members, key: (value: Value) => string, scope: Scope): (wanted: string, value: Value) => boolean | undefined {
  const set = oncePerRun(scope.query.context, () => {
    const values = members.of([]);
    return { keys: new Set(values.map(key)), ofOneKind: new Set(values.map(kindOfValue)) };
  });
  return (wanted, value) => {
    const { keys, ofOneKind } = set();
    if (value === null || (typeof value === "number" && Number.isNaN(value))) return undefined;
    if (key !== keyOf) return keys.has(wanted);
    return ofOneKind.size === 0 || (ofOneKind.size === 1 && ofOneKind.has(kindOfValue(value))) ? keys.has(wanted) : undefined;
  };
}

function kindOfValue(value: Value): string {
  return value === null ? "null" : isNumber(value) ? "number" : typeof value === "object" ? value.constructor.name : typeof value;
}

function sameMember(value: Value, member: Value): boolean {
  if (equality(value, member, false) === true) return true;
  return typeof value === "string" && typeof member !== "string" && member !== null && textOf(member) === value;
}

/** `has_any` */
export function compileHasAny(node: Nodes["HasAnyExpression"], scope: Scope): Argument {
  return compileTerms(node, scope, (matchers, text) => matchers.some((matches) => matches(text)));
}

/** `has_all` */
export function compileHasAll(node: Nodes["HasAllExpression"], scope: Scope): Argument {
  return compileTerms(node, scope, (matchers, text) => matchers.every((matches) => matches(text)));
}

type Matcher = (text: string) => boolean;

function compileTerms(node: Nodes["InExpression"], scope: Scope, decide: (matchers: readonly Matcher[], text: string) => boolean): Argument {
  const left = scope.query.expression(node.Left, scope);
  const members = compileMembers(elements(node.Right.Expressions), scope);
  const matchersOf = (row: Row): Matcher[] => members.of(row).map((term) => termMatcher(textOf(term), {}));
  const fixed = members.fixed ? oncePerRun(scope.query.context, () => matchersOf([])) : undefined;
  return { type: "bool", compute: (row) => decide(fixed?.() ?? matchersOf(row), textOf(left.compute(row))) };
}
