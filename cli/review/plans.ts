import { existsSync } from "node:fs";
import { loadCatalogue } from "../../catalogue/load";
import { loadTenants } from "../../catalogue/load-tenants";
import { InputError } from "../../catalogue/fault";
import type { Tenant } from "../../catalogue/tenant";
import { EXIT, exitCode, INTERRUPTED } from "../../findings/exit-code";
import { forTerminal } from "../../findings/escape";
import type { Finding } from "../../findings/finding";
import { POLICIES } from "../../policies/all-policies";
import { reviewPlan } from "../../policies/review";
import { planDifferences, planDigest } from "../../terraform/plan-digest";
import { summaryOf } from "../../terraform/plan-summary";
import { readPlan } from "../../terraform/read-plan";
import { Redactor, secretsOf } from "../../terraform/redaction";
import { changesQueries } from "../../policies/query-change-explained";
import type { Io } from "../io";
import { pick } from "../options";
import { WorkProgress } from "../progress";
import { queryComparison } from "../query-comparison";
import { planIsApproved } from "./plan-is-approved";
import { planIsOfTenant } from "./plan-is-of-tenant";
import { renderReview, type ReviewedPlan } from "./render";
import { writeFile } from "../write-file";

export interface ReviewOptions {
  readonly tenants: string;
  readonly tenant?: string;
  readonly catalogue?: string[];
  readonly now?: Date;
  readonly format: "text" | "markdown" | "json";
  readonly out?: string;
  readonly digest?: true;
  readonly approved?: string;
  readonly compare?: true;
}

/** Reviews plans one after the other: of each only its findings are kept. */
export async function review(files: readonly string[], options: ReviewOptions, io: Io): Promise<number> {
  if (options.compare === true) return compare(files, options.out, io);
  if (options.digest === true) return digests(files, options.out, io);
  const now = options.now ?? io.now();
  const tenants = tenantsOf(options);
  const tenant = options.tenant === undefined ? undefined : pick(options.tenant, tenants, options.tenants);
  const reviewed: ReviewedPlan[] = [];
  const progress = new WorkProgress(io);
  const done = progress.of("plans", files.length);
  for (const file of files) {
    // Lets a pending Ctrl-C in.
    await new Promise(setImmediate);
    if (io.aborted()) {
      progress.clear();
      io.err(`interrupted after ${reviewed.length} of ${files.length} plans\n`);
      return INTERRUPTED;
    }
    reviewed.push(await reviewFile(file, { tenants, tenant, now, approved: options.approved }));
    done(reviewed.length);
  }
  progress.clear();
  const text = renderReview(reviewed, options.format, io);
  deliver({ text, told: `${counted(reviewed.length, "plan")} reviewed` }, options.out, io);
  return exitCode(reviewed.flatMap(({ findings }) => findings));
}

interface FileProps {
  readonly tenants: readonly Tenant[];
  readonly tenant: Tenant | undefined;
  readonly now: Date;
  readonly approved: string | undefined;
}

async function reviewFile(file: string, { tenants, tenant, now, approved }: FileProps): Promise<ReviewedPlan> {
  const plan = readPlan(file);
  // Microsoft's parser takes a second to load, which only a changed query needs.
  const compareQueries = plan.changes.some(changesQueries) ? await queryComparison() : undefined;
  const judged = reviewPlan(plan, { policies: POLICIES, tenants, tenant, now, compareQueries });
  const ofTenant = tenant === undefined ? [] : new Redactor(secretsOf(plan.json)).redactAll(planIsOfTenant(plan, tenant));
  const ofApproval = approved === undefined ? [] : [planIsApproved(planDigest(plan), approved)];
  const findings: readonly Finding[] = [...ofApproval, ...ofTenant, ...judged.findings];
  return { file, findings, summary: summaryOf(plan), ...(plan.terraformVersion === undefined ? {} : { terraformVersion: plan.terraformVersion }), ...(judged.tenant === undefined ? {} : { tenant: judged.tenant.name }) };
}

/** Without a folder of that name no tenant has a file; one that is named must be there. */
function tenantsOf({ tenants, tenant, catalogue = [] }: ReviewOptions): readonly Tenant[] {
  if (tenants === "tenants" && tenant === undefined && !existsSync(tenants)) return [];
  return loadTenants(tenants, loadCatalogue(catalogue));
}

function digests(files: readonly string[], out: string | undefined, io: Io): number {
  const lines = files.map((file) => `${planDigest(readPlan(file))}${files.length === 1 ? "" : `  ${forTerminal(file)}`}\n`);
  deliver({ text: lines.join(""), told: counted(lines.length, "digest") }, out, io);
  return EXIT.clean;
}

function compare(files: readonly string[], out: string | undefined, io: Io): number {
  const [first, second, ...more] = files;
  if (first === undefined || second === undefined || more.length > 0) throw new InputError([{ file: "--compare", path: "", message: `takes two plans, the approved one and the one to be applied; got ${files.length}` }]);
  const [approved, plan] = [readPlan(first), readPlan(second)];
  const differences = planDifferences(approved, plan);
  // Names of resources and keys of maps may hold a secret too, which only one of the plans may say is one.
  const redactor = new Redactor([...secretsOf(approved.json), ...secretsOf(plan.json)]);
  const told = differences.length === 0 ? "the plans do the same" : `${counted(differences.length, "difference")}: not the plan that was approved`;
  deliver({ text: [...differences.map(({ name, what }) => forTerminal(redactor.redact(`${name} ${what}`))), told, ""].join("\n"), told }, out, io);
  return differences.length === 0 ? EXIT.clean : EXIT.findings;
}

/** To the terminal; or into a file, and only the result to the terminal. */
function deliver({ text, told }: { readonly text: string; readonly told: string }, out: string | undefined, io: Io): void {
  if (out === undefined) {
    io.out(text);
    return;
  }
  writeFile(out, text);
  io.out(`${forTerminal(out)}: ${told}\n`);
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
