import type { Call } from "../functions/call";
import { argument, constantNumber } from "./arguments";

/** As many elements as an array or bag may gather. */
export const MOST_ELEMENTS = 1_048_576;
/** The names that came before: makelist, makeset, make_dictionary. */
export const LEGACY_ELEMENTS = 128;

/**
 * The most elements that a call asks for by its second argument.
 * https://learn.microsoft.com/en-us/kusto/query/make-list-aggregation-function
 */
export function limitOf(call: Call, otherwise: number): number {
  if (call.args.length < 2) return otherwise;
  const limit = constantNumber(call, argument(call, 1));
  return limit >= 1 ? Math.min(limit, MOST_ELEMENTS) : call.unsupported(`${call.name}() of at most ${limit} elements`);
}
