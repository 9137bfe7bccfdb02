import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findTerraform } from "../../../terraform/run/find-terraform";
import type { StackPlan, StackProgress } from "../../../terraform/run/outcome";
import { stackRunner, type RunnerProps, type StackRunner } from "../../../terraform/run/plan-stack";
import { providerMirror } from "../../support/provider-mirror";
import { temporaryFolder } from "../../support/temporary-folder";
import { describeWithTerraform } from "../../support/with-terraform";

const ENV = { PATH: process.env["PATH"], HOME: process.env["HOME"], TF_CLI_CONFIG_FILE: "/dev/null" };

/** Without a provider to install: `terraform_data` is built in. */
function configuration(resources: Readonly<Record<string, object>>, more: object = {}): string {
  return JSON.stringify({ terraform: { backend: { local: { path: "state.tfstate" } } }, resource: { terraform_data: resources }, ...more });
}

describeWithTerraform("with the real terraform, a stack", () => {
  const folder = temporaryFolder();
  const stack = (text: string): string => {
    const dir = mkdtempSync(join(folder(), "stack-"));
    writeFileSync(join(dir, "cdk.tf.json"), text);
    return dir;
  };

  async function plan(dir: string, props: Partial<RunnerProps> = {}): Promise<{ readonly outcome: StackPlan; readonly progress: readonly StackProgress[] }> {
    const progress: StackProgress[] = [];
    const tool = await findTerraform(undefined, ENV);
    const runner = stackRunner({ tool, env: ENV, refreshOnly: false, timeoutMs: 60_000, lockTimeoutSeconds: 0, signal: new AbortController().signal, pluginCache: join(folder(), "cache"), ...props });
    return { outcome: await runner.plan(dir, (each) => progress.push(each)), progress };
  }

  /** For the state that a test starts from: the runner itself can't. */
  async function terraform(dir: string, ...args: readonly string[]): Promise<void> {
    const child = spawn("terraform", args, { cwd: dir, env: { ...ENV, CHECKPOINT_DISABLE: "1" }, stdio: "ignore" });
    await once(child, "exit");
    expect(child.exitCode).toBe(0);
  }

  const applied = async (text: string): Promise<string> => {
    const dir = stack(text);
    await terraform(dir, "init");
    await terraform(dir, "apply", "-auto-approve");
    return dir;
  };

  it("that is new has all to create, and is initialised once", async () => {
    const dir = stack(configuration({ a: { input: "x" }, b: { input: "y" } }));
    const { outcome } = await plan(dir);
    expect(outcome).toMatchObject({ kind: "planned", attempts: 1, plan: { complete: true, changes: [{ actions: ["create"] }, { actions: ["create"] }] } });
    expect((await plan(dir)).progress.map(({ step }) => step)).toEqual(["plan", "show"]);
    expect(readdirSync(dir).sort()).toEqual([".terraform", "cdk.tf.json"]);
  });

  it("that was applied has nothing to do, and each of its resources is refreshed", async () => {
    const dir = await applied(configuration({ a: { input: "x" }, b: { input: "y" } }));
    const { outcome, progress } = await plan(dir);
    expect(outcome).toMatchObject({ kind: "planned", plan: { changes: [{ actions: ["no-op"] }, { actions: ["no-op"] }] } });
    expect(progress.at(-1)).toEqual({ step: "show", refreshed: 2, of: 2 });
  });

  it("that is only refreshed has no changes, whatever its configuration says", async () => {
    const dir = await applied(configuration({ a: { input: "x" } }));
    writeFileSync(join(dir, "cdk.tf.json"), configuration({ a: { input: "z" } }));
    const { outcome } = await plan(dir, { refreshOnly: true });
    expect(outcome.kind === "planned" && "resource_changes" in outcome.plan.json).toBe(false);
    expect(outcome).toMatchObject({ kind: "planned", plan: { changes: [] } });
  });

  it("whose variable is missing says which", async () => {
    const { outcome } = await plan(stack(configuration({ a: {} }, { variable: { webhook: { type: "string", sensitive: true } } })));
    expect(outcome).toEqual({ kind: "failed", failure: { cause: "variable", step: "plan", message: "the variable webhook has no value", mend: "set TF_VAR_webhook", attempts: 1 } });
  });

  it("whose variable is refused doesn't show its value", async () => {
    const variable = { word: { validation: [{ condition: '${var.word != "hunter2"}', error_message: "not ${var.word}" }] } };
    const { outcome } = await plan(stack(configuration({ a: {} }, { variable })), { env: { ...ENV, TF_VAR_word: "hunter2" } });
    expect(outcome).toMatchObject({ failure: { cause: "variable", message: "the value of a variable is refused by its validation" } });
    expect(JSON.stringify(outcome)).not.toContain("hunter2");
  });

  describe("that another run works on", () => {
    const locked = async (work: (dir: string) => Promise<void>): Promise<void> => {
      const dir = await applied(configuration({ a: { input: "x" } }));
      const command = "touch started; for i in $(seq 400); do [ -e go ] && exit 0; sleep 0.05; done; exit 1";
      writeFileSync(join(dir, "cdk.tf.json"), configuration({ a: { input: "x" }, slow: { provisioner: [{ "local-exec": { command } }] } }));
      const other = terraform(dir, "apply", "-auto-approve");
      for (let i = 0; i < 400 && !existsSync(join(dir, "started")); i += 1) await sleep(25);
      await work(dir);
      writeFileSync(join(dir, "go"), "");
      await other;
    };

    it("says who, since when and with what, and is planned when that has ended", async () => {
      let dir = "";
      await locked(async (held) => {
        const { outcome } = await plan((dir = held));
        expect(outcome).toMatchObject({ kind: "failed", failure: { cause: "lock", step: "plan", attempts: 1, mend: expect.stringContaining("terraform force-unlock ") as string } });
        expect(outcome.kind === "failed" && outcome.failure.message).toMatch(/^the state is locked by \S+@\S+ since 20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ \(apply\)$/u);
      });
      expect((await plan(dir)).outcome.kind).toBe("planned");
    });

    it("waits no longer than its time, and ends by the interrupt", async () => {
      await locked(async (dir) => {
        const { outcome } = await plan(dir, { lockTimeoutSeconds: 60, timeoutMs: 1500, graceMs: 30_000 });
        expect(outcome).toMatchObject({ kind: "failed", failure: { cause: "timeout", step: "plan" } });
      });
    });
  });

  it("that allows no such version says so in init", async () => {
    const { outcome } = await plan(stack(JSON.stringify({ terraform: { required_version: ">= 99.0" } })));
    expect(outcome).toMatchObject({ kind: "failed", failure: { cause: "terraform", step: "init", message: expect.stringMatching(/^the stack does not allow \w+ \d/u) as string } });
  });

  it("that is no JSON is refused with its place", async () => {
    const { outcome } = await plan(stack('{"terraform": {'));
    expect(outcome).toMatchObject({ kind: "failed", failure: { cause: "configuration", step: "init", message: expect.stringMatching(/^cdk\.tf\.json:1: /u) as string } });
  });

  it("that has another backend than its folder was initialised for says so, and nothing is moved", async () => {
    const dir = await applied(configuration({ a: { input: "x" } }));
    writeFileSync(join(dir, "cdk.tf.json"), configuration({ a: { input: "x" } }).replace("state.tfstate", "other.tfstate"));
    expect((await plan(dir)).outcome).toMatchObject({ kind: "failed", failure: { cause: "backend", step: "init", message: "the stack's folder was initialised for another backend" } });
    expect(existsSync(join(dir, "other.tfstate"))).toBe(false);
  });

  it("shares its providers with others: the first writes the cache, and no later one does, in this run and the next", async () => {
    const here = mkdtempSync(join(folder(), "mirror-"));
    const cache = join(here, "cache");
    const platform = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;
    const env = { ...ENV, TF_CLI_CONFIG_FILE: providerMirror(join(here, "mirror"), platform) };
    const tool = await findTerraform(undefined, env);
    const newRunner = () => stackRunner({ tool, env, refreshOnly: false, timeoutMs: 60_000, lockTimeoutSeconds: 0, signal: new AbortController().signal, pluginCache: cache });
    const required = stackText({ nothing: { source: "hashicorp/nothing", version: "1.0.0" } });
    // It is installed, but is no provider that could plan.
    const planned = async (runner: StackRunner): Promise<void> => expect(await runner.plan(stack(required), () => undefined)).toMatchObject({ failure: { cause: "provider", step: "plan", message: "a provider could not be started" } });
    const written = () => statSync(join(cache, "registry.terraform.io", "hashicorp", "nothing", "1.0.0", platform, "terraform-provider-nothing_v1.0.0"), { bigint: true }).mtimeNs;

    const runner = newRunner();
    await planned(runner);
    const first = written();
    await Promise.all([planned(runner), planned(runner), planned(runner)]);
    await planned(newRunner());
    expect(written()).toBe(first);
  });
});

function stackText(providers: object): string {
  return JSON.stringify({ terraform: { required_providers: providers }, resource: { nothing_at_all: { a: {} } } });
}
