import type { ResourceChange } from "../../terraform/plan";
import type { PlanResource } from "../../terraform/plan-resource";
import { known, type Block, type Value } from "../../terraform/resource";
import type { DetectionType } from "./detection-types";

/** A query that a plan changes. */
export interface ChangedQuery {
  readonly before: string;
  /** Known and undefined where there is to be none. */
  readonly after: Value<string | undefined>;
  /** Whether the plan says that it must not be shown. */
  readonly sensitive: boolean;
}

/** The queries of a detection that stays, or is replaced, and differ. */
export function changedQueries({ before, after, mode, deposed }: ResourceChange, { query: place }: DetectionType): readonly ChangedQuery[] {
  if (place === undefined || before === undefined || after === undefined || mode === "data" || deposed !== undefined) return [];
  const sensitive = [before, after].some((resource) => resource.isSensitive(place.block ?? place.attribute));
  const [was, is] = [queriesOf(before, place), queriesOf(after, place)];
  if (!was.known) return [];
  return was.value.flatMap((query, index): ChangedQuery[] => {
    const old = query.known ? query.value : undefined;
    if (old === undefined) return [];
    const fresh = is.known ? (is.value[index] ?? known(undefined)) : is;
    return fresh.known && fresh.value === old ? [] : [{ before: old, after: fresh, sensitive }];
  });
}

function queriesOf(resource: PlanResource, { block, attribute }: NonNullable<DetectionType["query"]>): Value<readonly Value<string | undefined>[]> {
  const blocks: Value<readonly Block[]> = block === undefined ? known([resource]) : resource.blocks(block);
  if (!blocks.known) return blocks;
  return known(
    blocks.value.map((one) => {
      const query = one.get(attribute);
      return query.known ? known(typeof query.value === "string" ? query.value : undefined) : query;
    }),
  );
}
