import { isDeepStrictEqual } from "node:util";
import type { GradedDifference } from "../../policies/drift-grade";
import type { Difference, Side } from "../../terraform/drift/difference";
import { keptThough, type Sight } from "./kept-differences";
import type { GoneDifference, PlanMode, ToldDifference } from "./results";
import { byPlace, isChangeOf, isCounted, isSame, isSameFinding, placeOf } from "./same-difference";

export interface Compared {
  readonly differences: readonly ToldDifference[];
  readonly gone: readonly GoneDifference[];
}

/** What the run before knew of a tenant. */
export interface Known {
  readonly differences: readonly ToldDifference[];
  readonly mode?: PlanMode;
  /** ISO 8601: when it was seen. */
  readonly checked?: string;
}

export interface CompareProps extends Sight {
  /** ISO 8601. */
  readonly now: string;
}

type Named = GradedDifference & Pick<ToldDifference, "block">;

/** What is new, still so or changed again, and what is gone since the run before. */
export function compare(current: readonly Named[], previous: Known, props: CompareProps): Compared {
  const same = (previous.mode ?? "full") === props.mode ? isSame : isSameFinding;
  const known = atNewAddresses(previous.differences, current);
  const before = byPlace(known);
  const told = current.map((graded) => toldOf(graded, before.get(placeOf(graded)) ?? [], same, props));
  const after = byPlace(told);
  const left = known.filter((old) => isCounted(old) && !(after.get(placeOf(old)) ?? []).some((one) => same(one, old) || isChangeOf(one, old)));
  const kept = left.flatMap((old) => keptThough(old, after.get(placeOf(old)) ?? [], previous.checked, props) ?? []);
  const places = new Set(kept.map(placeOf));
  const gone = left.filter((old) => !places.has(placeOf(old)));
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

/** @param there what the run before knew at the same place */
function toldOf(graded: Named, there: readonly ToldDifference[], same: typeof isSame, { live, mode, now }: CompareProps): ToldDifference {
  const refreshedOne = there.find((other) => wasRefreshed(graded, other, live));
  if (refreshedOne !== undefined) return refreshed(graded, refreshedOne);
  const old = there.find((other) => same(graded, other));
  if (old !== undefined) return { ...(mode === "refresh-only" ? asKnown(graded, old) : graded), status: "still", firstSeen: old.firstSeen };
  const changed = there.find((other) => isCounted(other) && isChangeOf(graded, other));
  return changed === undefined ? { ...graded, status: "new", firstSeen: now } : { ...graded, status: "changed", firstSeen: changed.firstSeen, before: changed.to };
}

/** What an apply makes of it, a full plan has told: one that only refreshes doesn't say otherwise. */
function asKnown(graded: Named, { kind, wanted, note, severity, meaning, policies }: ToldDifference): Named {
  const { meaning: _, ...rest } = graded;
  const grade = kind === graded.kind || kind === "unrepairable" ? graded : { severity, ...(meaning === undefined ? {} : { meaning }), policies };
  return { ...rest, ...(grade.meaning === undefined ? {} : { meaning: grade.meaning }), severity: grade.severity, policies: grade.policies, kind, ...(wanted === undefined ? {} : { wanted }), ...(note === undefined ? {} : { note }) };
}

/**
 * Somebody refreshed the state since the run before, with an apply of something else for one: Terraform itself now takes the outside change for how things are,
 * and would call it pending. Of what is pending since the configuration says the same by now, `from` is no live value; two values that nobody may see prove nothing.
 */
function wasRefreshed(now: Difference, before: Difference, live: Sight["live"]): boolean {
  if (now.kind !== "pending" || !isDeepStrictEqual(now.from, before.to)) return false;
  if (before.kind === "removed") return isDeepStrictEqual(before.to, { hidden: "absent" });
  return (before.kind === "drift" || before.kind === "unrepairable") && "value" in now.from && live.holds(before) === "yes";
}

const NOTE = "the state was refreshed since it was first seen, so Terraform itself takes it for pending";

function refreshed({ to, ...now }: Named, { kind, from, severity, meaning, policies, firstSeen, block }: ToldDifference): ToldDifference {
  const { meaning: _, ...rest } = now;
  const wanted: { wanted?: Side } = isDeepStrictEqual(to, from) ? {} : { wanted: to };
  const outside = kind === "removed" ? kind : "drift";
  return { ...rest, kind: outside, from, to: now.from, ...wanted, note: NOTE, severity, ...(meaning === undefined ? {} : { meaning }), policies, status: "still", firstSeen, ...(block === undefined ? {} : { block }) };
}
