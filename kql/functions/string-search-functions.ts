import type { Budget } from "../engine/budget";
import { textOf } from "../values/text";
import type { Row, Value } from "../values/value";
import { listedArguments, regexArgument, textArgument, wholeArgument } from "./arguments";
import type { Call, Compute, ScalarFunctions } from "./call";
import { lengthOf, pointsBefore, slice } from "./code-points";
import type { Regex } from "./regex";
import { termMatcher } from "./terms";

export const stringSearchFunctions: ScalarFunctions = {
  indexof: compileIndexOf,
  indexof_regex: compileIndexOfRegex,
  countof: compileCount,
  has_any_index: compileHasAnyIndex,
};

interface Range {
  readonly start: number;
  /** Places to look at; undefined for all. */
  readonly length: number | undefined;
  readonly occurrence: number;
}

/** The places at which to look, and which occurrence is sought; undefined where the answer is null. */
function rangeOf(call: Call): (row: Row) => Range | undefined {
  const [from, count, which] = [wholeArgument(call, 2), wholeArgument(call, 3), wholeArgument(call, 4)];
  return (row) => {
    const [start, length, occurrence] = [from(row) ?? 0, count(row) ?? -1, which(row) ?? 1];
    return length < -1 || occurrence < 0 ? undefined : { start, length: length < 0 ? undefined : length, occurrence };
  };
}

/**
 * The length counts the places where what is sought may start; it may go on beyond them. A start below zero counts from the end.
 * An empty text is found nowhere, not even missing: the answer is null. https://learn.microsoft.com/en-us/kusto/query/indexof-function
 */
function compileIndexOf(call: Call): Compute {
  const [text, sought, range] = [textArgument(call, 0), textArgument(call, 1), rangeOf(call)];
  return (row) => {
    const [whole, part, places] = [text(row), sought(row), range(row)];
    if (places === undefined || part === "") return null;
    const start = places.start < 0 ? Math.max(0, lengthOf(whole) + places.start) : places.start;
    const tail = slice(whole, start, Infinity);
    let at = -1;
    for (let found = 0; found < places.occurrence; found++) {
      call.context.budget.pass();
      at = tail.indexOf(part, at + 1);
      if (at < 0) return -1n;
    }
    const place = pointsBefore(tail, Math.max(0, at));
    return at < 0 || (places.length !== undefined && place >= places.length) ? -1n : BigInt(start + place);
  };
}

/**
 * Only the part that start and length mark is searched. A start below zero gives null, unlike that of indexof:
 * https://learn.microsoft.com/en-us/kusto/query/indexof-regex-function
 */
function compileIndexOfRegex(call: Call): Compute {
  const [text, regex, range] = [textArgument(call, 0), regexArgument(call, 1), rangeOf(call)];
  return (row) => {
    const places = range(row);
    if (places === undefined || places.start < 0) return null;
    const part = slice(text(row), places.start, places.start + (places.length ?? Infinity));
    let found = 0;
    for (const match of regex(row).all(part)) {
      call.context.budget.pass();
      if (++found === places.occurrence) return BigInt(places.start + pointsBefore(part, match.index));
    }
    return -1n;
  };
}

/** Plain texts may overlap, matches of a regular expression do not: https://learn.microsoft.com/en-us/kusto/query/countof-function */
function compileCount(call: Call): Compute {
  const [text, kind] = [textArgument(call, 0), call.args[2]];
  const constant = kind?.constant ? textOf(kind.constant.value) : "normal";
  if (kind && !kind.constant) call.unsupported("countof of a kind that is not constant");
  if (constant !== "normal" && constant !== "regex") call.refuse(`countof counts "normal" or "regex", not "${constant}"`);
  if (constant === "regex") {
    const regex = regexArgument(call, 1);
    return (row) => countMatches(text(row), regex(row), call.context.budget);
  }
  const sought = textArgument(call, 1);
  return (row) => countTexts(text(row), sought(row), call.context.budget);
}

function countMatches(text: string, regex: Regex, budget: Budget): bigint {
  let count = 0n;
  for (const _ of regex.all(text)) {
    budget.pass();
    count++;
  }
  return count;
}

function countTexts(text: string, sought: string, budget: Budget): bigint {
  let count = 0n;
  if (sought === "") return count;
  for (let at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + 1)) {
    budget.pass();
    count++;
  }
  return count;
}

/** https://learn.microsoft.com/en-us/kusto/query/has-any-index-function */
function compileHasAnyIndex(call: Call): Compute {
  const [text, terms] = [textArgument(call, 0), listedArguments(call, 1)];
  let made: { readonly of: readonly Value[]; readonly matchers: readonly ((text: string) => boolean)[] } | undefined;
  return (row) => {
    const listed = terms(row);
    if (made?.of !== listed) made = { of: listed, matchers: listed.map((term) => termMatcher(textOf(term), {})) };
    const whole = text(row);
    return BigInt(made.matchers.findIndex((matches) => matches(whole)));
  };
}
