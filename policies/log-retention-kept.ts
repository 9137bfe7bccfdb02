import { LEAST_RETENTION_DAYS } from "../catalogue/tenant-schema";
import type { PlanResource } from "../terraform/plan-resource";
import { textOf, type Value } from "../terraform/resource";
import { fail, pass, undecided, type ChangePolicy, type Judgement, type PlanContext } from "./policy";
import { daysOf, DEFAULT_RETENTION_DAYS, judgeRetention, withoutFigures } from "./evidence/retention";
import { isHidden } from "./shown";
import { tableRetention, TABLE_TYPES } from "./evidence/table-retention";

const WORKSPACE = "azurerm_log_analytics_workspace";

/** Of a plan; findings/log-retention-kept.ts judges by the same least what a tenant file asks for. */
export const logRetentionKept: ChangePolicy = {
  about: "change",
  id: "log-retention-kept",
  title: `Logs are kept no shorter than before, and at least ${LEAST_RETENTION_DAYS} days`,
  why: "A mailbox that was opened to someone is often found out months later; what was deleted by then can't be investigated.",
  severity: "High",
  types: [WORKSPACE, ...TABLE_TYPES],
  check: (change, context) => (change.type === WORKSPACE ? workspaceRetention(change, context) : tableRetention(change, context)),
};

interface Change {
  readonly before?: PlanResource;
  readonly after?: PlanResource;
}

/** A workspace that is destroyed is another policy's. */
function workspaceRetention({ before, after }: Change, context: PlanContext): readonly Judgement[] {
  if (after === undefined) return [];
  const told = (name: string, judgements: readonly Judgement[]): readonly Judgement[] => ([before, after].some((body) => body !== undefined && isHidden(body, name)) ? judgements.map(withoutFigures) : judgements);
  return [...told("retention_in_days", [kept(before, after, context)]), ...told("daily_quota_gb", dailyQuota(before, after)), ...immediatePurge(before, after)];
}

function kept(before: PlanResource | undefined, after: PlanResource, context: PlanContext): Judgement {
  const days = daysOf(after.get("retention_in_days"));
  if (!days.known) return undecided(`keeps its logs for a time that can't be told: it ${days.why}`, "write retention_in_days as a number of days");
  const name = textOf(after.get("name"));
  const was = before === undefined ? undefined : daysOf(before.get("retention_in_days"));
  return judgeRetention(
    {
      what: days.value === undefined ? "says nothing of how long it keeps its logs, so Azure keeps them" : "keeps its logs",
      before: was?.known === true ? was.value : undefined,
      after: days.value ?? DEFAULT_RETENTION_DAYS,
      workspace: name.known ? name.value : undefined,
    },
    context,
  );
}

/** Once the cap of a day is reached, the workspace takes nothing more until the next. */
function dailyQuota(before: PlanResource | undefined, after: PlanResource): readonly Judgement[] {
  const value = after.get("daily_quota_gb");
  if (!value.known) return value.leftOut === true ? [] : [undecided(`may stop taking logs at a daily quota that can't be told: it ${value.why}`, "write daily_quota_gb = -1, which is no quota")];
  const cap = capOf(value);
  const was = before === undefined ? undefined : capOf(before.get("daily_quota_gb"));
  if (cap === was) return [];
  if (cap === undefined) return [pass(`no longer stops taking logs at ${was} GB a day`)];
  const says = `stops taking logs at ${cap} GB a day${was === undefined ? "" : ` instead of ${was}`}`;
  if (was !== undefined && cap > was) return [pass(says)];
  const least = was === undefined ? "-1, which is no quota" : `${was} or more`;
  return [fail(`${says}, and is blind for the rest of the day`, `write daily_quota_gb = ${least}, and watch the costs by a budget alert`)];
}

function capOf(value: Value): number | undefined {
  return value.known && typeof value.value === "number" && value.value >= 0 ? value.value : undefined;
}

/** Without it Azure waits 30 days before it deletes what a shortened retention lets go, so that a mistake can be mended. */
function immediatePurge(before: PlanResource | undefined, after: PlanResource): readonly Judgement[] {
  const name = "immediate_data_purge_on_30_days_enabled";
  const value = after.get(name);
  if (!value.known) return value.leftOut === true ? [] : [undecided(`may delete logs at once when their time is over: whether it does ${value.why}`, `write ${name} = false`)];
  const was = before?.get(name);
  if (value.value !== true || (was?.known === true && was.value === true)) return [];
  return [fail("deletes logs at once when their time is over, so that a shortened retention can't be taken back", `leave ${name} out, or write false`)];
}
