import { KqlError } from "../engine/errors";
import { textOf } from "../values/text";
import { asNumber, isArray, isNumber, type Row, type Value } from "../values/value";
import type { Call } from "./call";
import { compileRegex, type Regex } from "./regex";

/** The text of an argument; what the query leaves out reads as `otherwise`. */
export function textArgument(call: Call, index: number, otherwise = ""): (row: Row) => string {
  const argument = call.args[index];
  if (argument === undefined) return () => otherwise;
  if (argument.constant) {
    const text = textOf(argument.constant.value);
    return () => text;
  }
  return (row) => textOf(argument.compute(row));
}

/** A whole number as an argument; undefined where the query leaves it out or it is null. */
export function wholeArgument(call: Call, index: number): (row: Row) => number | undefined {
  const compute = call.args[index]?.compute;
  if (compute === undefined) return () => undefined;
  return (row) => {
    const value = compute(row);
    return value !== null && isNumber(value) ? Math.trunc(asNumber(value)) : undefined;
  };
}

/** The values of all arguments from one on, with arrays taken apart: `f(x, "a", "b")` is `f(x, dynamic(["a", "b"]))`. */
export function listedArguments(call: Call, from: number): (row: Row) => readonly Value[] {
  const rest = call.args.slice(from);
  const list = (values: readonly Value[]): readonly Value[] => values.flatMap((value) => (isArray(value) ? value : [value]));
  const constants = rest.flatMap(({ constant }) => (constant ? [constant.value] : []));
  if (constants.length === rest.length) {
    const values = list(constants);
    return () => values;
  }
  return (row) => list(rest.map(({ compute }) => compute(row)));
}

/** A regular expression as an argument: a constant one is compiled, or refused, with the query. `around` may add to what is written. */
export function regexArgument(call: Call, index: number, around: (pattern: string) => string = (pattern) => pattern): (row: Row) => Regex {
  const argument = call.args[index];
  if (argument?.constant === undefined) return (row) => compileRegex(around(textOf(argument?.compute(row) ?? null)));
  const regex = checked(call, around(textOf(argument.constant.value)));
  return () => regex;
}

function checked(call: Call, pattern: string): Regex {
  try {
    return compileRegex(pattern);
  } catch (error) {
    if (!(error instanceof KqlError)) throw error;
    return error.kind === "unsupported" ? call.unsupported(error.what) : call.refuse(error.what);
  }
}
