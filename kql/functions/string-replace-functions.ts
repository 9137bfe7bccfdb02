import type { Budget } from "../engine/budget";
import { isArray, type Row, type Value } from "../values/value";
import { textArgument } from "./arguments";
import type { Call, ScalarFunctions } from "./call";

export const stringReplaceFunctions: ScalarFunctions = {
  replace_string: (call) => {
    const [text, sought, put] = [textArgument(call, 0), textArgument(call, 1), textArgument(call, 2)];
    return (row) => replacedString(text(row), sought(row), put(row), call.context.budget);
  },
  replace_strings: (call) => {
    const text = textArgument(call, 0);
    return (row) => replacedStrings(text(row), listOf(call, 1, row), listOf(call, 2, row), call);
  },
};

function replacedString(text: string, sought: string, put: string, budget: Budget): string {
  if (sought === "" || !text.includes(sought)) return text;
  const parts = text.split(sought);
  budget.size(text.length + (parts.length - 1) * (put.length - sought.length), "a string");
  return parts.join(put);
}

function listOf(call: Call, index: number, row: Row): readonly Value[] {
  const list = call.args[index]?.compute(row) ?? null;
  return isArray(list) ? list : [];
}

interface Part {
  readonly text: string;
  readonly replaced: boolean;
}

/**
 * Each lookup in its order takes its places in what the ones before it left; what is put there is not searched again. What is sought but is no
 * string is left out, and one whose rewrite is no string keeps its place as it is. https://learn.microsoft.com/en-us/kusto/query/replace-strings-function
 */
function replacedStrings(text: string, lookups: readonly Value[], rewrites: readonly Value[], call: Call): string {
  if (lookups.length !== rewrites.length) call.unsupported("replace_strings with fewer or more rewrites than lookups");
  let parts: readonly Part[] = [{ text, replaced: false }];
  for (const [index, sought] of lookups.entries()) {
    const put = rewrites[index];
    if (typeof sought === "string" && sought !== "") parts = partsWith(parts, sought, typeof put === "string" ? put : sought, call.context.budget);
  }
  return parts.map((part) => part.text).join("");
}

function partsWith(parts: readonly Part[], sought: string, put: string, budget: Budget): readonly Part[] {
  let size = 0;
  return parts.flatMap((part) => {
    if (part.replaced) return [part];
    return part.text.split(sought).flatMap((text, index): Part[] => {
      budget.pass();
      budget.size((size += text.length + put.length), "a string");
      return index === 0 ? [{ text, replaced: false }] : [{ text: put, replaced: true }, { text, replaced: false }];
    });
  });
}
