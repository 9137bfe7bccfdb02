import type { TerraformStack } from "cdktf";
import { execFile } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { planOf, type Plan } from "../../../terraform/plan";
import { terraformJson } from "../../support/stack";
import { LOCAL_BACKEND, type StandIn } from "./stand-in";

/** What `terraform plan` found. */
export interface Planned {
  /** Nothing is to be done, by its exit code. */
  readonly clean: boolean;
  readonly plan: Plan;
}

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A stack in a folder of its own, its state beside it, and the real terraform on it. */
export class Deployment {
  private readonly env: Readonly<Record<string, string | undefined>>;

  constructor(
    private readonly folder: string,
    standIn: StandIn,
    variables: Readonly<Record<string, string>> = {},
  ) {
    this.env = { ...process.env, ...standIn.env, ...Object.fromEntries(Object.entries(variables).map(([name, value]) => [`TF_VAR_${name}`, value])) };
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, LOCAL_BACKEND.name), LOCAL_BACKEND.content);
  }

  /** The configuration; another one than before is a change of it. */
  write(stack: TerraformStack): void {
    writeFileSync(join(this.folder, "cdk.tf.json"), JSON.stringify(terraformJson(stack)));
  }

  init(): Promise<string> {
    return this.terraform("init", "-input=false");
  }

  /** What it prints. Throws with what it says where it fails. */
  async terraform(...args: readonly string[]): Promise<string> {
    const { code, out, err } = await this.run(args);
    if (code !== 0) throw new Error(`terraform ${args.join(" ")} ended with ${code}: ${err}${out}`);
    return out;
  }

  async plan(...options: readonly string[]): Promise<Planned> {
    const { code, err } = await this.run(["plan", "-input=false", "-detailed-exitcode", "-out=plan", ...options]);
    if (code !== 0 && code !== 2) throw new Error(`terraform plan ended with ${code}: ${err}`);
    return { clean: code === 0, plan: planOf(JSON.parse(await this.terraform("show", "-json", "plan"))) };
  }

  /** Applies the last plan. */
  apply(): Promise<string> {
    return this.terraform("apply", "-input=false", "plan");
  }

  /** Why it refused; throws where it didn't. */
  async refusal(...args: readonly string[]): Promise<string> {
    const { code, out, err } = await this.run(args);
    if (code === 0) throw new Error(`terraform ${args.join(" ")} was not refused: ${out}`);
    return err.replace(/\s*\n[│\s]*/gu, " ");
  }

  /** As if nobody had ever applied anything from here. */
  forgetState(): void {
    rmSync(join(this.folder, "terraform.tfstate"));
  }

  private run([command = "", ...args]: readonly string[]): Promise<Ran> {
    return new Promise((resolve, reject) => {
      execFile("terraform", [command, "-no-color", ...args], { cwd: this.folder, env: this.env, maxBuffer: 1 << 28 }, (error, out, err) => {
        if (error !== null && typeof error.code !== "number") reject(new Error(`terraform could not be run: ${error.message}`));
        else resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err });
      });
    });
  }
}

/** What a plan does, resource by resource; what stays as it is left out. */
export function actionsOf({ plan }: Planned): Readonly<Record<string, string>> {
  return Object.fromEntries(plan.changes.filter(({ mode, actions }) => mode === "managed" && actions.join() !== "no-op").map(({ address, actions }) => [address, actions.join(" ")]));
}
