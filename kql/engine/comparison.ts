import type { Nodes } from "../language/syntax";
import { compareValues, sameValue } from "../values/compare";
import { parseDateTime } from "../values/datetime";
import { textOf } from "../values/text";
import { parseTimespan } from "../values/timespan";
import { asNumber, DateTime, isNumber, Timespan, type Value } from "../values/value";
import type { Argument, Compute } from "../functions/call";
import { calculate } from "../values/arithmetic";
import type { Scope } from "./scope";

/** What a condition takes a value for: a number is true unless it is zero. Null where there is no telling. */
export function truth(value: Value): boolean | null {
  if (typeof value === "boolean") return value;
  return isNumber(value) ? asNumber(value) !== 0 : null;
}

/** Null against null is null, null against a value is not equal; texts of dates and spans compare as what they say. */
export function equality(a: Value, b: Value, ofStrings: boolean): boolean | null {
  if (a === null || b === null) return a === b ? null : ofStrings && textOf(a) === textOf(b);
  if (typeof a === "string" && typeof b === "string") return a === b;
  const [x, y] = [typeof a === "boolean" && isNumber(b) ? BigInt(a) : a, typeof b === "boolean" && isNumber(a) ? BigInt(b) : b];
  if (typeof x === "number" && Number.isNaN(x)) return false;
  if (typeof x !== typeof y || x instanceof DateTime || y instanceof DateTime) return order(x, y) === 0;
  return sameValue(x, y);
}

/** Below, at or above zero; NaN where the two have no order. */
export function order(a: NonNullable<Value>, b: NonNullable<Value>): number {
  return compareValues(readLike(a, b), readLike(b, a));
}

function readLike(value: NonNullable<Value>, other: NonNullable<Value>): Value {
  if (typeof value !== "string") return value;
  if (other instanceof DateTime) return parseDateTime(value);
  return other instanceof Timespan ? parseTimespan(value) : value;
}

const ORDERINGS: Readonly<Record<string, (order: number) => boolean>> = {
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

/** `==`, `!=`, `<>`, `<`, `<=`, `>`, `>=`; undefined for another operator. */
export function compileComparison(operator: string, left: Argument, right: Argument): Argument | undefined {
  const ofStrings = left.type === "string" || right.type === "string";
  if (operator === "==") return { type: "bool", compute: (row) => equality(left.compute(row), right.compute(row), ofStrings) };
  if (operator === "!=" || operator === "<>") {
    return {
      type: "bool",
      compute: (row) => {
        const equal = equality(left.compute(row), right.compute(row), ofStrings);
        return equal === null ? null : !equal;
      },
    };
  }
  const holds = ORDERINGS[operator];
  return holds && { type: "bool", compute: ordering(left.compute, right.compute, holds) };
}

function ordering(left: Compute, right: Compute, holds: (order: number) => boolean): Compute {
  return (row) => {
    const a = left(row);
    const b = right(row);
    if (a === null || b === null) return null;
    // Times are what most rows are compared by, and need no reading.
    if (a instanceof DateTime && b instanceof DateTime) return holds(a.ticks < b.ticks ? -1 : a.ticks > b.ticks ? 1 : 0);
    return holds(order(a, b));
  };
}

/** `between (low .. high)`; a timespan as the end of a time counts from its start. */
export function compileBetween(node: Nodes["BetweenExpression"], scope: Scope): Argument {
  const [value, low, high] = [node.Left, node.Right.First, node.Right.Second].map((part) => scope.query.expression(part, scope).compute) as [Compute, Compute, Compute];
  const negated = node.Operator.Text.startsWith("!");
  return {
    type: "bool",
    compute: (row) => {
      const [at, from, given] = [value(row), low(row), high(row)];
      const to = from instanceof DateTime && given instanceof Timespan ? calculate("+", from, given, "datetime") : given;
      if (at === null || from === null || to === null) return null;
      return (order(at, from) >= 0 && order(at, to) <= 0) !== negated;
    },
  };
}
