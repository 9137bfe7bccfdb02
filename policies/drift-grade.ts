import type { Severity } from "../catalogue/detection";
import { SEVERITIES } from "../catalogue/tenant-schema";
import type { Finding } from "../findings/finding";
import type { Difference } from "../terraform/drift/difference";
import { loneChanges, type LoneChange } from "../terraform/drift/lone-change";
import type { Plan, ResourceChange } from "../terraform/plan";
import { Redactor, secretsOf } from "../terraform/redaction";
import { changesQueries } from "./query-change-explained";
import { reviewPlan, type ReviewProps } from "./review";

/** A difference with what it means for the baseline. */
export interface GradedDifference extends Difference {
  /** The worst that a policy says of this change alone; Low where none speaks of the attribute, Informational where it only describes. */
  readonly severity: Severity;
  /** What the policies say of it, in their words: `is switched off`. */
  readonly meaning?: string;
  /** Ids of those policies. */
  readonly policies: readonly string[];
}

type Grade = Pick<GradedDifference, "severity" | "meaning" | "policies">;

/** Attributes that only describe: whoever changed them changed nothing of what is seen, or who is told. */
const DESCRIBING = /^(?:tags|description|display_name|category|custom_details|notes)(?:\[|$)/u;

/**
 * What each difference means: the policies judge it as a plan that would change nothing else, held to the tenant's own file. What a policy can't tell counts as if
 * it failed; what it says of the resource anyhow, whether this changed or not, doesn't count. Two ways to write one value, and what only the service sets, mean nothing.
 *
 * @param differences as {@link differencesOf} tells them of this plan
 */
export function gradeDrift(plan: Plan, differences: readonly Difference[], props: ReviewProps): readonly GradedDifference[] {
  const judged = differences.filter(hasMeaning);
  const { plan: whole, changes } = loneChanges(plan, judged);
  const redactor = new Redactor(secretsOf(plan.json));
  const changeOf = new Map(judged.map((difference, i) => [difference, changes[i]]));
  return differences.map((difference) => {
    const change = changeOf.get(difference);
    const findings = change === undefined ? [] : findingsOf(change, whole, difference, props, redactor);
    return { ...difference, ...gradeOf(difference, findings) };
  });
}

/** Whether a difference changes a query, so that grading it takes {@link ReviewProps.compareQueries}. */
export function driftChangesQueries(plan: Plan, differences: readonly Difference[]): boolean {
  return loneChanges(plan, differences.filter(hasMeaning)).changes.some((lone) => lone !== undefined && changesQueries(lone.change));
}

function hasMeaning({ kind }: Difference): boolean {
  return kind !== "normalised" && kind !== "computed";
}

/** What policies say of a change, and would not say if nothing changed. */
function findingsOf({ change, unchanged }: LoneChange, plan: Plan, { address }: Difference, props: ReviewProps, redactor: Redactor): readonly Finding[] {
  const said = (one: ResourceChange): readonly Finding[] => reviewPlan(planOfOne(plan, one), { ...props, policies: props.policies.filter(({ about }) => about !== "plan" || unchanged === undefined) }, redactor).findings.filter(({ subject }) => subject === address);
  const anyhow = new Set(unchanged === undefined ? [] : said(unchanged).map(({ rule, message }) => `${rule} ${message}`));
  return said(change).filter(({ rule, message }) => !anyhow.has(`${rule} ${message}`));
}

/** The plan as if it did this alone: the resource stands among the others as the change makes it. */
function planOfOne(plan: Plan, change: ResourceChange): Plan {
  const others = plan.resources.filter(({ address }) => address !== change.address || change.deposed !== undefined);
  return { ...plan, changes: [change], drift: [], resources: change.after === undefined || change.deposed !== undefined ? others : [...others, change.after] };
}

function gradeOf({ kind, attribute }: Difference, findings: readonly Finding[]): Grade {
  const failing = findings.filter(({ verdict }) => verdict === "fail" || verdict === "unknown").sort((a, b) => rank(a) - rank(b));
  const [worst] = failing;
  if (worst !== undefined) return { severity: worst.severity ?? "High", ...told(failing) };
  const describes = kind === "normalised" || kind === "computed" || (attribute !== undefined && DESCRIBING.test(attribute));
  return { severity: describes ? "Informational" : "Low", ...told(findings.filter(({ verdict }) => verdict === "excepted")) };
}

/** The worst first, and what fails before what can't be told. */
function rank({ severity, verdict }: Finding): number {
  return SEVERITIES.indexOf(severity ?? "High") * 2 + (verdict === "fail" ? 0 : 1);
}

function told(findings: readonly Finding[]): Pick<Grade, "meaning" | "policies"> {
  const messages = [...new Set(findings.map(({ message }) => message))];
  return { ...(messages.length === 0 ? {} : { meaning: messages.join("; ") }), policies: [...new Set(findings.map(({ rule }) => rule))] };
}
