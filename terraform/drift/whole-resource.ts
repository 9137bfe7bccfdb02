import { isReplacement } from "./replacement";
import type { Entry, Standing } from "./standing";
import { ABSENT, type Told } from "./told";
import { AFTER_APPLY, maskAt, own } from "./values";

/** What is told of an object as a whole: that it is gone, or that an apply makes it, takes it away, lets go of it, takes it over or calls it by another address. Its sides are its ids. */
export function wholeResource(standing: Standing, refreshOnly: boolean): readonly Told[] {
  const { drift, planned } = standing;
  if ((planned ?? drift)?.change.deposed !== undefined) return [deposed(standing)];
  if (isRemoved(standing)) return [removed(standing, refreshOnly)];
  return planned === undefined ? movedInState(standing, refreshOnly) : ofPlan(standing, planned);
}

/** Whether somebody deleted it behind Terraform's back. */
export function isRemoved({ drift }: Standing): boolean {
  return drift !== undefined && drift.after === null && drift.before !== null;
}

function removed(standing: Standing, refreshOnly: boolean): Told {
  const { drift, planned } = standing;
  const again = refreshOnly || planned?.change.actions.includes("create") === true;
  return { standing, kind: "removed", ...fromId(drift, ABSENT), ...(again ? {} : { note: "the configuration doesn't declare it any more, so an apply doesn't make it again" }) };
}

function deposed(standing: Standing): Told {
  const { drift, planned } = standing;
  const key = (planned ?? drift)?.change.deposed ?? "";
  const what = `an earlier object of this address that a replacement left behind (deposed ${key})`;
  return { standing, kind: "pending", ...fromId(planned ?? drift, ABSENT), note: planned === undefined ? `${what} is gone by now, or has changed; an apply only records it` : `${what}; an apply ${planned.change.actions.includes("forget") ? "lets go of it" : "deletes it"}` };
}

/** A plan that only refreshes shows a moved object among what it found. */
function movedInState(standing: Standing, refreshOnly: boolean): readonly Told[] {
  const from = standing.drift?.change.previousAddress;
  return refreshOnly && from !== undefined && from !== standing.address ? [moved(standing, from)] : [];
}

function ofPlan(standing: Standing, planned: Entry): readonly Told[] {
  const { actions, importing, previousAddress, reason } = planned.change;
  const pending = (from: unknown, to: unknown, note: string): Told => ({ standing, kind: "pending", ...fromId(planned, to), ...(from === undefined ? {} : { from }), note });
  const told: Told[] = [];
  if (importing !== undefined) told.push(pending(undefined, idOf(planned.before), "the configuration takes it over as it is (import); an apply records it in the state"));
  if (previousAddress !== undefined && previousAddress !== standing.address) told.push(moved(standing, previousAddress));
  if (isReplacement(actions)) return told;
  if (actions.includes("create")) told.push(pending(ABSENT, AFTER_APPLY, "the configuration declares it, and it was not made yet"));
  if (actions.includes("delete")) told.push(pending(undefined, ABSENT, `an apply deletes it${because(reason)}`));
  if (actions.includes("forget")) told.push(pending(undefined, idOf(planned.before), `an apply lets go of it: it stays in the tenant, and Terraform no longer manages it${because(reason)}`));
  return told;
}

function moved(standing: Standing, from: string): Told {
  return { standing, kind: "pending", from, to: standing.address, sensitive: false, note: "the configuration calls it by another address; an apply records that in the state, and leaves the object as it is" };
}

/** A change that no attribute shows, so that none of its leaves is told: a plan that would do something is never clean. */
export function changeWithoutAttributes(standing: Standing): readonly Told[] {
  const { planned } = standing;
  if (planned === undefined) return [];
  const { actions, reason } = planned.change;
  if (!actions.includes("update") && !isReplacement(actions)) return [];
  const note = isReplacement(actions) ? `an apply replaces it${because(reason)}` : "an apply updates it, in nothing whose value this plan shows";
  return [{ standing, kind: "pending", ...fromId(planned, isReplacement(actions) ? AFTER_APPLY : idOf(planned.before)), note }];
}

function because(reason: string | undefined): string {
  return reason === undefined ? "" : ` (${reason})`;
}

/** From its id, as it is. */
function fromId(entry: Entry | undefined, to: unknown): Pick<Told, "from" | "to" | "sensitive"> {
  return { from: idOf(entry?.before), to, sensitive: entry !== undefined && maskAt(entry.beforeSensitive, "id") === true };
}

function idOf(values: unknown): unknown {
  const id = own(values, "id");
  return typeof id === "string" ? id : null;
}
