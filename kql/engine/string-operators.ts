import { textOf } from "../values/text";
import type { Argument } from "../functions/call";
import { compileRegex } from "../functions/regex";
import { ignoreCase, termMatcher } from "../functions/terms";
import type { Scope } from "./scope";

/** Makes the test of a text against a pattern: what can be prepared is prepared once for a pattern. */
type Prepare = (pattern: string) => (text: string) => boolean;

const folding = (test: (text: string, pattern: string) => boolean): Prepare => {
  return (pattern) => {
    const folded = ignoreCase(pattern);
    return (text) => test(ignoreCase(text), folded);
  };
};

/** https://learn.microsoft.com/en-us/kusto/query/datatypes-string-operators */
const OPERATORS: Readonly<Record<string, Prepare>> = {
  "=~": folding((text, pattern) => text === pattern),
  contains: folding((text, pattern) => text.includes(pattern)),
  contains_cs: (pattern) => (text) => text.includes(pattern),
  startswith: folding((text, pattern) => text.startsWith(pattern)),
  startswith_cs: (pattern) => (text) => text.startsWith(pattern),
  endswith: folding((text, pattern) => text.endsWith(pattern)),
  endswith_cs: (pattern) => (text) => text.endsWith(pattern),
  has: (term) => termMatcher(term, {}),
  has_cs: (term) => termMatcher(term, { caseSensitive: true }),
  hasprefix: (term) => termMatcher(term, { prefix: true }),
  hasprefix_cs: (term) => termMatcher(term, { caseSensitive: true, prefix: true }),
  hassuffix: (term) => termMatcher(term, { suffix: true }),
  hassuffix_cs: (term) => termMatcher(term, { caseSensitive: true, suffix: true }),
  "matches regex": (pattern) => {
    const regex = compileRegex(pattern);
    return (text) => regex.test(text);
  },
};

/** `!has` and its like by what they deny. `notcontains` is an old name. */
function denied(operator: string): string | undefined {
  if (operator === "!~") return "=~";
  if (operator === "notcontains" || operator === "notcontains_cs") return operator.slice(3);
  return operator.startsWith("!") ? operator.slice(1) : undefined;
}

export function isStringOperator(operator: string): boolean {
  return Object.hasOwn(OPERATORS, denied(operator) ?? operator);
}

export function compileStringOperator(operator: string, left: Argument, right: Argument, scope: Scope): Argument {
  const negated = denied(operator) !== undefined;
  const prepare = OPERATORS[denied(operator) ?? operator];
  if (prepare === undefined) return scope.query.fail("unsupported", `operator ${operator}`);
  if (right.constant) {
    const test = prepare(textOf(right.constant.value));
    return { type: "bool", compute: (row) => test(textOf(left.compute(row))) !== negated };
  }
  let prepared: { readonly pattern: string; readonly test: (text: string) => boolean } | undefined;
  return {
    type: "bool",
    compute: (row) => {
      const pattern = textOf(right.compute(row));
      // Patterns tend to repeat from row to row.
      if (prepared?.pattern !== pattern) prepared = { pattern, test: prepare(pattern) };
      return prepared.test(textOf(left.compute(row))) !== negated;
    },
  };
}
