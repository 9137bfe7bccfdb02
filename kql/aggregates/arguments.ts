import type { Argument, Call } from "../functions/call";
import { asNumber, isNumber, type KustoType } from "../values/value";

export function argument(call: Call, place: number): Argument {
  return call.args[place] ?? call.refuse(`${call.name}() needs ${place + 1} arguments`);
}

/** The first argument, of one of these types. */
export function argumentOf(call: Call, types: readonly KustoType[], place = 0): Argument {
  const found = argument(call, place);
  return types.includes(found.type) ? found : call.unsupported(`${call.name}() of ${found.type}`);
}

export const NUMBERS: readonly KustoType[] = ["int", "long", "real", "decimal"];

/** What a call says once and for all groups: a number that stands in the query. */
export function constantNumber(call: Call, { constant }: Argument): number {
  const value = constant?.value ?? null;
  return isNumber(value) ? asNumber(value) : call.refuse(`${call.name}() takes a constant number here`);
}
