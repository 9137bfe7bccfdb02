import type { Tenant } from "../catalogue/tenant";
import type { Finding } from "../findings/finding";
import type { Plan, ResourceChange } from "../terraform/plan";
import { Redactor, secretsOf } from "../terraform/redaction";
import { textOf, type Resource } from "../terraform/resource";
import type { Judgement, PlanContext, Policy } from "./policy";
import { severityFor, switchedOff } from "./tuning";

export interface ReviewProps {
  readonly policies: readonly Policy[];
  /** Every tenant that has a file. */
  readonly tenants: readonly Tenant[];
  /** The tenant that the plan is said to be of, where somebody said so. */
  readonly tenant?: Tenant | undefined;
  /** The instant by which approvals and exceptions are live. */
  readonly now: Date;
  readonly compareQueries?: PlanContext["compareQueries"];
}

/** A plan as it was judged. No text in it holds what the plan says is sensitive. */
export interface Review {
  /** The tenant whose file it was held to. */
  readonly tenant?: Tenant;
  readonly findings: readonly Finding[];
}

/**
 * Every policy over a plan.
 *
 * @param redactor takes out what the plan says is sensitive; who reviews many parts of one plan makes it once
 */
export function reviewPlan(plan: Plan, { policies, tenants, tenant: said, now, compareQueries }: ReviewProps, redactor = new Redactor(secretsOf(plan.json))): Review {
  const tenant = said ?? tenantOfPlan(plan, tenants);
  const shared = { now, resources: plan.resources, plan, ...(compareQueries === undefined ? {} : { compareQueries }) };
  const contextOf = (resource: Resource | undefined): PlanContext => {
    const own = said ?? (resource === undefined || namesNone(resource) ? tenant : tenantOfResource(resource, tenants));
    return own === undefined ? shared : { ...shared, tenant: own };
  };
  const changes = plan.changes.filter(changesSomething);
  const findings = policies.flatMap((policy): Finding[] => {
    const off = new Map<Tenant, Finding>();
    const judge = (context: PlanContext, check: () => readonly (Judgement & { readonly subject: string })[]): Finding[] => {
      const excepted = context.tenant === undefined ? undefined : switchedOff(policy, context.tenant, now);
      if (excepted === undefined || context.tenant === undefined) return check().map((judgement) => findingOf(policy, context, judgement));
      off.set(context.tenant, excepted);
      return [];
    };
    const judged = judgements(policy, plan, changes, contextOf, judge);
    if (tenant !== undefined) judge(contextOf(undefined), () => []);
    return [...off.values(), ...judged];
  });
  return { ...(tenant === undefined ? {} : { tenant }), findings: findings.map((finding) => cut(redactor.redactAll(finding))) };
}

/** Characters of a message that are kept; a query that changed as a whole would fill pages. */
const LONGEST_MESSAGE = 600;

/** Only after redaction: a secret that a cut has halved is found no more. */
function cut(finding: Finding): Finding {
  const { message } = finding;
  return message.length > LONGEST_MESSAGE ? { ...finding, message: `${message.slice(0, LONGEST_MESSAGE)}…` } : finding;
}

/** What is imported without a change comes under this plan's care too. */
function changesSomething({ actions, importing, mode }: ResourceChange): boolean {
  return mode === "managed" && (importing !== undefined || actions.some((action) => action !== "no-op" && action !== "read"));
}

type Subject = Judgement & { readonly subject: string };
type Judge = (context: PlanContext, check: () => readonly Subject[]) => Finding[];

/** What one policy says of a plan, each resource held to its own tenant. */
function judgements(policy: Policy, plan: Plan, changes: readonly ResourceChange[], contextOf: (resource: Resource | undefined) => PlanContext, judge: Judge): Finding[] {
  switch (policy.about) {
    case "plan":
      return judge(contextOf(undefined), () => policy.check(plan, contextOf(undefined)));
    case "change":
      return changes
        .filter(({ type }) => policy.types === undefined || policy.types.includes(type))
        .flatMap((change) => {
          const context = contextOf(change.after ?? change.before);
          return judge(context, () => policy.check(change, context).map((judgement) => ({ ...judgement, subject: change.address })));
        });
    case "resource":
      return changes.flatMap(({ after, mode, deposed }) => {
        if (after === undefined || mode === "data" || deposed !== undefined || !policy.types.includes(after.type)) return [];
        const context = contextOf(after);
        return judge(context, () => policy.check(after, context).map((judgement) => ({ ...judgement, subject: after.address })));
      });
  }
}

function findingOf(policy: Policy, { tenant }: PlanContext, { subject, ...judgement }: Subject): Finding {
  return { rule: policy.id, ...(tenant === undefined ? {} : { tenant: tenant.name }), severity: severityFor(policy, tenant), subject, ...judgement };
}

/** The one tenant that the providers of a plan name, if there is just one and it has a file. */
function tenantOfPlan(plan: Plan, tenants: readonly Tenant[]): Tenant | undefined {
  const named = new Set(plan.resources.map((resource) => tenantOfResource(resource, tenants)).filter((tenant) => tenant !== undefined));
  return named.size === 1 ? [...named][0] : undefined;
}

/** Whose provider leaves the tenant to its environment; such as azurerm's, which is often not told. */
function namesNone({ tenantId }: Resource): boolean {
  return tenantId.known && (tenantId.value === null || tenantId.value === "");
}

function tenantOfResource({ tenantId }: Resource, tenants: readonly Tenant[]): Tenant | undefined {
  const id = textOf(tenantId);
  return id.known ? tenants.find((tenant) => tenant.tenantId === id.value?.toLowerCase()) : undefined;
}
