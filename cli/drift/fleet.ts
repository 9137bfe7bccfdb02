import { InputError } from "../../catalogue/fault";
import type { Failure, StackPlan, StackProgress } from "../../terraform/run/outcome";
import { PlanError, type Plan } from "../../terraform/plan";

/** A tenant to be planned, and the folder of its stack. */
export interface FleetTenant {
  readonly name: string;
  readonly dir: string;
}

/** As terraform/run/plan-stack.ts has it. */
export interface StackRunner {
  plan(dir: string, onProgress: (progress: StackProgress) => void): Promise<StackPlan>;
}

/** What became of one tenant. */
export type Checked<T> = { readonly kind: "judged"; readonly judged: T; readonly seconds: number } | { readonly kind: "failed"; readonly failure: Failure; readonly seconds: number } | { readonly kind: "interrupted" } | { readonly kind: "not started" };

/** What is told while the work goes on. */
export interface FleetWatcher<T> {
  started(name: string): void;
  progress(name: string, progress: StackProgress): void;
  ended(name: string, checked: Checked<T>): void;
}

export interface FleetProps<T> {
  readonly runner: StackRunner;
  /** How many are planned at once. */
  readonly concurrency: number;
  /** Makes of a plan what is kept of it: the plan itself is let go. */
  readonly judge: (plan: Plan, tenant: FleetTenant) => Promise<T>;
  /** Where it is aborted, no further tenant is started; the runner ends those that run. */
  readonly signal: AbortSignal;
  readonly watcher: FleetWatcher<T>;
  /** Milliseconds. */
  readonly clock: () => number;
}

/** Plans tenants, so many at once. One that fails stops no other. The answers are in the order of the tenants. */
export async function runFleet<T>(tenants: readonly FleetTenant[], props: FleetProps<T>): Promise<readonly Checked<T>[]> {
  const checked = tenants.map((): Checked<T> => ({ kind: "not started" }));
  let next = 0;
  const work = async (): Promise<void> => {
    for (let i = next; i < tenants.length && !props.signal.aborted; i = next) {
      next += 1;
      const tenant = tenants[i] as FleetTenant;
      props.watcher.started(tenant.name);
      const end = await check(tenant, props);
      checked[i] = end;
      props.watcher.ended(tenant.name, end);
    }
  };
  await Promise.all(Array.from({ length: Math.min(props.concurrency, tenants.length) }, work));
  return checked;
}

async function check<T>(tenant: FleetTenant, { runner, judge, signal, watcher, clock }: FleetProps<T>): Promise<Checked<T>> {
  const began = clock();
  const seconds = (): number => Math.round((clock() - began) / 100) / 10;
  try {
    const outcome = await runner.plan(tenant.dir, (progress) => watcher.progress(tenant.name, progress));
    switch (outcome.kind) {
      case "failed":
        return { ...outcome, seconds: seconds() };
      case "interrupted":
        return outcome;
      case "planned":
        return { kind: "judged", judged: await judge(outcome.plan, tenant), seconds: seconds() };
    }
  } catch (error) {
    return signal.aborted ? { kind: "interrupted" } : { kind: "failed", failure: unforeseen(error), seconds: seconds() };
  }
}

/** What is wrong with one tenant's plan, or what nobody thought of, is that tenant's failure: the others are not to suffer. */
function unforeseen(error: unknown): Failure {
  const shared = { cause: "terraform", step: "show", attempts: 1 } as const;
  if (error instanceof InputError) return { ...shared, message: error.message, mend: "mend what it names, and run again" };
  if (error instanceof PlanError) return { ...shared, message: `its plan can't be judged: ${error.path === "" ? "it" : error.path} ${error.message}`, mend: "look at the plan by `terraform show -json`" };
  return { ...shared, message: `unexpected: ${error instanceof Error ? error.message : String(error)}`, mend: "report it: a defect of mailbox-baseline, or a machine in trouble" };
}
