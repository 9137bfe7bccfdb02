import type { Budget } from "../engine/budget";
import { compareValues } from "../values/compare";
import { textOf } from "../values/text";
import { isArray, type Value } from "../values/value";
import { textArgument, wholeArgument } from "./arguments";
import { type Call, type Compute, ofText, pure, type ScalarFunctions } from "./call";
import { isAscii, lowerCase, upperCase } from "./casing";
import { byteLength, lengthOf, slice } from "./code-points";

/** https://learn.microsoft.com/en-us/kusto/query/scalar-functions#string-functions */
export const stringShapeFunctions: ScalarFunctions = {
  strlen: pure((value) => (value === null ? null : BigInt(lengthOf(textOf(value))))),
  string_size: ofText((text) => BigInt(byteLength(text))),
  isempty: pure((value) => isEmpty(value)),
  isnotempty: pure((value) => !isEmpty(value)),
  notempty: pure((value) => !isEmpty(value)),
  isascii: ofText(isAscii),
  // A string is made of whole characters here, whatever it was made from.
  isutf8: () => () => true,
  tolower: ofText(lowerCase),
  toupper: ofText(upperCase),
  reverse: ofText((text) => [...text].reverse().join("")),
  strcmp: ofText((a, b) => BigInt(compareValues(a, b))),
  strcat: (call) => {
    const computes = call.args.map(({ compute }) => compute);
    return (row) => joined(computes.map((compute) => textOf(compute(row))), "", call.context.budget);
  },
  strcat_delim: (call) => {
    const [delimiter, ...computes] = call.args.map(({ compute }) => compute);
    return (row) => joined(computes.map((compute) => textOf(compute(row))), textOf(delimiter?.(row) ?? null), call.context.budget);
  },
  strcat_array: (call) => {
    const delimiter = textArgument(call, 1);
    return (row) => {
      const array = call.args[0]?.compute(row) ?? null;
      return isArray(array) ? joined(array.map(textOf), delimiter(row), call.context.budget) : "";
    };
  },
  strrep: compileRepeat,
  substring: compileSubstring,
  split: compileSplit,
  translate: (call) => {
    const [sought, put, text] = [textArgument(call, 0), textArgument(call, 1), textArgument(call, 2)];
    return (row) => translated([...sought(row)], [...put(row)], text(row));
  },
};

function isEmpty(value: Value | undefined): boolean {
  return textOf(value ?? null) === "";
}

function joined(texts: readonly string[], delimiter: string, budget: Budget): string {
  const size = texts.reduce((sum, text) => sum + text.length, delimiter.length * Math.max(0, texts.length - 1));
  budget.size(size, "a string");
  return texts.join(delimiter);
}

function compileRepeat(call: Call): Compute {
  const [text, count, delimiter] = [textArgument(call, 0), wholeArgument(call, 1), textArgument(call, 2)];
  return (row) => {
    const [part, times, between] = [text(row), Math.max(0, count(row) ?? 0), delimiter(row)];
    call.context.budget.size(times * (part.length + between.length), "a string");
    return times === 0 ? "" : (part + between).repeat(times - 1) + part;
  };
}

/**
 * A start below zero counts from the end, and one before the text's first character finds nothing.
 * https://learn.microsoft.com/en-us/kusto/query/substring-function
 */
function compileSubstring(call: Call): Compute {
  const [text, from, count] = [textArgument(call, 0), wholeArgument(call, 1), wholeArgument(call, 2)];
  return (row) => {
    const [whole, given, length] = [text(row), from(row), count(row)];
    if (given === undefined) return "";
    const start = given < 0 ? lengthOf(whole) + given : given;
    if (start < 0) return "";
    return slice(whole, start, length === undefined || length < 0 ? whole.length : start + length);
  };
}

/** https://learn.microsoft.com/en-us/kusto/query/split-function */
function compileSplit(call: Call): Compute {
  const [text, delimiter, index] = [textArgument(call, 0), textArgument(call, 1), wholeArgument(call, 2)];
  return (row) => {
    const [whole, between, wanted] = [text(row), delimiter(row), index(row)];
    const parts = between === "" ? [whole] : whole.split(between);
    if (wanted === undefined) return parts;
    const part = parts[wanted];
    return part === undefined ? null : [part];
  };
}

/** Where there are fewer characters to put than to seek, the last stands for the rest: https://learn.microsoft.com/en-us/kusto/query/translate-function */
function translated(sought: readonly string[], put: readonly string[], text: string): string {
  const table = new Map<string, string>();
  for (const [index, char] of sought.entries()) {
    if (!table.has(char)) table.set(char, put[Math.min(index, put.length - 1)] ?? "");
  }
  return [...text].map((char) => table.get(char) ?? char).join("");
}
