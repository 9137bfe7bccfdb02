import { attributeKind } from "../attribute-kinds";
import type { Plan } from "../plan";
import { Redactor, secretsOf } from "../redaction";
import { classified, type Classification } from "./classify";
import { configurationOf } from "./configured";
import { assertShallow } from "./depth";
import { COUNTED_KINDS, type Difference } from "./difference";
import { leavesOf } from "./leaves";
import { isRefreshOnly } from "./refresh-only";
import { isReplacement } from "./replacement";
import { shownDifference } from "./shown-difference";
import { standingsOf, threeOf, type Standing } from "./standing";
import type { Told } from "./told";
import { changeWithoutAttributes, isRemoved, wholeResource } from "./whole-resource";

export { isRefreshOnly } from "./refresh-only";

export interface DifferencesOptions {
  /** Whether the plan was made to refresh only; one that says nothing of what an apply does is taken for such a one anyhow. */
  readonly refreshOnly: boolean;
  /** Who sets an attribute. Default: what the installed bindings of the provider say. */
  readonly attributeKind?: Classification["attributeKind"];
}

/**
 * Every difference of a plan between the state of the last run, the tenant and what an apply makes, in the order of addresses; what the plan says is sensitive is
 * not in it. Outputs and data sources are no differences. Throws PlanError for values that are nested deeper than any provider's.
 */
export function differencesOf(plan: Plan, options: DifferencesOptions): readonly Difference[] {
  const told = toldOf(plan, options);
  const redactor = new Redactor(secretsOf(plan.json));
  return told.map((one) => shownDifference(one, redactor));
}

/** The same, as they are: for what looks into their values. */
export function toldOf(plan: Plan, options: DifferencesOptions): readonly Told[] {
  assertShallow(plan);
  const refreshOnly = options.refreshOnly || isRefreshOnly(plan);
  const by = { refreshOnly, configuration: configurationOf(plan), attributeKind: options.attributeKind ?? attributeKind };
  return standingsOf(plan, refreshOnly).flatMap((standing) => ofStanding(standing, by));
}

function ofStanding(standing: Standing, by: Classification): readonly Told[] {
  const whole = wholeResource(standing, by.refreshOnly);
  const { deposed } = (standing.planned ?? standing.drift)?.change ?? {};
  if (deposed !== undefined || isRemoved(standing)) return whole;
  const parts = attributes(standing, by);
  const told = [...whole, ...parts];
  const isReplaced = standing.planned !== undefined && isReplacement(standing.planned.change.actions);
  const isSilent = isReplaced ? !told.some(({ kind }) => COUNTED_KINDS.includes(kind)) : told.length === 0;
  return isSilent ? [...changeWithoutAttributes(standing), ...told] : told;
}

function attributes(standing: Standing, by: Classification): readonly Told[] {
  const three = threeOf(standing);
  if (three === undefined) return [];
  return leavesOf(three).flatMap((leaf) => classified(leaf, standing, by) ?? []);
}
