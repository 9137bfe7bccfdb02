import { KqlError } from "../engine/errors";
import { convert } from "../values/convert";
import { textOf } from "../values/text";
import { asNumber, isArray, isNumber, type Value } from "../values/value";
import { regexArgument, textArgument } from "./arguments";
import { type Call, type Compute, ofText, type ScalarFunctions } from "./call";
import type { Match, Regex } from "./regex";

export const regexFunctions: ScalarFunctions = {
  extract: compileExtract,
  extract_all: compileExtractAll,
  extractall: compileExtractAll,
  replace_regex: (call) => compileReplace(call, { text: 0, regex: 1, rewrite: 2 }),
  // The old name has its arguments in another order.
  replace: (call) => compileReplace(call, { regex: 0, rewrite: 1, text: 2 }),
  trim: (call) => {
    const [start, end] = [compileCut(call, atStart), compileCut(call, atEnd)];
    const text = textArgument(call, 1);
    return (row) => end(row, start(row, text(row)));
  },
  trim_start: (call) => trimming(call, atStart),
  trim_end: (call) => trimming(call, atEnd),
  // What has a meaning in Kusto's dialect anywhere, in classes too: https://learn.microsoft.com/en-us/kusto/query/regex-quote-function
  regex_quote: ofText((text) => text.replace(/[\\.+*?()|[\]{}^$#&\-~]/gu, "\\$&")),
};

/** No match, or a type that does not fit, gives null, and for a string "": https://learn.microsoft.com/en-us/kusto/query/extract-function */
function compileExtract(call: Call): Compute {
  const [regex, text] = [regexArgument(call, 0), textArgument(call, 2)];
  return (row) => {
    const [pattern, group] = [regex(row), call.args[1]?.compute(row) ?? null];
    const match = pattern.first(text(row));
    const number = group !== null && isNumber(group) ? asNumber(group) : 0;
    return convert(match ? (match.groups[number] ?? "") : null, call.type);
  };
}

/** One group gives a flat array, several an array for each match: https://learn.microsoft.com/en-us/kusto/query/extract-all-function */
function compileExtractAll(call: Call): Compute {
  const regex = regexArgument(call, 0);
  if (call.args[0]?.constant && regex([]).groupCount === 0) call.refuse("extract_all needs a regular expression with a group in parentheses");
  const text = textArgument(call, call.args.length - 1);
  const wanted = call.args.length > 2 ? call.args[1]?.compute : undefined;
  return (row) => {
    const pattern = regex(row);
    const groups = groupNumbers(pattern, wanted?.(row) ?? null);
    const found: Value[] = [];
    for (const match of pattern.all(text(row))) {
      call.context.budget.pass();
      const values = groups.map((group) => match.groups[group] ?? "");
      found.push(groups.length === 1 ? (values[0] ?? "") : values);
    }
    return found.length > 0 ? found : null;
  };
}

function groupNumbers(regex: Regex, wanted: Value): readonly number[] {
  if (isArray(wanted)) return wanted.map((group) => groupNumber(regex, group));
  return Array.from({ length: regex.groupCount }, (_, index) => index + 1);
}

/** Groups count from 1, or have a name. */
function groupNumber(regex: Regex, group: Value): number {
  const number = typeof group === "string" ? regex.groupNamed(group) : group !== null && isNumber(group) ? asNumber(group) : undefined;
  if (number === undefined || number < 1 || number > regex.groupCount) throw new KqlError("runtime", `the regular expression has no group ${textOf(group)}`);
  return number;
}

/** `\1` is what the first group holds, `\0` the whole match: https://learn.microsoft.com/en-us/kusto/query/replace-regex-function */
function compileReplace(call: Call, at: { readonly text: number; readonly regex: number; readonly rewrite: number }): Compute {
  const [text, regex, rewrite] = [textArgument(call, at.text), regexArgument(call, at.regex), textArgument(call, at.rewrite)];
  const { budget } = call.context;
  return (row) => {
    const written = rewrite(row);
    const references = written.match(REFERENCE)?.length ?? 0;
    let size = 0;
    return regex(row).replace(text(row), (match) => {
      budget.pass();
      budget.size((size += written.length + references * (match.groups[0]?.length ?? 0)), "a string");
      return references === 0 ? written : referred(written, match);
    });
  };
}

const REFERENCE = /\\(?<sign>[0-9\\])/gu;

function referred(rewrite: string, { groups }: Match): string {
  return rewrite.replace(REFERENCE, (_, sign: string) => (sign === "\\" ? "\\" : (groups[Number(sign)] ?? "")));
}

const atStart = (pattern: string): string => `\\A(?:${pattern})`;
const atEnd = (pattern: string): string => `(?:${pattern})\\z`;

/** Cuts one match off an end, not one after another: https://learn.microsoft.com/en-us/kusto/query/trim-function */
function compileCut(call: Call, anchored: (pattern: string) => string): (row: Parameters<Compute>[0], text: string) => string {
  const regex = regexArgument(call, 0, anchored);
  return (row, text) => {
    const match = regex(row).first(text);
    if (!match) return text;
    return anchored === atStart ? text.slice(match.groups[0]?.length ?? 0) : text.slice(0, match.index);
  };
}

function trimming(call: Call, anchored: (pattern: string) => string): Compute {
  const [cut, text] = [compileCut(call, anchored), textArgument(call, 1)];
  return (row) => cut(row, text(row));
}
