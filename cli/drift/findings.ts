import { driftSubject } from "../../catalogue/drift-exception";
import type { Finding } from "../../findings/finding";
import { isAbout } from "./acceptance";
import type { DriftResults, IdleAcceptance, TenantResult, ToldDifference } from "./results";
import { changeDiff, changeLine, sideText } from "./value-change";
import { ageInWords, counted, countsInWords, isRecordedOnly, seenInWords } from "./words";

const RULE = "drift";
/** Columns of a message that values may take. */
const VALUES = 160;
const LOST_MEND = "plan with the state and the workspace that the last run had; where it is meant so, keep results of its own by --results";

/** What a run of `drift` says, in the vocabulary of every command that judges; its exit code comes from here. */
export function driftFindings({ tenants, checked }: Pick<DriftResults, "tenants" | "checked">): readonly Finding[] {
  return tenants.flatMap((tenant) => findingsOf(tenant, checked));
}

function findingsOf(tenant: TenantResult, now: string): readonly Finding[] {
  const shared = { rule: RULE, tenant: tenant.tenant, subject: `tenant ${tenant.tenant}` };
  switch (tenant.state) {
    case "failed":
      return [{ ...shared, verdict: "unknown", message: `could not be planned: ${tenant.failure?.message ?? "no reason is told"}; ${lastSeen(tenant, now)}`, ...(tenant.failure === undefined ? {} : { mend: tenant.failure.mend }) }];
    case "interrupted":
      return [{ ...shared, verdict: "unknown", message: `was interrupted; ${lastSeen(tenant, now)}`, mend: "run it again" }];
    case "not checked":
      if (tenant.note !== undefined) return [{ ...shared, verdict: "unknown", message: `${tenant.note}; ${lastSeen(tenant, now)}`, mend: LOST_MEND }];
      return [{ ...shared, verdict: "not applicable", message: `was not looked at in this run; ${lastSeen(tenant, now)}` }];
    case "clean":
    case "pending":
    case "drifted": {
      const found = [...tenant.differences.map((difference) => differenceFinding(difference, tenant)), ...(tenant.acceptances ?? []).map((idle) => idleFinding(idle, tenant)), ...(tenant.note === undefined ? [] : [{ ...shared, verdict: "unknown" as const, message: tenant.note, mend: LOST_MEND }])];
      return found.some(({ verdict }) => verdict === "fail" || verdict === "unknown") ? found : [...found, { ...shared, verdict: "pass", message: "is as its stack says" }];
    }
  }
}

function lastSeen({ checked, counts }: TenantResult, now: string): string {
  return checked === undefined ? "it has never been seen" : `last seen ${ageInWords(checked, now)} ago (${checked}): ${countsInWords(counts)}`;
}

/** What counts and is not accepted fails; what is accepted is excepted; two spellings of a value, and what only the service sets, concern nobody. */
function differenceFinding(difference: ToldDifference, tenant: TenantResult): Finding {
  const { kind, severity, accepted } = difference;
  const diff = changeDiff(difference);
  const shared = { rule: RULE, tenant: tenant.tenant, severity, subject: driftSubject(difference), message: messageOf(difference, tenant), ...(diff === undefined ? {} : { details: diff }) };
  if (kind === "normalised" || kind === "computed") return { ...shared, verdict: "not applicable" };
  if (accepted !== undefined) return { ...shared, verdict: "excepted", message: `${shared.message}; accepted until ${accepted.expires}, ${accepted.owner}: ${accepted.reason}`, place: accepted.place };
  return { ...shared, verdict: "fail", mend: mendOf(difference) };
}

function messageOf(difference: ToldDifference, tenant: TenantResult): string {
  const { kind, attribute, meaning, note, before } = difference;
  const what = attribute === undefined ? kind : `${kind}, ${changeLine(difference, VALUES)}`;
  const seen = seenInWords(difference, tenant);
  return [what, ...(seen === "" ? [] : [seen]), ...(before === undefined ? [] : [`in the run before it was ${sideText(before).slice(0, VALUES)}`]), ...(meaning === undefined ? [] : [meaning]), ...(note === undefined ? [] : [note])].join("; ");
}

function mendOf(difference: ToldDifference): string {
  const subject = driftSubject(difference);
  switch (difference.kind) {
    case "pending":
      return isRecordedOnly(difference.note) ? "apply the stack, which only records it" : "apply the stack, or take the change out of the configuration";
    case "unrepairable":
      return `set it back by hand, since an apply leaves it, or accept it: drift --accept '${subject}'`;
    default:
      return `${wayBack(difference)}, or accept it: drift --accept '${subject}'`;
  }
}

/** What is to be done of drift, or of a resource that is gone: an apply doesn't always set it back. */
function wayBack({ kind, note = "", wanted }: ToldDifference): string {
  if (kind === "removed") return note.includes("doesn't declare it any more") ? "declare it again, or apply the stack, which only records that it is gone" : "apply the stack, which makes it again";
  if (wanted === undefined) return "apply the stack, which sets it back";
  if (!("hidden" in wanted) || wanted.hidden !== "absent") return "apply the stack, which sets it to what the configuration wants by now";
  return note.includes("lets go of") ? "set it back by hand, since an apply lets go of the resource as it is" : "apply the stack, which deletes the resource";
}

function idleFinding({ state, entity, value, granted, expires, owner, reason, place }: IdleAcceptance, { tenant, differences }: TenantResult): Finding {
  const shared = { tenant, verdict: "fail" as const, subject: `drift excepted for ${entity} = ${value}`, place };
  const live = { ...shared, rule: "exceptions-are-live" };
  if (state === "expired") return { ...live, message: `expired on ${expires} (${owner}: ${reason})`, mend: "remove it, or have its owner grant it anew with new dates" };
  if (state === "not yet granted") return { ...live, message: `is granted from ${granted} on, which has not come (${owner}: ${reason})`, mend: "correct the date, or add it on that day" };
  const other = differences.filter((difference) => isAbout(entity, difference));
  if (other.length > 0 && other.every(({ kind }) => kind === "pending")) return { ...shared, rule: "exceptions-are-used", message: "what differs there is pending, which no exception covers", mend: "remove it" };
  return { ...shared, rule: "exceptions-are-used", message: other.length === 0 ? "nothing of it differs, so the exception covers nothing" : `it has another value now, which the exception doesn't cover (${counted(other.length, "difference")})`, mend: "remove it" };
}
