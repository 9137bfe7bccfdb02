import type { Plan } from "../../terraform/plan";
import type { Resource } from "../../terraform/resource";
import { bringsLogs } from "./log-flow";
import { valueOf } from "./workspaces-of-plan";

const OF_PLANS = new WeakMap<Plan, ReadonlyMap<string, readonly Resource[]>>();

/** Whatever a plan has, or is to have, of one type that brings the logs of the same resource. */
export function flowsLike(flow: Resource, plan: Plan): readonly Resource[] {
  const flows = OF_PLANS.get(plan) ?? flowsOf(plan);
  OF_PLANS.set(plan, flows);
  return flows.get(keyOf(flow)) ?? [];
}

function flowsOf({ resources }: Plan): ReadonlyMap<string, readonly Resource[]> {
  const flows = new Map<string, Resource[]>();
  for (const resource of resources) {
    if (!bringsLogs(resource.type)) continue;
    const like = flows.get(keyOf(resource));
    if (like === undefined) flows.set(keyOf(resource), [resource]);
    else like.push(resource);
  }
  return flows;
}

function keyOf(flow: Resource): string {
  const target = valueOf(flow, "target_resource_id");
  return `${flow.type} ${typeof target === "string" ? target.toLowerCase() : ""}`;
}
