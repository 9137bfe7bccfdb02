import { isMap } from "../block";
import type { Plan } from "../plan";
import { own } from "./values";

type Json = Readonly<Record<string, unknown>>;

/** Resources that the plan's changes don't list, as they are: all of them, where it only refreshes. */
export function stateOnly({ json }: Plan, changes: readonly unknown[]): readonly Json[] {
  const listed = new Set(changes.map((change) => own(change, "address")));
  const state = own(json["prior_state"], "values");
  const modules: unknown[] = [own(state, "root_module")];
  const found: Json[] = [];
  for (let module = modules.pop(); module !== undefined; module = modules.pop()) {
    for (const resource of listOf(own(module, "resources"))) {
      const [address, type, values] = ["address", "type", "values"].map((key) => own(resource, key));
      if (own(resource, "mode") !== "managed" || typeof address !== "string" || typeof type !== "string" || listed.has(address) || !isMap(values)) continue;
      const mask = own(resource, "sensitive_values");
      found.push({ address, type, mode: "managed", change: { actions: ["no-op"], before: values, after: values, before_sensitive: mask, after_sensitive: mask } });
    }
    modules.push(...listOf(own(module, "child_modules")));
  }
  return found;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}
