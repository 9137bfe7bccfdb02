import { isDeepStrictEqual } from "node:util";
import type { GradedDifference } from "../../policies/drift-grade";
import { COUNTED_KINDS, type Difference, type Side } from "../../terraform/drift/difference";
import type { LiveValues } from "../../terraform/drift/live-value";
import type { GoneDifference, ToldDifference } from "./results";

export interface Compared {
  readonly differences: readonly ToldDifference[];
  readonly gone: readonly GoneDifference[];
}

/** What is new, what is still so, and what is gone since the run before. @param now ISO 8601 @param live of the plan that shows the differences */
export function compare(current: readonly GradedDifference[], previous: readonly ToldDifference[], now: string, live: Pick<LiveValues, "holds" | "wants">): Compared {
  const known = atNewAddresses(previous, current);
  const before = byPlace(known);
  const told = current.map((graded): ToldDifference => {
    const there = before.get(placeOf(graded)) ?? [];
    const refreshedOne = there.find((other) => wasRefreshed(graded, other, live));
    if (refreshedOne !== undefined) return refreshed(graded, refreshedOne);
    const same = there.find((other) => isSame(graded, other));
    return { ...graded, status: same === undefined ? "new" : "still", firstSeen: same?.firstSeen ?? now };
  });
  const after = byPlace(told);
  const missing = known.filter((old) => isCounted(old) && !(after.get(placeOf(old)) ?? []).some((one) => isSame(one, old)));
  const kept = missing.flatMap((old) => keptByState(old, after.get(placeOf(old)) ?? [], live) ?? []);
  const places = new Set(kept.map(placeOf));
  const gone = missing.filter((old) => !places.has(placeOf(old)));
  return {
    differences: kept.length === 0 ? told : [...told, ...kept].sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0)),
    gone: gone.map(({ address, attribute, kind, firstSeen }) => ({ address, ...(attribute === undefined ? {} : { attribute }), kind, firstSeen })),
  };
}

/** A resource that the configuration calls by another address keeps its history. */
function atNewAddresses(previous: readonly ToldDifference[], current: readonly Difference[]): readonly ToldDifference[] {
  const moved = new Map(current.flatMap(({ kind, address, attribute, from, to }) => (kind === "pending" && attribute === undefined && "value" in from && "value" in to && to.value === address ? [[from.value, address]] : [])));
  return moved.size === 0 ? previous : previous.map((old) => ({ ...old, address: moved.get(old.address) ?? old.address }));
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

/** Of one place: the same change, from and to the same value, or to one that nobody may see; and both count, or neither. */
function isSame(one: Difference, other: Difference): boolean {
  return meaningOfSides(one) === meaningOfSides(other) && isDeepStrictEqual([one.from, one.to], [other.from, other.to]);
}

/** Kinds whose two sides are values of the same origin: what the tenant became, and what an apply would make of it, are never held against each other. */
function meaningOfSides({ kind }: Difference): string {
  if (kind === "drift" || kind === "unrepairable") return "changed outside";
  return isCounted({ kind }) ? kind : "not counted";
}

function isCounted({ kind }: Pick<Difference, "kind">): boolean {
  return COUNTED_KINDS.includes(kind);
}

/**
 * Somebody refreshed the state since the run before, with an apply of something else for one: Terraform itself now takes the outside change for how things are,
 * and would call it pending. Of what is pending since the configuration says the same by now, `from` is no live value; two values that nobody may see prove nothing.
 */
function wasRefreshed(now: Difference, before: Difference, live: Pick<LiveValues, "holds">): boolean {
  if (now.kind !== "pending" || !isDeepStrictEqual(now.from, before.to)) return false;
  if (before.kind === "removed") return isDeepStrictEqual(before.to, { hidden: "absent" });
  return (before.kind === "drift" || before.kind === "unrepairable") && "value" in now.from && live.holds(before) === "yes";
}

const NOTE = "the state was refreshed since it was first seen, so Terraform itself takes it for pending";
const KEPT = "an apply has taken it into the state; nothing puts it back";
const UNTOLD = "the plan doesn't show it any more, and whether it is as it was nobody can tell, since it is sensitive";

function refreshed({ to, ...now }: GradedDifference, { kind, from, severity, meaning, policies, firstSeen, block }: ToldDifference): ToldDifference {
  const { meaning: _, ...rest } = now;
  const wanted: { wanted?: Side } = isDeepStrictEqual(to, from) ? {} : { wanted: to };
  const outside = kind === "removed" ? kind : "drift";
  return { ...rest, kind: outside, from, to: now.from, ...wanted, note: NOTE, severity, ...(meaning === undefined ? {} : { meaning }), policies, status: "still", firstSeen, ...(block === undefined ? {} : { block }) };
}

/** What no apply puts back is over when it changes, or the configuration asks for it: not when the state takes it in, after which no plan shows it. */
function keptByState(old: ToldDifference, there: readonly Difference[], live: Pick<LiveValues, "holds" | "wants">): ToldDifference | undefined {
  if (old.kind !== "unrepairable" || there.some(isCounted)) return undefined;
  const held = live.holds(old);
  if (held === "no" || live.wants(old)) return undefined;
  const { accepted: _, ...rest } = old;
  return { ...rest, status: "still", note: held === "yes" ? KEPT : UNTOLD };
}
