import type { DifferenceKind } from "../../terraform/drift/difference";
import { countedOf } from "./words";
import type { TenantResult } from "./results";

const ANSWERS: readonly (readonly [kinds: readonly DifferenceKind[], answer: string])[] = [
  [["removed", "drift"], "what was removed or drifted, an apply of the stack puts back"],
  [["unrepairable"], "what is unrepairable, an apply leaves: change it in the tenant, or set it in the configuration"],
  [["pending"], "what is pending waits for an apply"],
];

/** What a reader can do about what was found, in a sentence; undefined where nothing was. */
export function whatToDo(tenants: readonly TenantResult[]): string | undefined {
  const kinds = new Set(tenants.flatMap((tenant) => countedOf(tenant).map(({ kind }) => kind)));
  const answers = ANSWERS.filter(([of]) => of.some((kind) => kinds.has(kind))).map(([, answer]) => answer);
  if (answers.length === 0) return undefined;
  const outside = [...kinds].some((kind) => kind !== "pending");
  return `To mend: ${[...answers, ...(outside ? ["what is meant to stay is accepted by drift --accept"] : [])].join("; ")}.`;
}
