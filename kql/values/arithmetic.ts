import { floorMod } from "./calendar";
import { toDecimal } from "./convert";
import { dateTimeOf } from "./datetime";
import { timespanOf } from "./timespan";
import { asNumber, DateTime, type Decimal, isDecimal, isNumber, type KustoType, Timespan, type Value } from "./value";

export type Operator = "+" | "-" | "*" | "/" | "%";

/**
 * One of the five operations as the engine does it: longs wrap at 64 bits, division by a whole zero is null, a remainder is never negative,
 * dates and spans count in ticks. Null for what has no answer. https://learn.microsoft.com/en-us/kusto/query/numerical-operators
 */
export function calculate(operator: Operator, a: Value, b: Value, type: KustoType): Value {
  if (a === null || b === null) return null;
  const [x, y] = [countable(a), countable(b)];
  if (x instanceof DateTime || y instanceof DateTime || x instanceof Timespan || y instanceof Timespan) return timed(operator, x, y);
  if (!isNumber(x) || !isNumber(y)) return null;
  if (typeof x === "bigint" && typeof y === "bigint") return whole(operator, x, y, type);
  if (isDecimal(x) || isDecimal(y)) return finite(exact(operator, toDecimal(x), toDecimal(y)));
  return floating(operator, asNumber(x), asNumber(y));
}

function countable(value: NonNullable<Value>): NonNullable<Value> {
  return typeof value === "boolean" ? (value ? 1n : 0n) : value;
}

export function wrapped(value: bigint, type: KustoType): bigint {
  return BigInt.asIntN(type === "int" ? 32 : 64, value);
}

function whole(operator: Operator, a: bigint, b: bigint, type: KustoType): bigint | null {
  switch (operator) {
    case "+":
      return wrapped(a + b, type);
    case "-":
      return wrapped(a - b, type);
    case "*":
      return wrapped(a * b, type);
    case "/":
      return b === 0n ? null : wrapped(a / b, type);
    case "%":
      return b === 0n ? null : floorMod(a, b < 0n ? -b : b);
  }
}

function floating(operator: Operator, a: number, b: number): number {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "%":
      return a - Math.abs(b) * Math.floor(a / Math.abs(b));
  }
}

function exact(operator: Operator, a: Decimal | null, b: Decimal | null): Decimal | null {
  if (a === null || b === null) return null;
  switch (operator) {
    case "+":
      return a.plus(b);
    case "-":
      return a.minus(b);
    case "*":
      return a.times(b);
    case "/":
      return b.isZero() ? null : a.div(b);
    case "%":
      return b.isZero() ? null : a.minus(b.abs().times(a.div(b.abs()).floor()));
  }
}

/** What is more than a decimal can hold is none. */
function finite(value: Decimal | null): Decimal | null {
  return value?.isFinite() === true ? value : null;
}

function timed(operator: Operator, a: Value, b: Value): Value {
  switch (operator) {
    case "+":
      return sum(a, b);
    case "-":
      return difference(a, b);
    case "*":
      return a instanceof Timespan ? scaled(a, b) : b instanceof Timespan ? scaled(b, a) : null;
    case "/":
      return quotient(a, b);
    case "%":
      return b instanceof Timespan && b.ticks !== 0n && (a instanceof Timespan || a instanceof DateTime) ? timespanOf(floorMod(a.ticks, b.ticks < 0n ? -b.ticks : b.ticks)) : null;
  }
}

function sum(a: Value, b: Value): Value {
  if (a instanceof Timespan && b instanceof Timespan) return timespanOf(a.ticks + b.ticks);
  if (a instanceof DateTime && b instanceof Timespan) return dateTimeOf(a.ticks + b.ticks);
  return a instanceof Timespan && b instanceof DateTime ? dateTimeOf(a.ticks + b.ticks) : null;
}

function difference(a: Value, b: Value): Value {
  if (a instanceof DateTime && b instanceof Timespan) return dateTimeOf(a.ticks - b.ticks);
  if ((a instanceof DateTime && b instanceof DateTime) || (a instanceof Timespan && b instanceof Timespan)) return timespanOf(a.ticks - b.ticks);
  return null;
}

function scaled(span: Timespan, by: Value): Value {
  if (typeof by === "bigint") return timespanOf(span.ticks * by);
  return isNumber(by) ? wholeTicks(Number(span.ticks) * asNumber(by)) : null;
}

function quotient(a: Value, b: Value): Value {
  if ((a instanceof Timespan || a instanceof DateTime) && b instanceof Timespan) return Number(a.ticks) / Number(b.ticks);
  if (!(a instanceof Timespan)) return null;
  if (typeof b === "bigint") return b === 0n ? null : timespanOf(a.ticks / b);
  return isNumber(b) ? wholeTicks(Number(a.ticks) / asNumber(b)) : null;
}

function wholeTicks(ticks: number): Timespan | null {
  return Number.isFinite(ticks) ? timespanOf(BigInt(Math.trunc(ticks))) : null;
}
