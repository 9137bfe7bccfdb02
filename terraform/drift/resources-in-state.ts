import type { Plan } from "../plan";
import { own } from "./values";

/** Which resources a plan's state holds, as it says so itself. */
export interface ResourcesInState {
  /** Whether the state of the last run holds it, whatever became of it since. */
  holds(address: string): boolean;
  /** Whether an apply makes it. */
  makes(address: string): boolean;
  /** How many the state of the last run holds. */
  readonly held: number;
  /** How many of them are still there. */
  readonly left: number;
}

export function resourcesInState(plan: Plan): ResourcesInState {
  const removed = plan.drift.filter(({ mode, after, deposed }) => mode === "managed" && after === undefined && deposed === undefined).map(({ address }) => address);
  const entries = [...plan.drift, ...plan.changes].filter(({ mode, deposed }) => mode === "managed" && deposed === undefined);
  // What is only to be imported has values before, and is in no state yet.
  const listed = entries.filter(({ before, importing }) => before !== undefined && importing === undefined).flatMap(({ address, previousAddress }) => [address, previousAddress ?? address]);
  const held = new Set([...managedInState(plan), ...listed]);
  const made = new Set(plan.changes.filter(({ actions }) => actions.length === 1 && actions[0] === "create").map(({ address }) => address));
  return { holds: (address) => held.has(address), makes: (address) => made.has(address), held: held.size, left: [...held].filter((address) => !removed.includes(address)).length };
}

/** Addresses of the managed resources in the state that the plan was made from, refreshed. */
export function managedInState(plan: Plan): readonly string[] {
  const found: string[] = [];
  const modules: unknown[] = [own(own(plan.json["prior_state"], "values"), "root_module")];
  for (let module = modules.pop(); module !== undefined; module = modules.pop()) {
    const resources = listOf(own(module, "resources")).filter((resource) => own(resource, "mode") === "managed");
    found.push(...resources.map((resource) => String(own(resource, "address"))));
    modules.push(...listOf(own(module, "child_modules")));
  }
  return found;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}
