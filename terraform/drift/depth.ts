import { PlanError, type Plan } from "../plan";

/** Shallow enough for the stack of whatever walks a value, and deeper than any provider's. */
const DEEPEST = 500;

/** Throws {@link PlanError} for values that nothing can walk: a plan that Terraform printed itself was not looked at before. */
export function assertShallow({ json }: Plan): void {
  for (const section of ["resource_changes", "resource_drift"]) {
    if (isTooDeep(json[section])) throw new PlanError(section, "has values that are nested deeper than any provider's");
  }
}

function isTooDeep(value: unknown): boolean {
  let level: object[] = isObject(value) ? [value] : [];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return true;
    level = level.flatMap((container) => Object.values(container).filter(isObject));
  }
  return false;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
