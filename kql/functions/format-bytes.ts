import { asNumber, isNumber, type Value } from "../values/value";
import { textArgument, wholeArgument } from "./arguments";
import type { Call, Compute, ScalarFunctions } from "./call";
import { rounded } from "./rounding";

const UNITS = ["Bytes", "KB", "MB", "GB", "TB", "PB", "EB"];
const STEP = 1024;

/**
 * `19.08 MB`. What the documentation's examples don't show is unsupported: sizes below zero, more digits than the rounded number has, and
 * what a number becomes that rounding lifts to the next unit. https://learn.microsoft.com/en-us/kusto/query/format-bytes-function
 */
function formatBytes(call: Call): Compute {
  const [precisionOf, unitOf] = [wholeArgument(call, 1), textArgument(call, 2)];
  return (row) => {
    const size: Value = call.args[0]?.compute(row) ?? null;
    if (!isNumber(size)) return "";
    const bytes = asNumber(size);
    if (!(bytes >= 0 && bytes < 1e21)) return call.unsupported("format_bytes of such a number");
    const [digits, unit] = [precisionOf(row) ?? 0, unitOf(row)];
    const power = unit === "" ? fitting(bytes) : UNITS.indexOf(unit);
    if (power < 0) return call.unsupported(`format_bytes in ${unit}`);
    const value = Number(rounded(bytes / STEP ** power, BigInt(digits)));
    const text = String(value);
    const shown = text.split(".")[1]?.length ?? 0;
    if (shown !== digits) return call.unsupported(`format_bytes with ${digits} digits of a number that has fewer`);
    if (unit === "" && value >= STEP) return call.unsupported("format_bytes of a number that rounding lifts to the next unit");
    return `${text} ${UNITS[power] ?? ""}`;
  };
}

/** The largest unit that the number has one of. */
function fitting(bytes: number): number {
  return Math.max(0, UNITS.findLastIndex((_, power) => bytes >= STEP ** power));
}

export const formatBytesFunction: ScalarFunctions = { format_bytes: formatBytes };
