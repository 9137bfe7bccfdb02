import { planOf, type Plan } from "../../terraform/plan";
import type { Tenant } from "../../catalogue/tenant";
import type { ChangePolicy, Judgement } from "../../policies/policy";
import { changeJson, planJson } from "./plan";
import { NOW } from "./tenant-in-code";

type Json = Readonly<Record<string, unknown>>;

/** One change of a resource, said by what it is before and after; its actions follow from those where none are given. */
export interface ChangeOf {
  readonly before?: Json | null;
  readonly after?: Json | null;
  readonly unknown?: Json | true;
  readonly sensitive?: Json;
  readonly actions?: readonly string[];
  /** The id that an import block names. */
  readonly importing?: string;
  readonly entry?: Json;
}

/** One entry of `resource_changes`. */
export function changeOf(address: string, { before = null, after = null, unknown = {}, sensitive = {}, actions, importing, entry = {} }: ChangeOf): Record<string, unknown> {
  const told = actions ?? (before === null ? ["create"] : after === null ? ["delete"] : ["update"]);
  return changeJson(address, { actions: told, before, after, after_unknown: unknown, before_sensitive: sensitive, after_sensitive: sensitive, ...(importing === undefined ? {} : { importing: { id: importing } }) }, entry);
}

/** What a policy says of one change of a plan. */
export function judgeChange(policy: ChangePolicy, plan: Plan, address: string, tenant?: Tenant): readonly Judgement[] {
  const change = plan.changes.find((one) => one.address === address);
  if (change === undefined) throw new Error(`the plan doesn't change ${address}`);
  return policy.check(change, { now: NOW, resources: plan.resources, plan, ...(tenant === undefined ? {} : { tenant }) });
}

/** What a policy says of a plan that changes one resource. */
export function judgeOne(policy: ChangePolicy, address: string, change: ChangeOf, tenant?: Tenant): readonly Judgement[] {
  return judgeChange(policy, planOf(planJson({ resource_changes: [changeOf(address, change)] })), address, tenant);
}
