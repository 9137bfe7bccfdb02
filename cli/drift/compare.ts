import { isDeepStrictEqual } from "node:util";
import type { GradedDifference } from "../../policies/drift-grade";
import { COUNTED_KINDS, type Difference, type Side } from "../../terraform/drift/difference";
import type { GoneDifference, ToldDifference } from "./results";

export interface Compared {
  readonly differences: readonly ToldDifference[];
  readonly gone: readonly GoneDifference[];
}

/** What is new, what is still so, and what is gone since the run before. @param now ISO 8601 */
export function compare(current: readonly GradedDifference[], previous: readonly ToldDifference[], now: string): Compared {
  const before = byPlace(previous);
  const differences = current.map((graded): ToldDifference => {
    const there = before.get(placeOf(graded)) ?? [];
    const known = there.find((other) => wasRefreshed(graded, other));
    if (known !== undefined) return refreshed(graded, known);
    const same = there.find((other) => isSame(graded, other));
    return { ...graded, status: same === undefined ? "new" : "still", firstSeen: same?.firstSeen ?? now };
  });
  const after = byPlace(differences);
  const gone = previous.filter((old) => isCounted(old) && !(after.get(placeOf(old)) ?? []).some((one) => isSame(one, old)));
  return { differences, gone: gone.map(({ address, attribute, kind, firstSeen }) => ({ address, ...(attribute === undefined ? {} : { attribute }), kind, firstSeen })) };
}

function byPlace<T extends Difference>(differences: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const places = new Map<string, T[]>();
  for (const difference of differences) {
    const there = places.get(placeOf(difference));
    if (there === undefined) places.set(placeOf(difference), [difference]);
    else there.push(difference);
  }
  return places;
}

function placeOf({ address, attribute }: Pick<Difference, "address" | "attribute">): string {
  return JSON.stringify([address, attribute]);
}

/** Of one place: the same value, or one that nobody may see; and both count, or neither. */
function isSame(one: Difference, other: Difference): boolean {
  return isCounted(one) === isCounted(other) && isDeepStrictEqual(one.to, other.to);
}

function isCounted({ kind }: Difference): boolean {
  return COUNTED_KINDS.includes(kind);
}

/**
 * Somebody refreshed the state since the run before, with an apply of something else for one: Terraform itself now takes the outside change for how things are,
 * and would call it pending.
 */
function wasRefreshed(now: Difference, before: Difference): boolean {
  return now.kind === "pending" && (before.kind === "drift" || before.kind === "removed") && isDeepStrictEqual(now.from, before.to);
}

const NOTE = "the state was refreshed since it was first seen, so Terraform itself takes it for pending";

function refreshed({ to, ...now }: GradedDifference, { kind, from, severity, meaning, policies, firstSeen }: ToldDifference): ToldDifference {
  const { meaning: _, ...rest } = now;
  const wanted: { wanted?: Side } = isDeepStrictEqual(to, from) ? {} : { wanted: to };
  return { ...rest, kind, from, to: now.from, ...wanted, note: NOTE, severity, ...(meaning === undefined ? {} : { meaning }), policies, status: "still", firstSeen };
}
