import type { ChangePolicy, Judgement, PlanContext, PlanPolicy } from "../../policies/policy";
import { planOf, type Plan } from "../../terraform/plan";
import { changeJson, configuredJson, planJson } from "./plan";
import { NOW } from "./tenant-in-code";

/** One resource that a plan changes, as it is and as it is to be; without the one it is made, without the other destroyed. */
export interface Planned {
  readonly address: string;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  /** Names of attributes of `after` that are known only after apply. */
  readonly open?: readonly string[];
  /** Those of them that the configuration writes, as `timestamp()`; the others it leaves out. */
  readonly written?: readonly string[];
  /** Names of attributes whose values are sensitive. */
  readonly secret?: readonly string[];
  readonly actions?: readonly string[];
  readonly entry?: Readonly<Record<string, unknown>>;
}

export function planWith(planned: readonly Planned[], overrides: Readonly<Record<string, unknown>> = {}): Plan {
  const resource_changes = planned.map(({ address, before, after, open = [], secret = [], actions, entry }) => {
    const mask = Object.fromEntries(secret.map((name) => [name, true]));
    return changeJson(address, { before_sensitive: mask, after_sensitive: mask, actions: actions ?? actionsOf(before, after), before: before ?? null, after: after ?? null, after_unknown: Object.fromEntries(open.map((name) => [name, true])) }, entry);
  });
  const resources = planned.filter(({ after }) => after !== undefined).map(({ address, written = [], after }) => configuredJson(address, { ...constants(after), ...Object.fromEntries(written.map((name) => [name, {}])) }));
  return planOf(planJson({ resource_changes, configuration: { root_module: { resources } }, ...overrides }));
}

/** What a policy says of the first of them, with the others beside it. */
export function judgeChange(policy: ChangePolicy, planned: Planned | readonly Planned[], context: Partial<PlanContext> = {}): readonly Judgement[] {
  const all = Array.isArray(planned) ? (planned as readonly Planned[]) : [planned as Planned];
  const plan = context.plan ?? planWith(all);
  const [first] = plan.changes;
  if (first === undefined) throw new Error("no change to judge");
  return policy.check(first, { now: NOW, resources: plan.resources, plan, ...context });
}

export function judgePlan(policy: PlanPolicy, plan: Plan, context: Partial<PlanContext> = {}): ReturnType<PlanPolicy["check"]> {
  return policy.check(plan, { now: NOW, resources: plan.resources, plan, ...context });
}

function actionsOf(before: unknown, after: unknown): readonly string[] {
  if (before === undefined) return ["create"];
  return after === undefined ? ["delete"] : ["update"];
}

function constants(after: Planned["after"]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(after ?? {}).map(([name, value]) => [name, { constant_value: value }]));
}
