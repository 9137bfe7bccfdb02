import { convert } from "../values/convert";
import { timespanOf } from "../values/timespan";
import { asNumber, Decimal, isDecimal, isNumber, Timespan, type Value } from "../values/value";
import { pure, type ScalarFunctions, strict } from "./call";

/** Half goes away from zero; a negative precision rounds to tens, hundreds and so on: https://learn.microsoft.com/en-us/kusto/query/round-function */
export function rounded(value: Value, precision: bigint): Value {
  if (typeof value === "bigint") return precision >= 0n ? value : roundedWhole(value, precision);
  if (isDecimal(value)) return roundedDecimal(value, precision);
  return typeof value === "number" ? roundedReal(value, Number(precision)) : null;
}

/** A power of ten beyond 10^18 is more than any long. */
function roundedWhole(value: bigint, precision: bigint): bigint {
  if (precision < -18n) return 0n;
  const unit = 10n ** -precision;
  const size = (((value < 0n ? -value : value) + unit / 2n) / unit) * unit;
  return value < 0n ? -size : size;
}

function roundedDecimal(value: Decimal, precision: bigint): Decimal {
  if (precision >= 0n) return precision > 34n ? value : value.toDecimalPlaces(Number(precision), Decimal.ROUND_HALF_UP);
  const unit = new Decimal(10).pow(String(precision < -34n ? 34n : -precision));
  return value.div(unit).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).times(unit);
}

function roundedReal(value: number, precision: number): number {
  const unit = 10 ** Math.abs(precision);
  const scaled = precision < 0 ? value / unit : value * unit;
  if (!Number.isFinite(scaled) || !Number.isFinite(unit)) return precision < 0 && Number.isFinite(value) ? 0 : value;
  const whole = Math.sign(scaled) * Math.floor(Math.abs(scaled) + 0.5);
  return precision < 0 ? whole * unit : whole / unit;
}

export function absolute(value: Value): Value {
  if (value instanceof Timespan) return timespanOf(value.ticks < 0n ? -value.ticks : value.ticks);
  if (typeof value === "bigint") return BigInt.asIntN(64, value < 0n ? -value : value);
  if (isDecimal(value)) return value.abs();
  return typeof value === "number" ? Math.abs(value) : null;
}

export function ceiling(value: Value): Value {
  if (typeof value === "bigint") return value;
  if (isDecimal(value)) return value.ceil();
  return isNumber(value) ? Math.ceil(asNumber(value)) : null;
}

export const rounding: ScalarFunctions = {
  abs: strict(absolute),
  ceiling: (call) => strict((value) => convert(ceiling(value), call.type))(call),
  round: (call) => pure((value: Value, precision = 0n) => (typeof precision === "bigint" ? convert(rounded(value, precision), call.type) : null))(call),
};
