import type { Plan, ResourceChange } from "./plan";

/** What a plan does, counted as Terraform counts it, and what its own last line leaves out. */
export interface PlanSummary {
  readonly create: number;
  readonly change: number;
  readonly replace: number;
  readonly destroy: number;
  readonly forget: number;
  readonly import: number;
  readonly move: number;
  /** Data sources that are read during apply. */
  readonly read: number;
  /** Resources that somebody else has changed since the last run. */
  readonly drifted: number;
}

export function summaryOf({ changes, drift }: Plan): PlanSummary {
  const count = (test: (change: ResourceChange) => boolean): number => changes.filter(test).length;
  return {
    create: count(({ actions }) => actions.join() === "create"),
    change: count(({ actions }) => actions.join() === "update"),
    replace: count(({ actions }) => actions.length === 2),
    destroy: count(({ actions }) => actions.join() === "delete"),
    forget: count(({ actions }) => actions.join() === "forget"),
    import: count(({ importing }) => importing !== undefined),
    move: count(({ previousAddress }) => previousAddress !== undefined),
    read: count(({ actions }) => actions.join() === "read"),
    drifted: drift.length,
  };
}

const WORDS: readonly (readonly [keyof PlanSummary, string])[] = [
  ["create", "to create"],
  ["change", "to change"],
  ["replace", "to replace"],
  ["destroy", "to destroy"],
  ["forget", "to forget"],
  ["import", "to import"],
  ["move", "moved"],
  ["read", "to read"],
  ["drifted", "changed by others since the last run"],
];

/** `5 to create, 1 to change`, or `nothing to do`. */
export function summaryLine(summary: PlanSummary): string {
  const said = WORDS.filter(([key]) => summary[key] > 0).map(([key, words]) => `${summary[key]} ${words}`);
  const nothing = WORDS.every(([key]) => key === "drifted" || summary[key] === 0);
  return [...(nothing ? ["nothing to do"] : []), ...said].join(", ");
}
