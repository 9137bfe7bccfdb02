import { commitmentState } from "../../catalogue/commitment";
import { retentionExceptions, type Exception } from "../../catalogue/tenant";
import { LEAST_RETENTION_DAYS } from "../../catalogue/tenant-schema";
import { REDACTED } from "../../terraform/redaction";
import { known, type Value } from "../../terraform/resource";
import { fail, notApplicable, pass, type Judgement, type PolicyContext } from "../policy";

/** What Log Analytics keeps where nobody says how long (Microsoft, "Manage data retention in a Log Analytics workspace"). */
export const DEFAULT_RETENTION_DAYS = 30;

export interface Kept {
  /** Begins the message: "keeps its logs". */
  readonly what: string;
  /** As it is now; absent where it is made. */
  readonly before?: number | undefined;
  readonly after: number;
  /** The workspace whose exceptions hold for it; absent where it can't be told. */
  readonly workspace?: string | undefined;
}

/** Judges a length of time, in days, for which logs are kept: neither shorter than it was, nor shorter than the least. */
export function judgeRetention({ what, before, after, workspace }: Kept, context: PolicyContext): Judgement {
  const says = `${what} ${after} days${before === undefined || before === after ? "" : ` instead of ${before}`}`;
  const lowered = before !== undefined && after < before;
  if (after >= LEAST_RETENTION_DAYS && !lowered) return pass(says);
  const exception = exceptionFor(after, workspace, context);
  if (exception !== undefined) return { verdict: "excepted", message: `${says}, accepted until ${exception.expires}, ${exception.owner}: ${exception.reason}` };
  if (after >= LEAST_RETENTION_DAYS) return fail(`${says}: what is older is deleted`, `leave it at ${before}, or have this policy switched off for as long as it takes, under policies in the tenant's file`);
  if (before === after) return notApplicable(`${says}, less than ${LEAST_RETENTION_DAYS}, which this plan leaves as it is`);
  return fail(`${says}, less than ${LEAST_RETENTION_DAYS}`, `keep them ${Math.max(LEAST_RETENTION_DAYS, before ?? 0)} days or more, or have an exception granted in the tenant's file: check: log-retention-kept, entity: ${workspace ?? "the workspace's name"}, value: ${after}`);
}

/** An exception is for the tenant's workspace as a whole, so for each of its tables, with just this value. */
function exceptionFor(days: number, workspace: string | undefined, { tenant, now }: PolicyContext): Exception | undefined {
  if (tenant === undefined || workspace === undefined) return undefined;
  return retentionExceptions(tenant).find((e) => e.entity.toLowerCase() === workspace.toLowerCase() && e.value === String(days) && commitmentState(e, now) === "live");
}

/** Days; nothing where none are given, or -1, which stands for the workspace's own. */
export function daysOf(value: Value): Value<number | undefined> {
  if (!value.known) return value.leftOut === true ? known(undefined) : value;
  return known(typeof value.value === "number" && value.value > 0 ? value.value : undefined);
}

/** What is sensitive is judged, and told without its figures. */
export function withoutFigures({ message, mend, ...judgement }: Judgement): Judgement {
  const hide = (text: string): string => text.replace(/\b\d+\b/gu, REDACTED);
  return { ...judgement, message: hide(message), ...(mend === undefined ? {} : { mend: hide(mend) }) };
}
