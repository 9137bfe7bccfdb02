import type { Tenant } from "../../catalogue/tenant";
import { POLICIES } from "../../policies/all-policies";
import { gradeDrift, type GradedDifference } from "../../policies/drift-grade";
import { changesQueries } from "../../policies/query-change-explained";
import { differencesOf } from "../../terraform/drift/differences";
import type { Plan } from "../../terraform/plan";
import { queryComparison } from "../query-comparison";

export interface JudgePlanProps {
  /** The tenant that the plan is held to, where it has a file. */
  readonly tenant: Tenant | undefined;
  /** Terraform was asked for a refresh-only plan; a plan that looks like one is taken for one anyway. */
  readonly refreshOnly: boolean;
  readonly now: Date;
}

/** The differences of a plan, each with what it means for the baseline. */
export async function judgePlan(plan: Plan, { tenant, refreshOnly, now }: JudgePlanProps): Promise<readonly GradedDifference[]> {
  const differences = differencesOf(plan, { refreshOnly });
  // Microsoft's parser takes a second to load, which only a changed query needs.
  const compareQueries = [...plan.changes, ...plan.drift].some(changesQueries) ? await queryComparison() : undefined;
  return gradeDrift(plan, differences, { policies: POLICIES, tenants: tenant === undefined ? [] : [tenant], tenant, now, compareQueries });
}
