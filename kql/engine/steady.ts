import type { Argument, Compute } from "../functions/call";
import type { KustoType } from "../values/value";
import { oncePerRun } from "./context";
import type { Scope } from "./scope";

/** What is the same for each row of a run, worked out once a run: `now() - frequency` stands in conditions that millions of rows go through. */
export function steadily(type: KustoType, compute: Compute, { query }: Scope): Argument {
  return { type, compute: oncePerRun(query.context, () => compute([])), steady: true };
}

/** Whether a value is the same for each row of a run. */
export function isSteady({ constant, steady }: Argument): boolean {
  return constant !== undefined || steady === true;
}
