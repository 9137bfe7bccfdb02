import { commitmentState, lapsesAt } from "../../catalogue/commitment";
import type { ResourceChange } from "../../terraform/plan";
import type { PlanResource } from "../../terraform/plan-resource";
import { known, type Value } from "../../terraform/resource";
import { boundExceptions, type BoundException } from "./bound-exceptions";
import { blockOf, shownOf } from "./changed";
import { openValue } from "./compared-detection";
import type { DetectionType } from "./detection-types";
import { detectionName } from "./granted-change";
import { excepted, fail, type Judgement, type PolicyContext } from "../policy";

/**
 * Entities that the detection's query looks past and did not before, or not for so long. A rule that is created with exceptions has grown them too. Rows whose
 * time is over do nothing and may stand.
 */
export function grownExceptions(change: ResourceChange, after: PlanResource, type: DetectionType, context: PolicyContext): Judgement[] {
  const [was, is] = [change.before === undefined ? known("") : queryOf(change.before, type), queryOf(after, type)];
  if (!is.known) return change.before === undefined ? [] : [openValue("query", `${is.why}, and with it whom it excepts`)];
  if (is.value === (was.known ? was.value : undefined)) return [];
  const [old, now] = [boundExceptions(was.known ? was.value : ""), boundExceptions(is.value)];
  if (now === undefined) return [{ verdict: "unknown", message: "may except more than before: its exceptions are in a form that this version can't read", mend: "compare the exceptions in the query before it is applied" }];
  const grown = now.filter((row) => row.ends > context.now.getTime() && !(old ?? []).some((other) => sameAs(row, other) && other.ends >= row.ends));
  const shown = shownOf(change.before, after);
  return grown.map((row) => judge(row, change, context, (value) => shown(type.trigger?.block ?? "query", value)));
}

function judge(row: BoundException, change: ResourceChange, { tenant, now }: PolicyContext, shown: (value: string) => string): Judgement {
  // A tenant file says the last day; the query, the midnight after it.
  const until = Number.isFinite(row.ends) ? ` until ${new Date(row.ends - 1).toISOString().slice(0, 10)}` : ", for ever";
  const what = `looks past ${shown(row.entity)} with ${shown(row.value)}${until}`;
  const id = detectionName(change);
  const like = (tenant?.exceptions ?? []).map((exception, i) => ({ exception, i })).filter(({ exception: { rule, entity, value } }) => rule.kind === "detection" && rule.id === id && sameAs(row, { entity, value }));
  const live = like.find(({ exception }) => commitmentState(exception, now) === "live" && Date.parse(lapsesAt(exception)) >= row.ends);
  if (live !== undefined && tenant !== undefined) {
    const { owner, reason, expires } = live.exception;
    return excepted(`${what}; granted until ${expires} (${owner}: ${reason})`, tenant.locate(["exceptions", live.i]));
  }
  const why = tenant === undefined ? "no tenant file says that this is granted" : like[0] === undefined ? `${tenant.name} has granted no such exception` : `${tenant.name}'s exception is granted from ${like[0].exception.granted} to ${like[0].exception.expires}`;
  return fail(`${what}; ${why}`, `take it out, or have it granted under exceptions in ${tenant?.locate([]).file ?? "the tenant's file"} (detection: ${id ?? "its id"}, the entity and the value), with owner, reason and end`);
}

/** Queries compare both without regard to case. */
function sameAs(one: { readonly entity: string; readonly value: string }, other: { readonly entity: string; readonly value: string }): boolean {
  return one.entity.toLowerCase() === other.entity.toLowerCase() && one.value.toLowerCase() === other.value.toLowerCase();
}

function queryOf(resource: PlanResource, { trigger }: DetectionType): Value<string> {
  // Azure Monitor's newer alerts hold the query in the block that holds the threshold; all others, beside it.
  const inBlock = blockOf(resource, trigger?.block === "criteria" ? "criteria" : undefined);
  if (!inBlock.known) return inBlock;
  const query = inBlock.value?.get("query") ?? known(null);
  return query.known ? known(typeof query.value === "string" ? query.value : "") : query;
}
