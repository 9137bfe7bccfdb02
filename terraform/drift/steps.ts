import { isMap } from "../block";
import { withEdits, type Edit } from "./edits";
import { isReplacement } from "./replacement";
import type { Entry, Standing } from "./standing";
import { ABSENT, type Told } from "./told";
import { apart } from "./values";

type Json = Readonly<Record<string, unknown>>;

/** Stands where Terraform says why it deletes something: nobody's apply did. */
export const DELETED_OUTSIDE = "deleted_outside";

/** An entry of a plan that makes a change, and for attributes the one that leaves all as it was. */
export type StepJson = readonly Json[];

/** What happened, or is to happen, and what an apply would do after it. */
export function stepsOf(told: Told): readonly StepJson[] {
  const { standing, leaf, kind } = told;
  const { drift, planned } = standing;
  if (leaf === undefined) {
    const entry = kind === "removed" ? drift : (planned ?? drift);
    return entry === undefined ? [] : [[{ ...entryOf(entry, {}), ...(kind === "removed" ? { action_reason: DELETED_OUTSIDE } : {}) }]];
  }
  return [false, true].flatMap((byApply) => {
    const step = stepOf([told], byApply);
    return step === undefined ? [] : [step];
  });
}

/** Those of one resource that one step changes together. */
export function jointSteps(found: readonly (Told | undefined)[]): readonly { readonly step: StepJson; readonly of: readonly number[]; readonly byApply: boolean }[] {
  const groups = new Map<Standing, number[]>();
  for (const [i, told] of found.entries()) if (told?.leaf !== undefined) groups.set(told.standing, [...(groups.get(told.standing) ?? []), i]);
  return [...groups.values()].flatMap((group) =>
    [false, true].flatMap((byApply) => {
      const of = group.filter((i) => edited(found[i], byApply) !== undefined);
      const step = of.length < 2 ? undefined : stepOf(of.flatMap((i) => found[i] ?? []), byApply);
      return step === undefined ? [] : [{ step, of, byApply }];
    }),
  );
}

/**
 * What one step makes of an attribute, and where. What is pending is judged from the tenant on, and everything else from the state on; what the configuration
 * adopts, from the state on too.
 */
function edited(told: Told | undefined, byApply: boolean): Edit | undefined {
  if (told?.leaf === undefined) return undefined;
  const { leaf, kind, from, to, wanted, standing } = told;
  const isPending = (kind === "pending" && from === leaf.live) || standing.drift === undefined;
  if (!byApply) return isPending ? undefined : { path: leaf.at.state, value: to };
  if (isPending) return { path: leaf.at.live, value: to };
  return !("wanted" in told) || wanted === ABSENT ? undefined : { path: leaf.at.live, value: wanted };
}

function stepOf(all: readonly Told[], byApply: boolean): StepJson | undefined {
  const [first] = all;
  const edits = all.flatMap((told) => edited(told, byApply) ?? []);
  const entry = byApply ? first?.standing.planned : first?.standing.drift;
  if (entry === undefined || edits.length === 0) return undefined;
  const { value, unknown } = apart(withEdits(entry.before, edits));
  const hidden = all.flatMap(({ sensitive, leaf }) => (sensitive && leaf !== undefined ? [[String(leaf.path[0]), true] as const] : []));
  const was = entry.beforeSensitive;
  const covered: unknown = hidden.length === 0 || was === true ? was : { ...(isMap(was) ? was : {}), ...Object.fromEntries(hidden) };
  const masks = { before_sensitive: covered, after_sensitive: covered };
  const actions = byApply && isReplacement(entry.change.actions) ? entry.change.actions : ["update"];
  return [entryOf(entry, { actions, after: value, after_unknown: unknown, ...masks }), entryOf(entry, { actions: ["update"], after: entry.before, after_unknown: {}, ...masks })];
}

function entryOf({ change, before, after, unknown, beforeSensitive, afterSensitive }: Entry, values: Json): Json {
  const { address, type, previousAddress, reason, deposed, importing, actions } = change;
  const isWhole = Object.keys(values).length === 0;
  return {
    address,
    type,
    mode: "managed",
    ...(isWhole ? { previous_address: previousAddress, deposed } : {}),
    action_reason: reason,
    change: { actions, before, after, after_unknown: unknown, before_sensitive: beforeSensitive, after_sensitive: afterSensitive, ...(isWhole && importing !== undefined ? { importing: { id: importing } } : {}), ...values },
  };
}
