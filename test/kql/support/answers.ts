import { run } from "./run";

/** Each expression gives what stands beside it, in the encoding of results. `lets` go before them. */
export function answers(expected: readonly (readonly [string, unknown])[], lets = ""): void {
  const printed = expected.map(([expression]) => expression).join(", ");
  expect(run(`${lets}print ${printed}`).rows).toEqual([expected.map(([, answer]) => answer)]);
}
