import type { Severity } from "../catalogue/detection";
import type { Tenant } from "../catalogue/tenant";
import type { Finding } from "../findings/finding";
import type { QueryComparison } from "../kql/compare";
import type { Plan, ResourceChange } from "../terraform/plan";
import type { Resource } from "../terraform/resource";

/** One rule. A file holds one, under its own name. */
export type Policy = ResourcePolicy | ChangePolicy | PlanPolicy;

interface PolicyHead {
  readonly id: string;
  /** What must hold, in a sentence. */
  readonly title: string;
  /** What happens where it doesn't. */
  readonly why: string;
  /** How bad that is; a tenant may tune it. */
  readonly severity: Severity;
}

/** Over resources as they are to be, whether they come from a plan or from a construct tree. */
export interface ResourcePolicy extends PolicyHead {
  readonly about: "resource";
  /** Types of the resources that it judges. */
  readonly types: readonly string[];
  /** One judgement for each thing it found in a resource; none where the resource has nothing that concerns it. */
  check(resource: Resource, context: PolicyContext): readonly Judgement[];
}

/** Over what a plan changes, deletes and replaces. */
export interface ChangePolicy extends PolicyHead {
  readonly about: "change";
  /** Types of the resources that it judges; every type where none is named. */
  readonly types?: readonly string[];
  check(change: ResourceChange, context: PlanContext): readonly Judgement[];
}

/** Over a plan as a whole. Its judgements say of what they speak. */
export interface PlanPolicy extends PolicyHead {
  readonly about: "plan";
  check(plan: Plan, context: PlanContext): readonly (Judgement & { readonly subject: string })[];
}

export interface PolicyContext {
  /** Absent where no tenant file is for the resource's tenant: then nothing is approved. */
  readonly tenant?: Tenant;
  /** The instant by which approvals are live. */
  readonly now: Date;
  /** Everything declared beside the resource, by which references and object ids are told. */
  readonly resources: readonly Resource[];
}

export interface PlanContext extends PolicyContext {
  readonly plan: Plan;
  /** Given where some query changes; without it nobody can tell what that means, since KQL's parser, which takes a second to load, was left out. */
  readonly compareQueries?: (before: string, after: string) => QueryComparison;
}

export type Judgement = Pick<Finding, "verdict" | "message" | "mend" | "place" | "details">;

export function pass(message: string): Judgement {
  return { verdict: "pass", message };
}

export function fail(message: string, mend: string): Judgement {
  return { verdict: "fail", message, mend };
}

export function undecided(message: string, mend: string): Judgement {
  return { verdict: "unknown", message, mend };
}

/** A departure that the tenant's file covers: who answers for it, until when, and where that is written. */
export function excepted(message: string, place: NonNullable<Judgement["place"]>): Judgement {
  return { verdict: "excepted", message, place };
}

export function notApplicable(message: string): Judgement {
  return { verdict: "not applicable", message };
}
