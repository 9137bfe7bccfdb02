import type { Term } from "./term";

/** What one difference does to the rows that a query gives. */
export type Effect = "wider" | "narrower" | "other";

export interface Difference {
  readonly effect: Effect;
  /** In one clause, for a reviewer. */
  readonly what: string;
  /** The condition or table that was there before, or is there now: one that is both has only moved. */
  readonly lost?: Term;
  readonly gained?: Term;
}

/** How two sources' rows differ, and how what is gathered of them does: a count goes up where rows are added. */
export interface RowChange {
  readonly differences: readonly Difference[];
  readonly gathered: Drift;
}

export type Drift = "same" | "up" | "down" | "any";

export const UNCHANGED: RowChange = { differences: [], gathered: "same" };

export function other(what: string): Difference {
  return { effect: "other", what };
}

/** As seen through a denial: what is taken away there is added here. */
export function turned(differences: readonly Difference[]): Difference[] {
  return differences.map((difference) => (difference.effect === "other" ? difference : { ...difference, effect: difference.effect === "wider" ? "narrower" : "wider" }));
}

/** How many of the rows' aggregates go which way. */
export function driftOf(differences: readonly Difference[]): Drift {
  if (differences.length === 0) return "same";
  if (differences.every(({ effect }) => effect === "wider")) return "up";
  return differences.every(({ effect }) => effect === "narrower") ? "down" : "any";
}

export function joinedDrift(...drifts: readonly Drift[]): Drift {
  const moved = new Set(drifts.filter((drift) => drift !== "same"));
  return moved.size === 0 ? "same" : moved.size === 1 ? ([...moved][0] ?? "any") : "any";
}

export function isOpen(differences: readonly Difference[]): boolean {
  return differences.some(({ effect }) => effect === "other");
}
