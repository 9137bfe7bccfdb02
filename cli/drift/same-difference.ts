import { isDeepStrictEqual } from "node:util";
import { COUNTED_KINDS, type Difference } from "../../terraform/drift/difference";
import { isOfBlock } from "./accepted-value";
import type { ToldDifference } from "./results";
import { isRecordedOnly } from "./words";

/** One place of a tenant: an attribute, or a resource as a whole. */
export function placeOf({ address, attribute }: Pick<Difference, "address" | "attribute">): string {
  return JSON.stringify([address, attribute]);
}

export function byPlace<T extends Difference>(differences: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const places = new Map<string, T[]>();
  for (const difference of differences) {
    const there = places.get(placeOf(difference));
    if (there === undefined) places.set(placeOf(difference), [difference]);
    else there.push(difference);
  }
  return places;
}

export function isCounted({ kind }: Pick<Difference, "kind">): boolean {
  return COUNTED_KINDS.includes(kind);
}

/** Of one place: the same change, from and to the same value, or to one that nobody may see; and both count, or neither. */
export function isSame(one: Difference, other: Difference): boolean {
  return meaningOfSides(one) === meaningOfSides(other) && sameSides(one, other);
}

/** The same, of a full plan and one that only refreshes, which calls everything drift: what an apply makes of it, it doesn't say. */
export function isSameFinding(one: Difference, other: Difference): boolean {
  return isSame(one, other) || (isFinding(one) && isFinding(other) && sameSides(one, other));
}

/** Of one place: what counts there still does, with another value, or went on from the value that it had. Of several blocks, only where it is in the same one. */
export function isChangeOf(now: ToldDifference | (Difference & Pick<ToldDifference, "block">), before: ToldDifference): boolean {
  const meaning = meaningOfSides(now);
  if (now.attribute === undefined || !isCounted(now) || isRecordedOnly(now.note) || isRecordedOnly(before.note)) return false;
  if (meaning !== meaningOfSides(before) || isDeepStrictEqual(now.to, before.to) || (isOfBlock(now) && now.block !== before.block)) return false;
  if (isOfBlock(now) && now.block === undefined && !isDeepStrictEqual(now.from, before.from)) return false;
  return isDeepStrictEqual(now.from, before.from) || (meaning === OUTSIDE && isDeepStrictEqual(now.from, before.to));
}

function sameSides(one: Difference, other: Difference): boolean {
  return isDeepStrictEqual([one.from, one.to], [other.from, other.to]);
}

const OUTSIDE = "changed outside";

/** Kinds whose two sides are values of the same origin: what the tenant became, and what an apply would make of it, are never held against each other. */
function meaningOfSides({ kind, note }: Pick<Difference, "kind" | "note">): string {
  if (kind === "drift" || kind === "unrepairable" || (kind === "pending" && isRecordedOnly(note))) return OUTSIDE;
  return isCounted({ kind }) ? kind : "not counted";
}

/** Whether its sides are what the last run left and what the tenant holds. */
function isFinding({ kind, note }: Difference): boolean {
  return kind !== "removed" && (kind !== "pending" || isRecordedOnly(note));
}
