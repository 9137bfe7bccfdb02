import { isDeepStrictEqual } from "node:util";
import type { PlanResource } from "../../terraform/plan-resource";
import { REDACTED } from "../../terraform/redaction";
import { known, type Block, type Value } from "../../terraform/resource";

/** What a plan makes of one attribute. */
export interface Changed {
  /** Null where it was not set, or something it is a part of was not there. */
  readonly before: unknown;
  readonly after: Value;
}

/** What becomes of an attribute; undefined where it stays. What isn't set means its default, for both sides. */
export function changed(before: Block | undefined, after: Block, name: string, defaultValue: unknown = null): Changed | undefined {
  const was = before?.get(name) ?? known(null);
  const is = after.get(name);
  const old = was.known ? (was.value ?? defaultValue) : defaultValue;
  if (!is.known) return { before: old, after: is };
  const value = is.value ?? defaultValue;
  return isDeepStrictEqual(old, value) ? undefined : { before: old, after: known(value) };
}

/** The first block of a name, or the resource itself where none is named; known and undefined where there is none. */
export function blockOf(resource: Block, name: string | undefined): Value<Block | undefined> {
  if (name === undefined) return known(resource);
  const blocks = resource.blocks(name);
  return blocks.known ? known(blocks.value[0]) : blocks;
}

/** Writes a value of an attribute into a message, unless the plan says that the attribute, or anything in the block, is sensitive. Whole: the review cuts once it has redacted. */
export function shownOf(...resources: readonly (PlanResource | undefined)[]): (attribute: string, value: unknown) => string {
  return (attribute, value) => {
    if (resources.some((resource) => resource?.isSensitive(attribute) === true)) return REDACTED;
    return typeof value === "string" ? value : JSON.stringify(value);
  };
}
