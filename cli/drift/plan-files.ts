import { existsSync, statSync } from "node:fs";
import { InputError } from "../../catalogue/fault";
import type { Tenant } from "../../catalogue/tenant";
import { reviewPlan } from "../../policies/review";
import { PlanError, type Plan } from "../../terraform/plan";
import { readPlan } from "../../terraform/read-plan";
import type { Failure } from "../../terraform/run/outcome";
import { planIsOfTenant } from "../review/plan-is-of-tenant";
import type { Io } from "../io";
import { WorkProgress } from "../progress";
import type { DriftOptions } from "./options";
import { isOfResults } from "./read-previous";
import { failedResult, plannedResult } from "./tenant-result";
import { tenantsOfPlans } from "./tenants";
import type { TenantResult } from "./results";
import type { DriftWorld } from "./world";

/**
 * Judges plans without Terraform, one after the other, each held to its tenant: the result goes by the tenant's name, or by the file's where no tenant file is for it.
 * Undefined: interrupted. Throws {@link InputError} for what is no plan, and for two plans of one tenant.
 *
 * @param before what the run before knew of a tenant
 */
export async function judgePlanFiles(options: DriftOptions, before: (name: string) => TenantResult | undefined, now: Date, io: Io, world: DriftWorld): Promise<readonly TenantResult[] | undefined> {
  const { all, named } = tenantsOfPlans(options);
  const judged: TenantResult[] = [];
  const files = options.plan ?? [];
  const progress = new WorkProgress(io);
  const done = progress.of("plans", files.length);
  try {
    for (const file of files) {
      // Lets a pending Ctrl-C in.
      await new Promise(setImmediate);
      if (io.aborted()) return undefined;
      const plan = planIn(file);
      const tenant = named ?? reviewPlan(plan, { policies: [], tenants: all, now }).tenant;
      if (named !== undefined) refuseOthers(file, plan, named);
      const name = tenant?.name ?? file;
      const twin = judged.find((other) => other.tenant === name);
      if (twin !== undefined) throw fault(file, `is of ${name}, as ${twin.plan ?? ""} is; judge one plan of a tenant at a time`);
      const graded = notWhole(plan) ?? (await judge(file, () => world.judgePlan(plan, { tenant, refreshOnly: false, now })));
      const result = "cause" in graded ? failedResult(name, graded, { previous: before(name), now }) : plannedResult(name, graded, { plan, tenant, previous: before(name), now, refreshOnly: false });
      judged.push({ ...result, plan: file });
      done(judged.length);
    }
    return judged;
  } finally {
    progress.clear();
  }
}

function planIn(file: string): Plan {
  try {
    return readPlan(file);
  } catch (error) {
    if (!existsSync(file) || !statSync(file).isFile() || !isOfResults(file)) throw error;
    throw fault(file, "is no plan but results of `drift`; did you mean --previous?");
  }
}

async function judge<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof PlanError ? new InputError([{ file, path: error.path, message: error.message }]) : error;
  }
}

/** Results of one tenant under the name of another would be told of both. */
function refuseOthers(file: string, plan: Plan, tenant: Tenant): void {
  const [finding] = planIsOfTenant(plan, tenant);
  if (finding !== undefined) throw fault(file, `${finding.message}; leave --tenant out, or name the tenant that the plan is of`);
}

/** A plan that doesn't look at everything finds no drift in what it left out. */
function notWhole({ errored, complete }: Plan): Failure | undefined {
  const shared = { cause: "terraform", step: "plan", attempts: 1 } as const;
  if (errored) return { ...shared, message: "the plan failed half-way, so it doesn't look at everything", mend: "mend what Terraform says of it, and plan again" };
  return complete === false ? { ...shared, message: "the plan is not whole: it was made with -target, or put some of it off", mend: "plan again without -target" } : undefined;
}

function fault(file: string, message: string): InputError {
  return new InputError([{ file, path: "", message }]);
}
