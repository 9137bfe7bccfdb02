import type { AttributeKind } from "../attribute-kinds";
import type { Path } from "../resource";
import type { Configuration } from "./configured";
import { equivalence } from "./equivalence";
import type { Leaf } from "./leaves";
import { isReplacement } from "./replacement";
import type { Standing } from "./standing";
import { ABSENT, type Told } from "./told";
import { AFTER_APPLY } from "./values";

export interface Classification {
  readonly refreshOnly: boolean;
  readonly configuration: Configuration;
  readonly attributeKind: (type: string, path: Path) => AttributeKind;
}

/** Of which kind a difference of an attribute is; undefined where it only follows from another one. */
export function classified(leaf: Leaf, standing: Standing, by: Classification): Told | undefined {
  const { type } = standing;
  const { state, live, planned, path, sensitive } = leaf;
  const common = { standing, leaf, sensitive };
  const since = equivalence(type, path, state, live);
  if (since === undefined) return { ...common, from: state, to: live, ...changedOutside(leaf, standing, by) };
  const next = equivalence(type, path, live, planned);
  if (next === undefined && !(planned === AFTER_APPLY && by.configuration.of(standing.address, type, path, live, state) === "left out")) {
    return { ...common, kind: "pending", from: live, to: planned, ...noted(replaced(standing)) };
  }
  if (since !== "") return { ...common, kind: "normalised", from: state, to: live, note: since };
  return next === undefined || next === "" ? undefined : { ...common, kind: "normalised", from: live, to: planned, note: next };
}

type Verdict = Pick<Told, "kind" | "wanted" | "note">;

/** Somebody changed it, or the service did. */
function changedOutside(leaf: Leaf, standing: Standing, by: Classification): Verdict {
  const { type, planned } = standing;
  const { path, state, live, planned: next } = leaf;
  if (by.refreshOnly) return { kind: "drift" };
  if (planned !== undefined && planned.after === null && planned.unknown !== true) return { kind: "drift", wanted: ABSENT, note: planned.change.actions.includes("forget") ? "an apply lets go of the resource as it is" : "an apply deletes the resource" };
  const kind = by.attributeKind(type, path);
  if (kind === "computed only") return { kind: "computed", note: "only the service sets it" };
  if (equivalence(type, path, live, next) === undefined) return { kind: "drift", ...(equivalence(type, path, state, next) === undefined ? { wanted: next } : {}), ...noted(replaced(standing)) };
  if (planned === undefined) return { kind: "unrepairable", note: "the plan doesn't list the resource, so an apply leaves it as it is" };
  return keptByApply(by.configuration.of(standing.address, type, path, live, state), kind);
}

/** The plan leaves it as it was found: because the configuration says the same by now, or because nothing puts it back. */
function keptByApply(configured: ReturnType<Configuration["of"]>, kind: Exclude<AttributeKind, "computed only">): Verdict {
  const untold = kind === "settable" ? "" : `; whether only the service sets it can't be told, since ${kind.untold}`;
  switch (configured) {
    case "the same":
      return { kind: "pending", note: "the configuration says the same by now; an apply only records it" };
    case "left out":
      return { kind: "unrepairable", note: `the configuration doesn't set it, so an apply keeps what it finds${untold}` };
    case "otherwise":
      return { kind: "unrepairable", note: `the configuration sets it otherwise, and an apply keeps what it finds all the same: ignore_changes in its lifecycle says so, or the provider takes the two for one${untold}` };
    default:
      return { kind: "unrepairable", note: `an apply keeps what it finds; whether the configuration asks for it can't be told, since ${configured.untold}${untold}` };
  }
}

function replaced({ planned }: Standing): string | undefined {
  return planned !== undefined && isReplacement(planned.change.actions) ? "an apply replaces the resource" : undefined;
}

function noted(note: string | undefined): Pick<Told, "note"> {
  return note === undefined ? {} : { note };
}
