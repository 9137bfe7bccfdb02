import { isMap } from "../block";
import type { Plan, ResourceChange } from "../plan";
import type { Node, Three } from "./leaves";
import { withUnknowns } from "./values";

/** An entry of a plan with its values as they stand in the JSON. */
export interface Entry {
  readonly change: ResourceChange;
  readonly before: unknown;
  readonly after: unknown;
  /** Masks of the values' own shape. */
  readonly unknown: unknown;
  readonly beforeSensitive: unknown;
  readonly afterSensitive: unknown;
}

/** What a plan says of one object: what became of it since the last run, and what an apply makes of it. */
export interface Standing {
  readonly address: string;
  readonly type: string;
  readonly drift?: Entry;
  readonly planned?: Entry;
}

/** Every managed object of a plan, by address; what a replacement left behind stands by itself. */
export function standingsOf(plan: Plan, refreshOnly: boolean): readonly Standing[] {
  const planned = refreshOnly ? [] : entriesOf(plan.json["resource_changes"], plan.changes);
  const drift = entriesOf(plan.json["resource_drift"], plan.drift);
  const byKey = new Map(planned.map((entry) => [keyOf(entry), entry]));
  const drifted = new Set(drift.map(keyOf));
  const standings = [...drift.map((entry) => standing(byKey.get(keyOf(entry)), entry)), ...planned.filter((entry) => !drifted.has(keyOf(entry))).map((entry) => standing(entry, undefined))];
  return standings.sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
}

function entriesOf(json: unknown, changes: readonly ResourceChange[]): readonly Entry[] {
  const entries = Array.isArray(json) ? (json as unknown[]) : [];
  return changes.flatMap((change, i): Entry[] => {
    const entry = entries[i];
    const values = isMap(entry) ? entry["change"] : undefined;
    if (change.mode === "data" || !isMap(values)) return [];
    return [{ change, before: values["before"] ?? null, after: values["after"] ?? null, unknown: values["after_unknown"], beforeSensitive: values["before_sensitive"], afterSensitive: values["after_sensitive"] }];
  });
}

function keyOf({ change: { address, deposed } }: Entry): string {
  return JSON.stringify([address, deposed ?? null]);
}

function standing(planned: Entry | undefined, drift: Entry | undefined): Standing {
  const { address, type } = (planned ?? drift)?.change ?? { address: "", type: "" };
  return { address, type, ...(drift === undefined ? {} : { drift }), ...(planned === undefined ? {} : { planned }) };
}

/**
 * The attributes of an object that was there, is, and stays: undefined of any other. Where the plan says nothing of what an apply makes of it, or an apply takes
 * it away as a whole, the third is as the second.
 */
export function threeOf({ drift, planned }: Standing): Three | undefined {
  const live = node(drift?.after ?? planned?.before, [drift?.afterSensitive, planned?.beforeSensitive]);
  if (!isMap(live.value) || (drift !== undefined && !isMap(drift.after))) return undefined;
  const state = drift === undefined || !isMap(drift.before) ? live : node(drift.before, [drift.beforeSensitive]);
  const stays = planned !== undefined && (isMap(planned.after) || planned.unknown === true);
  return { state, live, planned: stays ? node(withUnknowns(planned.after, planned.unknown), [planned.afterSensitive]) : live };
}

function node(value: unknown, masks: readonly unknown[]): Node {
  return { value: value ?? null, masks: masks.filter((mask) => mask !== undefined), path: [] };
}
