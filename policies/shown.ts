import { PlanBlock } from "../terraform/plan-resource";
import { REDACTED } from "../terraform/redaction";
import type { Block } from "../terraform/resource";

/** A value of an attribute as a message may show it: not at all where the plan says it is sensitive. */
export function shown(block: Block, name: string, value: string | number): string {
  return isHidden(block, name) ? REDACTED : String(value);
}

export function isHidden(block: Block, name: string): boolean {
  return block instanceof PlanBlock && block.isSensitive(name);
}
