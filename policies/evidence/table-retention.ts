import type { ResourceChange } from "../../terraform/plan";
import type { PlanResource } from "../../terraform/plan-resource";
import { known, textOf, unknown, type Resource, type Unknown, type Value } from "../../terraform/resource";
import { fail, notApplicable, pass, undecided, type Judgement, type PlanContext } from "../policy";
import { daysOf, DEFAULT_RETENTION_DAYS, judgeRetention, withoutFigures } from "./retention";
import { isHidden, shown } from "../shown";
import { isDestroyed } from "./why-destroyed";

const CUSTOM_LOG = "azurerm_log_analytics_workspace_table_custom_log";

/** Tables that have a retention of their own, beside the workspace's. */
export const TABLE_TYPES: readonly string[] = ["azurerm_log_analytics_workspace_table", "azurerm_log_analytics_workspace_table_microsoft", CUSTOM_LOG];

/** Days that queries reach back, and days in all: what is in between is found by search jobs. */
interface Days {
  readonly queried?: number | undefined;
  readonly total?: number | undefined;
}

export function tableRetention(change: ResourceChange, context: PlanContext): readonly Judgement[] {
  const { before, after, type } = change;
  const body = after ?? before;
  if (body === undefined || change.deposed !== undefined || change.actions.includes("forget")) return [];
  const name = nameOf(body);
  // azurerm deletes such a table; of Azure's own tables it only takes the retention back to the workspace's.
  if (type === CUSTOM_LOG && isDestroyed(change)) return [fail(`deletes ${name} and the logs in it`, "take the change back that destroys it")];
  const was = before === undefined ? undefined : daysIn(before);
  const will = after === undefined ? known<Days>({}) : daysIn(after);
  if (!will.known) return [undecided(`${name} keeps its logs for a time that can't be told: it ${will.why}`, "write retention_in_days and total_retention_in_days as numbers of days")];
  const hidden = [before, after].some((it) => it !== undefined && (isHidden(it, "retention_in_days") || isHidden(it, "total_retention_in_days")));
  if (hidden) return judged(body, name, was?.known === true ? was.value : undefined, will.value, context).map(withoutFigures);
  return judged(body, name, was?.known === true ? was.value : undefined, will.value, context);
}

function judged(table: PlanResource, name: string, was: Days | undefined, will: Days, context: PlanContext): readonly Judgement[] {
  const workspace = workspaceOf(table, context);
  const before = was === undefined ? undefined : keptOf(was);
  const after = keptOf(will) ?? workspace.days;
  if (typeof after !== "number") {
    if (before === undefined) return [notApplicable(`${name} has no retention of its own, but its workspace's`)];
    return [undecided(`${name} no longer keeps its logs ${before} days, but as long as its workspace, of which that can't be told: it ${after.why}`, `write retention_in_days = ${before}, or review the workspace`)];
  }
  const kept = judgeRetention({ what: `${name} keeps its logs`, before, after, workspace: workspace.name }, context);
  if (kept.verdict !== "pass" || will.queried === undefined || will.queried >= after) return [kept];
  const reach = `${name} keeps its logs ${after} days, of which queries reach back ${will.queried}; what is older is found by search jobs alone`;
  const lowered = was?.queried !== undefined && will.queried < was.queried;
  return [lowered ? fail(`${reach}; before, they reached back ${was.queried}`, `leave retention_in_days at ${was.queried}`) : pass(reach)];
}

function daysIn(table: PlanResource): Value<Days> {
  const queried = daysOf(table.get("retention_in_days"));
  const total = daysOf(table.get("total_retention_in_days"));
  if (!queried.known) return queried;
  return total.known ? known({ queried: queried.value, total: total.value }) : total;
}

function keptOf({ queried, total }: Days): number | undefined {
  return queried === undefined ? total : Math.max(queried, total ?? 0);
}

function nameOf(table: PlanResource): string {
  const name = textOf(table.get("name"));
  return name.known && name.value !== undefined ? `the table ${shown(table, "name", name.value)}` : "the table";
}

function workspaceOf(table: PlanResource, { resources }: PlanContext): { readonly name?: string | undefined; readonly days: number | Unknown } {
  const id = table.get("workspace_id");
  const found = id.known ? resources.find((r) => r.type === "azurerm_log_analytics_workspace" && isSameId(r.get("id"), id.value)) : id.reference?.resource;
  const named = found === undefined ? undefined : textOf(found.get("name"));
  const byId = id.known && typeof id.value === "string" ? id.value.split("/").at(-1) : undefined;
  return { name: named?.known === true ? named.value : byId, days: found === undefined ? unknown("is not in this plan") : daysOfWorkspace(found) };
}

function daysOfWorkspace(workspace: Resource): number | Unknown {
  const days = daysOf(workspace.get("retention_in_days"));
  return days.known ? (days.value ?? DEFAULT_RETENTION_DAYS) : days;
}

function isSameId(value: Value, id: unknown): boolean {
  return value.known && typeof value.value === "string" && typeof id === "string" && value.value.toLowerCase() === id.toLowerCase();
}
