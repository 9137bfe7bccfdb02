import type { RunContext } from "../engine/context";
import { textOf } from "../values/text";
import { filled, type KustoType, type Row, type Value } from "../values/value";

export type Compute = (row: Row) => Value;

export interface Argument {
  /** As the binder found it. */
  readonly type: KustoType;
  readonly compute: Compute;
  /** Present when the value is the same for each row and each run. */
  readonly constant?: { readonly value: Value };
  /** Its value is the same for each row of a run, since it hangs on nothing but the clock. */
  readonly steady?: true;
}

/** One place in a query where a function is called. */
export interface Call {
  readonly name: string;
  readonly args: readonly Argument[];
  /** The type of the answer, by the overload that the binder chose. */
  readonly type: KustoType;
  readonly context: RunContext;
  /** Throws `unsupported: <what> at line:column`. */
  readonly unsupported: (what: string) => never;
  /** Throws a semantic error at the call, as the engine refuses such a query. */
  readonly refuse: (message: string) => never;
}

/** Compiles a call to what answers it for a row. */
export type ScalarFunction = (call: Call) => Compute;
export type ScalarFunctions = Readonly<Record<string, ScalarFunction>>;

/**
 * A function of its arguments' values alone. Arguments that the query leaves out are undefined. The function sees nulls;
 * `strict` is for those whose answer is null as soon as an argument is.
 */
export function pure(answer: (...values: Value[]) => Value): ScalarFunction {
  return ({ args, type }) => {
    const [a, b, c] = args.map((arg) => arg.compute);
    if (a === undefined) return () => filled(answer(), type);
    if (b === undefined) return (row) => filled(answer(a(row)), type);
    if (c === undefined) return (row) => filled(answer(a(row), b(row)), type);
    const computes = args.map((arg) => arg.compute);
    return (row) => filled(answer(...computes.map((compute) => compute(row))), type);
  };
}

/** A function that answers null when any of its arguments is. */
export function strict(answer: (...values: NonNullable<Value>[]) => Value): ScalarFunction {
  return pure((...values) => (values.some((value) => value === null) ? null : answer(...(values as NonNullable<Value>[]))));
}

/** A function of strings: null reads as "", and other types as their text. */
export function ofText(answer: (...texts: string[]) => Value): ScalarFunction {
  return pure((...values) => answer(...values.map(textOf)));
}
