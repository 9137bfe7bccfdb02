import { join } from "node:path";
import { InputError } from "../../catalogue/fault";
import type { Plan } from "../plan";
import { planFromBytes } from "../plan-text";
import { Stopped, stoppedBy, stoppedByErrors, type AttemptEnd } from "./attempt-end";
import type { Deadline } from "./deadline";
import { environmentOfStack } from "./environment";
import { failureOf, plainFailure } from "./failures/failure";
import type { TerraformTool } from "./find-terraform";
import { initDigest, readMarker, removeMarker, writeMarker } from "./init-marker";
import type { Failure, StackProgress } from "./outcome";
import type { PluginGate } from "./plugin-gate";
import { inPrivateFolder } from "./private-folder";
import { Secrets } from "./secrets";
import { stackFacts, type StackFacts } from "./stack-facts";
import { initArguments, planArguments, showArguments } from "./terraform-arguments";
import { runPrintingStep, runStep, type StepEnd, type StepProps } from "./terraform-step";
import { whyNotWhole, type PlanExit } from "./whole-plan";

type Step = StackProgress["step"];

/** What all stacks of a run have in common. */
export interface AttemptProps {
  readonly tool: TerraformTool;
  /** As Terraform gets it. */
  readonly env: Readonly<Record<string, string>>;
  readonly refreshOnly: boolean;
  readonly timeoutMs: number;
  readonly lockTimeoutSeconds: number;
  readonly signal: AbortSignal;
  readonly graceMs: number;
  /** A longer plan is not read. */
  readonly mostPlanBytes: number;
  readonly gate: PluginGate;
}

/** Plans a stack once: init where it needs one, plan, show. The plan's file, in which secrets stand in clear, lies in a folder of its own and is removed. */
export async function attempt(dir: string, common: AttemptProps, deadline: Deadline, onProgress: (progress: StackProgress) => void): Promise<AttemptEnd> {
  const facts = stackFacts(dir);
  const props = { ...common, env: environmentOfStack(common.env, facts) };
  const secrets = new Secrets(props.env, facts.backend);
  try {
    return await inPrivateFolder((folder) => new Attempt(dir, props, { deadline, facts, secrets, planFile: join(folder, "plan") }, onProgress).run());
  } catch (error) {
    if (error instanceof Stopped) return error.end;
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === undefined || syscall === undefined) throw error;
    const mend = "make room in the folder for temporary files, or name another one by TMPDIR";
    return { kind: "failed", failed: plainFailure("plan", "disk", `a folder for the plan can't be made or removed: ${code}`, mend, secrets) };
  }
}

interface AttemptParts {
  readonly deadline: Deadline;
  readonly facts: StackFacts;
  readonly secrets: Secrets;
  readonly planFile: string;
}

class Attempt {
  private refreshed = 0;
  private known: number | undefined;

  constructor(
    private readonly dir: string,
    private readonly props: AttemptProps,
    private readonly parts: AttemptParts,
    private readonly onProgress: (progress: StackProgress) => void,
  ) {}

  async run(): Promise<AttemptEnd> {
    const { resources } = this.parts.facts;
    const marker = readMarker(this.dir);
    // Most stacks are as they were at the last run; a new one has what its configuration names.
    this.known = marker?.refreshed ?? (resources === 0 ? undefined : resources);
    const wasReady = marker?.digest === this.digest();
    if (!wasReady) await this.init();
    let exit = await this.plan(wasReady);
    if (exit === "needs init") {
      await this.init();
      exit = await this.plan(false);
    }
    const plan = await this.show();
    const reason = exit === "needs init" ? undefined : whyNotWhole(plan, exit);
    if (reason !== undefined) throw this.stopped("plan", reason);
    writeMarker(this.dir, { digest: this.digest(), refreshed: this.refreshed });
    return { kind: "planned", plan };
  }

  private digest(): string {
    return initDigest(this.dir, this.parts.facts, this.props.tool, this.props.env);
  }

  private async init(): Promise<void> {
    this.report("init");
    removeMarker(this.dir);
    const init = (): Promise<StepEnd> => runStep(this.step(initArguments(this.props.tool)));
    const end = await this.props.gate.run({ dir: this.dir, facts: this.parts.facts, init, worked: ({ code }) => code === 0 });
    this.mustGoOn("init", end);
    if (end.code !== 0) throw stoppedByErrors("init", end, this.parts.secrets);
    writeMarker(this.dir, { digest: this.digest() });
  }

  private async plan(mayNeedInit: boolean): Promise<PlanExit | "needs init"> {
    this.refreshed = 0;
    this.report("plan");
    const onRefreshed = (): void => {
      this.refreshed += 1;
      this.report("plan");
    };
    const end = await runStep({ ...this.step(planArguments(this.parts.planFile, this.props)), onRefreshed });
    this.mustGoOn("plan", end);
    if (end.code === 0 || end.code === 2) return end.code;
    if (mayNeedInit && failureOf("plan", end.errors, this.parts.secrets)?.needsInit === true) return "needs init";
    throw stoppedByErrors("plan", end, this.parts.secrets);
  }

  private async show(): Promise<Plan> {
    this.report("show");
    const { mostPlanBytes } = this.props;
    const end = await runPrintingStep(this.step(showArguments(this.parts.planFile)), mostPlanBytes);
    this.mustGoOn("show", end);
    if (end.isTooLong) throw this.stopped("show", { cause: "configuration", message: `the plan is longer than ${mostPlanBytes / 1e6} MB`, mend: "split the stack" });
    if (end.code !== 0) throw stoppedByErrors("show", end, this.parts.secrets);
    try {
      return planFromBytes(end.bytes, "show -json");
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const mend = "run drift again; if it stays, report it with the version of Terraform";
      throw this.stopped("show", { cause: "terraform", message: `the plan can't be used: ${error.message}`, mend });
    }
  }

  private step(args: readonly string[]): StepProps {
    const { deadline } = this.parts;
    deadline.start();
    const { tool, env, graceMs } = this.props;
    return { path: tool.path, args, cwd: this.dir, env, stop: deadline.signal, graceMs };
  }

  private report(step: Step): void {
    this.onProgress({ step, refreshed: this.refreshed, ...(this.of === undefined ? {} : { of: this.of }) });
  }

  private get of(): number | undefined {
    return this.known === undefined ? undefined : Math.max(this.known, this.refreshed);
  }

  private mustGoOn(step: Step, { error, code, isTooLong }: StepEnd): void {
    const { deadline } = this.parts;
    if (deadline.isOver) throw this.timedOut(step);
    if (deadline.signal.aborted) throw new Stopped({ kind: "interrupted" });
    if (error !== undefined) {
      const mend = "see that the stack's folder is there, and that the program may be run";
      throw this.stopped(step, { cause: "terraform", message: `terraform can't be started: ${error}`, mend });
    }
    if (code === null && !isTooLong) {
      const mend = "see whether memory ran out; run fewer tenants at once (--concurrency)";
      throw this.stopped(step, { cause: "terraform", message: `terraform ${step} was killed`, mend });
    }
  }

  private timedOut(step: Step): Stopped {
    const doing = { init: "initialising", plan: "planning", show: "printing the plan" }[step];
    const refreshed = step === "init" ? "" : `, with ${this.refreshed}${this.of === undefined ? "" : ` of ${this.of}`} resources refreshed`;
    const message = `stopped while ${doing}${refreshed}: it took more than ${this.props.timeoutMs / 1000} s (${this.parts.deadline.seconds} s until it ended)`;
    return this.stopped(step, { cause: "timeout", message, mend: "give it longer (--timeout), or see what it waits for" });
  }

  private stopped(step: Step, reason: Pick<Failure, "cause" | "message" | "mend">): Stopped {
    return stoppedBy(step, reason, this.parts.secrets);
  }
}
