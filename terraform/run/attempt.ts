import { join } from "node:path";
import { InputError } from "../../catalogue/fault";
import type { Plan } from "../plan";
import { planFromBytes } from "../plan-text";
import { Deadline } from "./deadline";
import { failureOf, plainFailure, type StepFailure } from "./failures/failure";
import type { TerraformTool } from "./find-terraform";
import { initDigest, readMarker, removeMarker, writeMarker } from "./init-marker";
import type { StackProgress } from "./outcome";
import type { PluginGate } from "./plugin-gate";
import { inPrivateFolder } from "./private-folder";
import { Secrets } from "./secrets";
import { stackFacts, type StackFacts } from "./stack-facts";
import { runPrintingStep, runStep, type PrintedStep, type StepEnd } from "./terraform-step";

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

export type AttemptEnd = { readonly kind: "planned"; readonly plan: Plan } | { readonly kind: "failed"; readonly failed: StepFailure } | { readonly kind: "interrupted" };

/** Plans a stack once: init where it needs one, plan, show. The plan's file, in which secrets stand in clear, lies in a folder of its own and is removed. */
export async function attempt(dir: string, props: AttemptProps, onProgress: (progress: StackProgress) => void): Promise<AttemptEnd> {
  const deadline = new Deadline(props.signal, props.timeoutMs);
  const facts = stackFacts(dir);
  const secrets = new Secrets(props.env, facts.backend);
  try {
    return await inPrivateFolder((folder) => new Attempt(dir, props, { deadline, facts, secrets, folder }, onProgress).run());
  } catch (error) {
    if (error instanceof Stopped) return error.end;
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === undefined || syscall === undefined) throw error;
    return { kind: "failed", failed: plainFailure("plan", "disk", `a folder for the plan can't be made or removed: ${code}`, "make room in the folder for temporary files, or name another one by TMPDIR", secrets) };
  } finally {
    deadline.end();
  }
}

/** A step whose end is the attempt's. */
class Stopped extends Error {
  constructor(readonly end: AttemptEnd) {
    super(end.kind);
  }
}

interface AttemptParts {
  readonly deadline: Deadline;
  readonly facts: StackFacts;
  readonly secrets: Secrets;
  readonly folder: string;
}

class Attempt {
  private refreshed = 0;
  private of: number | undefined;
  private readonly deadline: Deadline;
  private readonly facts: StackFacts;
  private readonly secrets: Secrets;
  private readonly planFile: string;

  constructor(
    private readonly dir: string,
    private readonly props: AttemptProps,
    { deadline, facts, secrets, folder }: AttemptParts,
    private readonly onProgress: (progress: StackProgress) => void,
  ) {
    this.deadline = deadline;
    this.facts = facts;
    this.secrets = secrets;
    this.planFile = join(folder, "plan");
  }

  async run(): Promise<AttemptEnd> {
    const marker = readMarker(this.dir);
    // Most stacks are as they were at the last run; a new one has what its configuration names.
    this.of = marker?.refreshed ?? (this.facts.resources === 0 ? undefined : this.facts.resources);
    const wasReady = marker?.digest === this.digest();
    if (!wasReady) await this.init();
    let code = await this.plan(wasReady);
    if (code === "needs init") {
      await this.init();
      code = await this.plan(false);
    }
    const plan = await this.show();
    this.check(plan, code);
    writeMarker(this.dir, { digest: this.digest(), refreshed: this.refreshed });
    return { kind: "planned", plan };
  }

  private digest(): string {
    return initDigest(this.dir, this.facts, this.props.tool, this.props.env);
  }

  private async init(): Promise<void> {
    this.report("init");
    removeMarker(this.dir);
    const args = ["init", "-input=false", "-no-color", ...(hasJsonInit(this.props.tool) ? ["-json"] : [])];
    const end = await this.props.gate.run({ dir: this.dir, facts: this.facts, init: () => this.step(args), worked: ({ code }) => code === 0 });
    this.mustGoOn("init", end);
    if (end.code !== 0) throw this.failed("init", end);
    writeMarker(this.dir, { digest: this.digest() });
  }

  /** @returns Terraform's exit code: 0 without a difference, 2 with one */
  private async plan(mayNeedInit: boolean): Promise<0 | 2 | "needs init"> {
    this.refreshed = 0;
    this.report("plan");
    const { refreshOnly, lockTimeoutSeconds } = this.props;
    const args = ["plan", "-detailed-exitcode", "-input=false", "-no-color", "-json", `-out=${this.planFile}`, `-lock-timeout=${lockTimeoutSeconds}s`, ...(refreshOnly ? ["-refresh-only"] : [])];
    const end = await this.step(args, () => {
      this.refreshed += 1;
      this.report("plan");
    });
    this.mustGoOn("plan", end);
    if (end.code === 0 || end.code === 2) return end.code;
    const failed = failureOf("plan", end.errors, this.secrets);
    if (mayNeedInit && failed?.needsInit === true) return "needs init";
    throw this.failed("plan", end);
  }

  private async show(): Promise<Plan> {
    this.report("show");
    const { tool, env, graceMs, mostPlanBytes } = this.props;
    const common = { path: tool.path, cwd: this.dir, env, stop: this.deadline.signal, graceMs };
    const end: PrintedStep = await runPrintingStep({ ...common, args: ["show", "-json", "-no-color", this.planFile] }, mostPlanBytes);
    this.mustGoOn("show", end);
    if (end.isTooLong) throw this.plain("show", "configuration", `the plan is longer than ${mostPlanBytes / 1e6} MB`, "split the stack");
    if (end.code !== 0) throw this.failed("show", end);
    try {
      return planFromBytes(end.bytes, "show -json");
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      throw this.plain("show", "terraform", `the plan can't be used: ${error.message}`, "run drift again; if it stays, report it with the version of Terraform");
    }
  }

  /** What looks like a whole plan and isn't one must not pass for "no drift". */
  private check(plan: Plan, code: 0 | 2 | "needs init"): void {
    if (plan.errored) throw this.plain("plan", "provider", "the plan broke off half-way", "run `terraform plan` in the stack's folder, which says why");
    if (plan.complete === false) throw this.plain("plan", "configuration", "the plan is not whole: Terraform put part of it off", "run `terraform plan` in the stack's folder, which says why");
    const changes = plan.changes.some(({ mode, actions }) => mode === "managed" && actions.some((action) => action !== "no-op" && action !== "read"));
    if (code === 0 && changes) throw this.plain("plan", "terraform", "terraform plan says that nothing changes (exit code 0), but its plan has changes", "report it with the version of Terraform");
  }

  private step(args: readonly string[], onRefreshed?: () => void): Promise<StepEnd> {
    this.deadline.start();
    const { tool, env, graceMs } = this.props;
    return runStep({ path: tool.path, args, cwd: this.dir, env, stop: this.deadline.signal, graceMs, ...(onRefreshed === undefined ? {} : { onRefreshed }) });
  }

  private report(step: Step): void {
    this.onProgress({ step, refreshed: this.refreshed, ...(this.of === undefined ? {} : { of: Math.max(this.of, this.refreshed) }) });
  }

  private mustGoOn(step: Step, { error, code, isTooLong }: StepEnd): void {
    if (this.deadline.isOver) throw this.timedOut(step);
    if (this.deadline.signal.aborted) throw new Stopped({ kind: "interrupted" });
    if (error !== undefined) throw this.plain(step, "terraform", `terraform can't be started: ${error}`, "see that the stack's folder is there, and that the program may be run");
    if (code === null && !isTooLong) throw this.plain(step, "terraform", `terraform ${step} was killed`, "see whether memory ran out; run fewer tenants at once (--concurrency)");
  }

  private timedOut(step: Step): Stopped {
    const { timeoutMs } = this.props;
    const doing = { init: "initialising", plan: "planning", show: "printing the plan" }[step];
    const refreshed = step === "init" ? "" : `, with ${this.refreshed}${this.of === undefined ? "" : ` of ${Math.max(this.of, this.refreshed)}`} resources refreshed`;
    return this.plain(step, "timeout", `stopped while ${doing}${refreshed}: it took more than ${timeoutMs / 1000} s (${this.deadline.seconds} s until it ended)`, "give it longer (--timeout), or see what it waits for");
  }

  private failed(step: Step, { errors, code, signal }: StepEnd): Stopped {
    const failed = failureOf(step, errors, this.secrets);
    if (failed !== undefined) return new Stopped({ kind: "failed", failed });
    return this.plain(step, "terraform", `terraform ${step} ended with ${code ?? signal ?? "nothing"} and said nothing of why`, `run \`terraform ${step}\` in the stack's folder`);
  }

  private plain(step: Step, cause: Parameters<typeof plainFailure>[1], message: string, mend: string): Stopped {
    return new Stopped({ kind: "failed", failed: plainFailure(step, cause, message, mend, this.secrets) });
  }
}

/** Terraform from 1.9 (hashicorp/terraform#34886), OpenTofu from 1.7 (opentofu/opentofu#1460). */
function hasJsonInit({ name, version }: TerraformTool): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 1 || minor >= (name === "OpenTofu" ? 7 : 9);
}
