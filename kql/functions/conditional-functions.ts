import { truth } from "../engine/comparison";
import { KqlError } from "../engine/errors";
import { textOf } from "../values/text";
import type { Argument, Call, Compute, ScalarFunctions } from "./call";

/** What answers one of its arguments, by what the others are. */
export const conditionalFunctions: ScalarFunctions = {
  iff: choose,
  iif: choose,
  case: chooseFirst,
  coalesce,
  not: ({ args: [of] }) => (row) => {
    const value = truth(of?.compute(row) ?? null);
    return value === null ? null : !value;
  },
  // A string is never null.
  isnull: ({ args: [of] }) => (of?.type === "string" ? () => false : (row) => of?.compute(row) === null),
  isnotnull: ({ args: [of] }) => (of?.type === "string" ? () => true : (row) => of?.compute(row) !== null),
  notnull: ({ args: [of] }) => (of?.type === "string" ? () => true : (row) => of?.compute(row) !== null),
  assert: assertThat,
};

/** https://learn.microsoft.com/en-us/kusto/query/iff-function */
function choose({ args, refuse }: Call): Compute {
  const [condition, yes, no] = args.map((arg) => arg.compute);
  if (condition === undefined || yes === undefined || no === undefined) return refuse("iff needs a condition and two values");
  return (row) => (truth(condition(row)) === true ? yes(row) : no(row));
}

/** https://learn.microsoft.com/en-us/kusto/query/case-function */
function chooseFirst({ args, refuse }: Call): Compute {
  const otherwise = args.at(-1)?.compute;
  if (otherwise === undefined || args.length % 2 === 0) return refuse("case needs pairs of a condition and a value, and a value for all else");
  const branches = Array.from({ length: (args.length - 1) / 2 }, (_, n) => [args[2 * n]?.compute, args[2 * n + 1]?.compute] as const);
  return (row) => {
    for (const [condition, value] of branches) if (truth(condition?.(row) ?? null) === true && value) return value(row);
    return otherwise(row);
  };
}

/** The first that is not null; of strings the first that is not empty. https://learn.microsoft.com/en-us/kusto/query/coalesce-function */
function coalesce({ args, type }: Call): Compute {
  const present = type === "string" || args[0]?.type === "string" ? (value: ReturnType<Compute>) => textOf(value) !== "" : (value: ReturnType<Compute>) => value !== null;
  return (row) => {
    let value: ReturnType<Compute> = null;
    for (const { compute } of args) {
      value = compute(row);
      if (present(value)) return value;
    }
    return value;
  };
}

/** https://learn.microsoft.com/en-us/kusto/query/assert-function */
function assertThat({ args: [condition, message] }: Call): Compute {
  const says = (arg: Argument | undefined): string => textOf(arg?.constant?.value ?? "");
  return (row) => {
    if (condition?.compute(row) !== true) throw new KqlError("runtime", `assert failed: ${says(message)}`);
    return true;
  };
}
