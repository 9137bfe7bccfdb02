import type { Severity } from "../catalogue/detection";
import { SEVERITIES } from "../catalogue/tenant-schema";
import type { Finding } from "../findings/finding";
import type { Difference } from "../terraform/drift/difference";
import { loneChanges, type JointChange, type Step } from "../terraform/drift/lone-change";
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
  const { plan: whole, changes, joint } = loneChanges(plan, judged);
  const redactor = new Redactor(secretsOf(plan.json));
  const findingsOf = (step: Step | undefined, { address }: Difference): readonly Finding[] => (step === undefined ? [] : findingsOfStep(step, whole, address, props, redactor));
  const said = judged.map((difference, i): Said => (difference.kind === "pending" ? { outside: [], byApply: findingsOf(changes[i], difference) } : { outside: findingsOf(changes[i], difference), byApply: findingsOf(changes[i]?.next, difference) }));
  for (const all of joint) addJoint(all, judged, said, findingsOf);
  const saidOf = new Map(judged.map((difference, i) => [difference, said[i]]));
  return differences.map((difference) => ({ ...difference, ...gradeOf(difference, saidOf.get(difference) ?? { outside: [], byApply: [] }) }));
}

/** What policies say of what happened to an attribute outside, and of what an apply does to it. */
interface Said {
  outside: readonly Finding[];
  byApply: readonly Finding[];
}

/** What changes do only together is said of each of them, save of those that only describe. */
function addJoint(all: JointChange, judged: readonly Difference[], said: readonly Said[], findingsOf: (step: Step, difference: Difference) => readonly Finding[]): void {
  const members = all.of.flatMap((i) => {
    const [difference, of] = [judged[i], said[i]];
    return difference === undefined || of === undefined ? [] : [{ difference, of, step: all.byApply || difference.kind === "pending" ? ("byApply" as const) : ("outside" as const) }];
  });
  const [first] = members;
  const alone = new Set(members.flatMap(({ of, step }) => of[step].map(nameOf)));
  const together = first === undefined ? [] : findingsOf(all, first.difference).filter((finding) => fails(finding) && !alone.has(nameOf(finding)));
  const meaning = members.filter(({ difference }) => !describes(difference));
  for (const { of, step } of meaning.length === 0 ? members : meaning) of[step] = [...of[step], ...together];
}

/** Whether a difference changes a query, so that grading it takes {@link ReviewProps.compareQueries}. */
export function driftChangesQueries(plan: Plan, differences: readonly Difference[]): boolean {
  return loneChanges(plan, differences.filter(hasMeaning)).changes.some((lone) => lone !== undefined && [lone, lone.next].some((step) => step !== undefined && changesQueries(step.change)));
}

function hasMeaning({ kind }: Difference): boolean {
  return kind !== "normalised" && kind !== "computed";
}

/** What policies say of a change, and would not say if nothing changed. */
function findingsOfStep({ change, unchanged }: Step, plan: Plan, address: string, props: ReviewProps, redactor: Redactor): readonly Finding[] {
  const said = (one: ResourceChange): readonly Finding[] => reviewPlan(planOfOne(plan, one), { ...props, policies: props.policies.filter(({ about }) => about !== "plan" || unchanged === undefined) }, redactor).findings.filter(({ subject }) => subject === address);
  const anyhow = new Set(unchanged === undefined ? [] : said(unchanged).map(nameOf));
  return said(change).filter((finding) => !anyhow.has(nameOf(finding)));
}

function nameOf({ rule, message }: Finding): string {
  return `${rule} ${message}`;
}

function fails({ verdict }: Finding): boolean {
  return verdict === "fail" || verdict === "unknown";
}

/** The plan as if it did this alone: the resource stands among the others as the change makes it. */
function planOfOne(plan: Plan, change: ResourceChange): Plan {
  const others = plan.resources.filter(({ address }) => address !== change.address || change.deposed !== undefined);
  return { ...plan, changes: [change], drift: [], resources: change.after === undefined || change.deposed !== undefined ? others : [...others, change.after] };
}

function gradeOf(difference: Difference, said: Said): Grade {
  const failing = { outside: said.outside.filter(fails), byApply: said.byApply.filter(fails) };
  const [worst] = [...failing.outside, ...failing.byApply].sort((a, b) => rank(a) - rank(b));
  if (worst !== undefined) return { severity: worst.severity ?? "High", ...told(difference, failing) };
  const excepted = (findings: readonly Finding[]): readonly Finding[] => findings.filter(({ verdict }) => verdict === "excepted");
  return { severity: !hasMeaning(difference) || describes(difference) ? "Informational" : "Low", ...told(difference, { outside: excepted(said.outside), byApply: excepted(said.byApply) }) };
}

function describes({ attribute }: Difference): boolean {
  return attribute !== undefined && DESCRIBING.test(attribute);
}

/** The worst first, and what fails before what can't be told. */
function rank({ severity, verdict }: Finding): number {
  return SEVERITIES.indexOf(severity ?? "High") * 2 + (verdict === "fail" ? 0 : 1);
}

function told({ kind }: Difference, { outside, byApply }: Said): Pick<Grade, "meaning" | "policies"> {
  const messages = (findings: readonly Finding[]): string => [...new Set([...findings].sort((a, b) => rank(a) - rank(b)).map(({ message }) => message))].join("; ");
  const [happened, comes] = [messages(outside), messages(byApply)];
  const meaning = [happened, comes === "" || kind === "pending" ? comes : `an apply would then: ${comes}`].filter((words) => words !== "").join("; ");
  return { ...(meaning === "" ? {} : { meaning }), policies: [...new Set([...outside, ...byApply].sort((a, b) => rank(a) - rank(b)).map(({ rule }) => rule))] };
}
