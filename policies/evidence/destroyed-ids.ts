import type { Plan } from "../../terraform/plan";

const OF_PLANS = new WeakMap<Plan, ReadonlySet<string>>();

/** Whether an Azure id is of what a plan destroys for good, or of something in it. */
export function goesWithDestroyed(id: unknown, plan: Plan): boolean {
  if (typeof id !== "string") return false;
  const destroyed = OF_PLANS.get(plan) ?? destroyedIn(plan);
  OF_PLANS.set(plan, destroyed);
  const parts = id.toLowerCase().split("/");
  return parts.some((_, i) => destroyed.has(parts.slice(0, parts.length - i).join("/")));
}

function destroyedIn({ changes }: Plan): ReadonlySet<string> {
  const ids = changes.flatMap(({ actions, before, deposed }) => {
    const id = actions.includes("delete") && !actions.includes("create") && deposed === undefined ? before?.get("id") : undefined;
    return id?.known === true && typeof id.value === "string" && id.value !== "" ? [id.value.toLowerCase()] : [];
  });
  return new Set(ids);
}
