import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { StackPlan, StackProgress } from "../../../terraform/run/outcome";
import { stackRunner, type RunnerProps } from "../../../terraform/run/plan-stack";
import { errorLine, fakeTerraform, refreshedLine, type FakeSteps, type FakeTerraform } from "../../support/fake-terraform";
import { changeJson, planJson } from "../../support/plan";
import { temporaryFolder } from "../../support/temporary-folder";

const PLAN = "plan -detailed-exitcode -input=false -no-color -json -out=FILE -lock-timeout=7s";
const INIT = "init -input=false -no-color -json";
const SHOW = "show -json -no-color FILE";
/** The fake writes where the plan lies. */
const notesFolder = 'touch "$OUT"; printf %s "$(dirname "$OUT")" > "$HERE/folder"';

describe("a stack", () => {
  const folder = temporaryFolder();
  const fake = (steps: FakeSteps = {}, tool?: Parameters<typeof fakeTerraform>[2]): FakeTerraform => fakeTerraform(mkdtempSync(join(folder(), "fake-")), steps, tool);

  interface Run {
    readonly outcome: StackPlan;
    readonly progress: readonly StackProgress[];
    readonly pauses: readonly number[];
  }

  async function run({ tool, stack }: FakeTerraform, props: Partial<RunnerProps> = {}): Promise<Run> {
    const progress: StackProgress[] = [];
    const pauses: number[] = [];
    const wait = (ms: number): Promise<void> => {
      pauses.push(ms);
      return Promise.resolve();
    };
    const common = { refreshOnly: false, timeoutMs: 120_000, lockTimeoutSeconds: 7, pluginCache: undefined, graceMs: 200, random: () => 0, wait };
    const runner = stackRunner({ tool, env: { PATH: process.env["PATH"] }, signal: new AbortController().signal, ...common, ...props });
    return { outcome: await runner.plan(stack, (each) => progress.push(each)), progress, pauses };
  }

  /** What went wrong, in one line. */
  const told = ({ outcome }: Run): string => (outcome.kind === "failed" ? `${outcome.failure.cause}, ${outcome.failure.step}, ${outcome.failure.attempts}: ${outcome.failure.message}` : outcome.kind);

  it("is initialised, planned and shown, and never applied", async () => {
    const terraform = fake({ plan: 'touch "$OUT"; exit 2' });
    const { outcome } = await run(terraform);
    expect(outcome).toMatchObject({ kind: "planned", attempts: 1, plan: { formatVersion: "1.2" } });
    expect(terraform.calls()).toEqual([INIT, PLAN, SHOW]);
  });

  it.each([["local", { backend: { local: {} } }, ""], ["cloud", { cloud: {} }, "other"]])("is planned in the workspace that the environment names only in HCP Terraform: %s", async (_, terraform, workspace) => {
    const stack = fake({ plan: 'touch "$OUT"; printf "%s" "$TF_WORKSPACE" > "$HERE/workspace"' });
    writeFileSync(join(stack.stack, "cdk.tf.json"), JSON.stringify({ terraform }));
    await run(stack, { env: { PATH: process.env["PATH"], TF_WORKSPACE: "other" } });
    expect(stack.wrote("workspace")).toBe(workspace);
  });

  it("is not tried again where that would take longer than all of it may", async () => {
    const stack = fake({ plan: `${errorLine("Error: unexpected status 429 (429 Too Many Requests) with error: OperationThrottled")}exit 1` });
    const tried = await run(stack, { timeoutMs: 4000 });
    expect([told(tried), tried.pauses]).toEqual([expect.stringMatching(/^throttled, plan, 1: /u), []]);
  });

  it("is only refreshed where that is asked for", async () => {
    const terraform = fake();
    await run(terraform, { refreshOnly: true });
    expect(terraform.calls()[1]).toBe(`${PLAN} -refresh-only`);
  });

  it("is planned into a folder that only this user can read, which is removed", async () => {
    const terraform = fake({ plan: `touch "$OUT"; ls -ld "$(dirname "$OUT")" > "$HERE/rights"\n${notesFolder}` });
    await run(terraform);
    expect(terraform.wrote("rights")).toMatch(/^drwx------/u);
    expect(existsSync(terraform.wrote("folder"))).toBe(false);
  });

  it.each([
    ["fails", { plan: `${notesFolder}; exit 1` }],
    ["is killed", { plan: `${notesFolder}; kill -9 $$` }],
    ["prints no plan", { plan: notesFolder, show: "echo no" }],
  ])("leaves no plan behind where Terraform %s", async (_, steps) => {
    const terraform = fake(steps);
    expect((await run(terraform)).outcome.kind).toBe("failed");
    expect(terraform.wrote("folder")).toContain("mailbox-baseline-plan-");
    expect(existsSync(terraform.wrote("folder"))).toBe(false);
  });

  describe("that was initialised before", () => {
    const calls = async (change: (terraform: FakeTerraform) => void, steps: FakeSteps = {}): Promise<readonly string[]> => {
      const terraform = fake(steps);
      writeFileSync(join(terraform.stack, "cdk.tf.json"), "{}");
      await run(terraform);
      change(terraform);
      await run(terraform);
      return terraform.calls().slice(3);
    };

    it("is not initialised again", async () => {
      expect(await calls(() => undefined)).toEqual([PLAN, SHOW]);
    });

    it.each<[string, object]>([
      ["backend is", { backend: { local: { path: "x" } } }],
      ["providers are", { required_providers: { azurerm: { source: "hashicorp/azurerm", version: "4.55.0" } } }],
    ])("is again where its %s another", async (_, terraform) => {
      expect(await calls(({ stack }) => writeFileSync(join(stack, "cdk.tf.json"), JSON.stringify({ terraform })))).toEqual([INIT, PLAN, SHOW]);
    });

    it("is again where its lock file is another", async () => {
      expect(await calls(({ stack }) => writeFileSync(join(stack, ".terraform.lock.hcl"), "x"))).toEqual([INIT, PLAN, SHOW]);
    });

    it("is again where Terraform is another", async () => {
      const terraform = fake();
      await run(terraform);
      await run({ ...terraform, tool: { ...terraform.tool, version: "1.12.0" } });
      expect(terraform.calls()).toEqual([INIT, PLAN, SHOW, INIT, PLAN, SHOW]);
    });

    it("is again where Terraform says so, once", async () => {
      const needs = `if [ -e "$HERE/needs" ]; then\n${errorLine('Backend initialization required, please run "terraform init"', "Reason: Initial configuration")}exit 1; fi`;
      const init = 'mkdir -p .terraform; [ -e "$HERE/stays" ] || rm -f "$HERE/needs"';
      expect(await calls(({ tool }) => writeFileSync(join(tool.path, "..", "needs"), ""), { plan: needs, init })).toEqual([PLAN, INIT, PLAN, SHOW]);
      const stubborn = fake({ plan: needs, init });
      writeFileSync(stubborn.tool.path.replace(/terraform$/u, "needs"), "");
      writeFileSync(stubborn.tool.path.replace(/terraform$/u, "stays"), "");
      expect(told(await run(stubborn))).toBe("terraform, plan, 1: the stack's folder is not initialised, even after init");
      expect(stubborn.calls()).toEqual([INIT, PLAN]);
    });

    it("is again after an init that failed", async () => {
      const terraform = fake({ init: '[ -e "$HERE/ok" ] || exit 1' });
      expect(told(await run(terraform))).toBe("terraform, init, 1: terraform init ended with 1 and said nothing of why");
      writeFileSync(terraform.tool.path.replace(/terraform$/u, "ok"), "");
      expect((await run(terraform)).outcome.kind).toBe("planned");
      expect(terraform.calls()).toEqual([INIT, INIT, PLAN, SHOW]);
    });

    it("is again after an init for something else failed", async () => {
      const terraform = fake({ init: 'mkdir -p .terraform; [ ! -e "$HERE/broken" ]' });
      const configure = (path: string): void => writeFileSync(join(terraform.stack, "cdk.tf.json"), JSON.stringify({ terraform: { backend: { local: { path } } } }));
      configure("a");
      await run(terraform);
      configure("b");
      writeFileSync(terraform.tool.path.replace(/terraform$/u, "broken"), "");
      await run(terraform);
      rmSync(terraform.tool.path.replace(/terraform$/u, "broken"));
      configure("a");
      await run(terraform);
      expect(terraform.calls()).toEqual([INIT, PLAN, SHOW, INIT, INIT, PLAN, SHOW]);
    });
  });

  it("has never more refreshed than there are", async () => {
    const terraform = fake({ plan: [refreshedLine("a.b"), refreshedLine("a.c")].join("\n") });
    writeFileSync(join(terraform.stack, "cdk.tf.json"), JSON.stringify({ resource: { a: { b: { count: 2 } } } }));
    expect((await run(terraform)).progress.slice(-2)).toEqual([
      { step: "plan", refreshed: 2, of: 2 },
      { step: "show", refreshed: 2, of: 2 },
    ]);
  });

  it("shows how far it is: of as many as the configuration names, then of as many as the last time", async () => {
    const terraform = fake({ plan: [refreshedLine("a.b"), refreshedLine("a.c"), "exit 2"].join("\n") });
    writeFileSync(join(terraform.stack, "cdk.tf.json"), JSON.stringify({ resource: { a: { b: {}, c: {}, d: {} } } }));
    expect((await run(terraform)).progress).toEqual([
      { step: "init", refreshed: 0, of: 3 },
      { step: "plan", refreshed: 0, of: 3 },
      { step: "plan", refreshed: 1, of: 3 },
      { step: "plan", refreshed: 2, of: 3 },
      { step: "show", refreshed: 2, of: 3 },
    ]);
    expect((await run(terraform)).progress.at(-1)).toEqual({ step: "show", refreshed: 2, of: 2 });
    expect((await run(fake())).progress.at(-1)).toEqual({ step: "show", refreshed: 0 });
  });

  describe("that can't be planned says why:", () => {
    it.each<[string, FakeSteps, string]>([
      ["an error of the stream", { plan: `${errorLine("No value for required variable", 'The root module input variable "need" is not set, and has no default value.')}exit 1` }, "variable, plan, 1: the variable need has no value"],
      ["a plan that broke off half-way", { plan: `touch "$OUT"; ${errorLine("reading thing", "It is odd. More.", { address: "a.b" })}exit 1` }, "provider, plan, 1: a.b: reading thing: It is odd."],
      ["nothing but an exit code", { plan: "exit 3" }, "terraform, plan, 1: terraform plan ended with 3 and said nothing of why"],
      ["a crash", { plan: "kill -9 $$" }, "terraform, plan, 1: terraform plan was killed"],
      ["output that is no JSON", { plan: "echo '{\"type\":'; echo hello; exit 1" }, "terraform, plan, 1: terraform plan ended with 1 and said nothing of why"],
      ["an error of init, for people", { init: "printf '\\nError: Failed to query available provider packages\\n\\nCould not retrieve the list: could not connect to\\nregistry.terraform.io: no\\n' >&2; exit 1" }, "network, init, 1: the registry registry.terraform.io can't be reached"],
      ["a plan that can't be read", { show: "echo '{\"secret\": hunter2}'" }, "terraform, show, 1: the plan can't be used: show -json: is no whole JSON; make the JSON by `terraform show -json PLAN > plan.json` (or `tofu show -json`)"],
      ["show that fails", { show: "printf 'Error: Failed to read the given file as a state or plan file\\n\\nState read error: no\\n' >&2; exit 1" }, "terraform, show, 1: Failed to read the given file as a state or plan file: State read error: no"],
    ])("%s", async (_, steps, message) => {
      expect(told(await run(fake(steps)))).toBe(message);
    });

    it.each<[string, object, string]>([
      ["says that it broke off", { errored: true }, "provider, plan, 1: the plan broke off half-way"],
      ["is not whole", { complete: false }, "configuration, plan, 1: the plan is not whole: Terraform put part of it off"],
      ["has changes after exit code 0", { resource_changes: [changeJson("a.b", { actions: ["update"] })] }, "terraform, plan, 1: terraform plan says that nothing changes (exit code 0), but its plan has changes"],
    ])("a plan that %s", async (_, plan, message) => {
      const terraform = fake();
      writeFileSync(terraform.tool.path.replace(/terraform$/u, "plan.json"), JSON.stringify(planJson(plan as Record<string, unknown>)));
      expect(told(await run(terraform))).toBe(message);
    });

    it("a program that isn't there", async () => {
      const terraform = fake();
      expect(told(await run({ ...terraform, tool: { ...terraform.tool, path: join(folder(), "none") } }))).toBe("terraform, init, 1: terraform can't be started: ENOENT");
    });
  });

  it("that can't be planned says why: an environment too big to start anything with", async () => {
    const env = { PATH: process.env["PATH"], TF_VAR_big: "x".repeat(3_000_000) };
    expect(told(await run(fake(), { env }))).toBe("terraform, init, 1: terraform can't be started: E2BIG");
  });

  it("is initialised without -json where the version has none", async () => {
    const [old, tofu, oldTofu] = [fake({}, { version: "1.8.5" }), fake({}, { name: "OpenTofu", version: "1.7.0" }), fake({}, { name: "OpenTofu", version: "1.6.2" })];
    for (const terraform of [old, tofu, oldTofu]) await run(terraform);
    expect([old, tofu, oldTofu].map(({ calls }) => calls()[0])).toEqual(["init -input=false -no-color", INIT, "init -input=false -no-color"]);
  });

  describe("that a service throttles", () => {
    const throttled = errorLine("retrieving Workspace", "unexpected status 429 (429 Too Many Requests) with error: SubscriptionRequestsThrottled: Please try again after '17' seconds.", { address: "a.b" });
    const times = (count: number, error = throttled): FakeSteps => ({ plan: `echo x >> "$HERE/tries"; if [ $(wc -l < "$HERE/tries") -le ${count} ]; then\n${error}exit 1; fi` });

    it("is planned again after as long as the service asks, and not initialised again", async () => {
      const terraform = fake(times(2));
      const { outcome, pauses, progress } = await run(terraform);
      expect(outcome).toMatchObject({ kind: "planned", attempts: 3 });
      expect(pauses).toEqual([17_000, 17_000]);
      expect(terraform.calls()).toEqual([INIT, PLAN, PLAN, PLAN, SHOW]);
      expect(progress).toContainEqual({ step: "plan", refreshed: 0, retry: { attempts: 2, inMs: 17_000 } });
    });

    it("is given up after four attempts", async () => {
      const terraform = fake(times(99));
      expect(told(await run(terraform))).toBe("throttled, plan, 4: Azure Resource Manager refuses requests for now (SubscriptionRequestsThrottled)");
    });

    it("is not planned again where another error would stay", async () => {
      const forbidden = errorLine("reading", "Authorization_RequestDenied: Insufficient privileges to complete the operation.");
      expect(told(await run(fake(times(99, throttled + forbidden))))).toBe("permission, plan, 1: the login lacks a permission of Microsoft Graph");
    });

    it("waits longer each time where nobody says how long", async () => {
      const { pauses } = await run(fake(times(99, errorLine("reading", "read tcp 10.0.0.1:1->10.0.0.2:443: read: connection reset by peer"))));
      expect(pauses).toEqual([5000, 10_000, 20_000]);
    });

    it("is left alone once the user ends the run meanwhile", async () => {
      const controller = new AbortController();
      const wait = (): Promise<void> => {
        controller.abort();
        return Promise.resolve();
      };
      const terraform = fake(times(99));
      expect((await run(terraform, { signal: controller.signal, wait })).outcome).toEqual({ kind: "interrupted" });
      expect(terraform.calls()).toEqual([INIT, PLAN]);
    });
  });

  describe("whose Terraform doesn't end", () => {
    const alive = (pid: string): boolean => {
      try {
        process.kill(Number(pid), 0);
        // A child that has ended and was not waited for yet still has its number.
        return !/^State:\s+Z/mu.test(readFileSync(`/proc/${pid.trim()}/status`, "utf8"));
      } catch {
        return false;
      }
    };
    const hang = `${refreshedLine("a.b")} sleep 60 & wait`;

    it("is interrupted, once, and has time to release its lock", async () => {
      const terraform = fake({ plan: `trap 'echo int >> "$HERE/signals"; sleep 0.1; echo released >> "$HERE/signals"; exit 1' INT\n${refreshedLine("a.b")}\nwhile :; do sleep 0.05; done` });
      const run1 = await run(terraform, { timeoutMs: 1000, graceMs: 5000 });
      expect(told(run1)).toMatch(/^timeout, plan, 1: stopped while planning, with 1 resources refreshed: it took more than 1 s \(\d+ s until it ended\)$/u);
      expect(terraform.wrote("signals")).toBe("int\nreleased\n");
    });

    it("is killed with its children where it ignores that", async () => {
      const terraform = fake({ plan: `trap '' INT TERM\n(trap '' INT TERM; sleep 60) & echo $! > "$HERE/child"; echo $$ > "$HERE/self"\n${refreshedLine("a.b")}\nwhile :; do sleep 60; done` });
      expect(told(await run(terraform, { timeoutMs: 700 }))).toMatch(/^timeout, plan, 1: stopped while planning, with 1 resources refreshed/u);
      expect([terraform.wrote("child"), terraform.wrote("self")].filter(alive)).toEqual([]);
    });

    it("leaves no child behind that outlives it", async () => {
      const terraform = fake({ plan: `(trap '' INT TERM; sleep 60) & echo $! > "$HERE/child"; touch "$OUT"` });
      expect((await run(terraform)).outcome.kind).toBe("planned");
      expect(alive(terraform.wrote("child"))).toBe(false);
    });

    it.each(["init", "plan", "show"] as const)("is interrupted in %s when the user says so", async (step) => {
      const controller = new AbortController();
      const terraform = fake({ [step]: `trap 'exit 1' INT\necho ready > "$HERE/ready"\n${hang}` });
      const running = run(terraform, { signal: controller.signal });
      for (let i = 0; i < 500 && !existsSync(terraform.tool.path.replace(/terraform$/u, "ready")); i += 1) await sleep(20);
      controller.abort();
      expect((await running).outcome).toEqual({ kind: "interrupted" });
    });

    it("is not even started where the user ended the run before", async () => {
      const terraform = fake();
      expect((await run(terraform, { signal: AbortSignal.abort() })).outcome).toEqual({ kind: "interrupted" });
      expect(terraform.calls()).toEqual([]);
    });

    it("says in which step its time was over", async () => {
      expect(told(await run(fake({ init: "exec sleep 60" }), { timeoutMs: 300 }))).toMatch(/^timeout, init, 1: stopped while initialising: it took more than 0\.3 s/u);
    });
  });

  it("whose Terraform prints without end in lines or in one, is read in little memory", async () => {
    const terraform = fake({ plan: 'yes "$(printf %01000d 1)" | head -c 200000000; head -c 400000000 /dev/zero | tr "\\0" x; touch "$OUT"' });
    const before = process.memoryUsage.rss();
    expect((await run(terraform)).outcome.kind).toBe("planned");
    expect(process.memoryUsage.rss() - before).toBeLessThan(150_000_000);
  });

  it("whose plan is longer than can be read is a failure", async () => {
    expect(told(await run(fake({ show: "yes" }), { mostPlanBytes: 1_000_000 }))).toBe("configuration, show, 1: the plan is longer than 1 MB");
  });

  it("gets our environment, without what would change what runs or is printed", async () => {
    const terraform = fake({ plan: 'env > "$HERE/env"' });
    await run(terraform, { env: { PATH: process.env["PATH"], ARM_TENANT_ID: "t", TF_LOG: "TRACE", TF_CLI_ARGS_plan: "-target=a.b", TF_DATA_DIR: "/elsewhere" }, pluginCache: join(folder(), "cache") });
    const lines = terraform.wrote("env").split("\n");
    expect(lines).toEqual(expect.arrayContaining(["ARM_TENANT_ID=t", "TF_IN_AUTOMATION=1", "TF_INPUT=0", "CHECKPOINT_DISABLE=1", "NO_COLOR=1", `TF_PLUGIN_CACHE_DIR=${join(folder(), "cache")}`]));
    expect(lines.filter((line) => /^TF_(?:LOG|CLI|DATA)/u.test(line))).toEqual([]);
  });

  it("shows no secret of the environment, and not where its state lies", async () => {
    const env = { PATH: process.env["PATH"], TF_VAR_webhook: "hunter2", ARM_CLIENT_SECRET: "correct horse battery" };
    const terraform = fake({ plan: `${errorLine("odd thing of corpstate", "It is hunter2 or correct horse\nbattery at https://corpstate.blob.core.windows.net/c?sig=abc%2F", { address: "a.b" })}exit 1` });
    mkdirSync(terraform.stack, { recursive: true });
    writeFileSync(join(terraform.stack, "cdk.tf.json"), JSON.stringify({ terraform: { backend: { azurerm: { storage_account_name: "corpstate", container_name: "cont", key: "k.tfstate" } } } }));
    expect(told(await run(terraform, { env }))).toBe("provider, plan, 1: a.b: odd thing of (sensitive): It is (sensitive) or (sensitive) at https://(sensitive).blob.core.windows.net");
  });

  it("is not changed but for what init makes, and our note in .terraform", async () => {
    const terraform = fake();
    await run(terraform);
    expect(readdirSync(terraform.stack)).toEqual([".terraform"]);
    expect(readdirSync(join(terraform.stack, ".terraform"))).toEqual(["mailbox-baseline.json"]);
    expect(statSync(join(terraform.stack, ".terraform", "mailbox-baseline.json")).size).toBeLessThan(200);
  });
});
