import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../../catalogue/fault";
import { drift } from "../../../cli/drift/drift";
import type { DriftOptions } from "../../../cli/drift/options";
import type { DriftResults } from "../../../cli/drift/results";
import type { DriftWorld } from "../../../cli/drift/world";
import type { TenantSummary } from "../../../cli/summary";
import type { GradedDifference } from "../../../policies/drift-grade";
import { planOf } from "../../../terraform/plan";
import type { StackPlan } from "../../../terraform/run/outcome";
import { DAY, failure, graded } from "../../support/drift";
import { folderWith } from "../../support/folder-with-files";
import { planJson } from "../../support/plan";
import { refusal } from "../../support/refusal";
import { silentIo } from "../../support/silent-io";
import { COMMITTED, tenantText } from "../../support/tenant-file";
import { NOW } from "../../support/tenant-in-code";

const PLANNED: StackPlan = { kind: "planned", plan: planOf(planJson()), attempts: 1 };
const id = (i: number): string => `00000000-0000-4000-8000-${String(i).padStart(12, "0")}`;

/** What Terraform finds in each tenant, by its name; a tenant that isn't named is as its stack says. */
type Found = Readonly<Record<string, readonly GradedDifference[] | StackPlan | (() => StackPlan)>>;

class House {
  readonly folder: string;
  readonly file = (name: string): string => join(this.folder, name);
  found: Found = {};
  out = "";
  err = "";
  interrupted = false;
  planned: string[] = [];

  constructor(readonly names: readonly string[], keys: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {}) {
    this.folder = folderWith(Object.fromEntries(names.map((name, i) => [`tenants/${name}.yaml`, tenantText({ name, tenantId: id(i), subscriptionId: id(i), ...keys[name] })])));
  }

  async run(overrides: Partial<DriftOptions> = {}, day = 0): Promise<number> {
    Object.assign(this, { out: "", err: "", planned: [], interrupted: false });
    const options: DriftOptions = { tenants: this.file("tenants"), stacks: this.file("stacks"), concurrency: 1, timeout: 1000, lockTimeout: 1000, format: "text", now: new Date(NOW.getTime() + day * DAY), ...overrides };
    const io = { ...silentIo(), out: (text: string) => void (this.out += text), err: (text: string) => void (this.err += text), aborted: () => this.interrupted };
    return drift(options, io, this.world());
  }

  results(name = "drift.json"): DriftResults {
    return JSON.parse(readFileSync(this.file(name), "utf8")) as DriftResults;
  }

  states(): Record<string, string> {
    return Object.fromEntries(this.results().tenants.map(({ tenant, state }) => [tenant, state]));
  }

  private world(): DriftWorld {
    let now = 0;
    const foundIn = (name: string) => {
      const found = this.found[name] ?? [];
      return typeof found === "function" ? found() : found;
    };
    return {
      writeStacks: ({ tenant }) => {
        const all = readdirSync(this.file("tenants")).map((name) => name.replace(".yaml", ""));
        const summaries = all.filter((name) => tenant?.includes(name) ?? true).map((name) => ({ tenant: name, file: this.file(`tenants/${name}.yaml`), stack: `stacks/${name}/cdk.tf.json` }) as unknown as TenantSummary);
        return Promise.resolve({ result: { summaries, removed: [], kept: [], findings: [] }, all, keptImports: [] });
      },
      findTerraform: (path) => (path === "none" ? Promise.reject(new InputError([{ file: "terraform", path: "", message: "is not there" }])) : Promise.resolve({ path: "terraform", name: "Terraform", version: "1.11.4" })),
      stackRunner: ({ signal }) => ({
        plan: async (dir) => {
          const name = dir.split("/").at(-1) ?? "";
          this.planned.push(name);
          const found = foundIn(name);
          // Longer than Ctrl-C is looked for.
          if (this.interrupted) await new Promise((resolve) => setTimeout(resolve, 120));
          if (signal.aborted) return { kind: "interrupted" };
          return "kind" in found ? found : PLANNED;
        },
      }),
      judgePlan: (_, { tenant }) => {
        const found = foundIn(tenant?.name ?? "");
        return Promise.resolve("kind" in found ? [] : found);
      },
      clock: () => (now += 100),
    };
  }
}

const failed: StackPlan = { kind: "failed", failure: failure() };
const exception = (overrides: object = {}): object => ({ ...COMMITTED, check: "drift", entity: "azurerm_sentinel_alert_rule_scheduled.rule#enabled", value: "false", ...overrides });
const rejection = async (run: Promise<unknown>, folder: string): Promise<string[]> => {
  const error: unknown = await run.then(() => undefined, (reason: unknown) => reason);
  return refusal(() => {
    throw error;
  }, folder);
};

describe("drift", () => {
  it("plans every tenant, tells what it found, and ends in a code that says so", async () => {
    const house = new House(["a", "b"]);
    expect(await house.run()).toBe(0);
    expect(house.out).toContain("2 tenants, 2 clean: nothing");
    house.found = { b: [graded()] };
    expect(await house.run()).toBe(1);
    expect(house.out).toContain("azurerm_sentinel_alert_rule_scheduled.rule#enabled\n      true -> false");
    expect(house.err).toBe("1 of 2: a: clean (0 s)\n2 of 2: b: 1 drift (0 s)\n");
    expect(readdirSync(house.folder)).toEqual(["tenants"]);
  });

  it("goes on where one fails, and ends in 3 where nothing else is found", async () => {
    const house = new House(["a", "b", "c"]);
    house.found = { a: failed };
    expect(await house.run()).toBe(3);
    expect(house.planned).toEqual(["a", "b", "c"]);
    expect(house.out).toContain("the state is locked by ci@runner-7");
    house.found = { a: failed, c: [graded()] };
    expect(await house.run()).toBe(1);
  });

  it("of 1,000 tenants of which 37 fail has 963 results and names the 37", async () => {
    const names = Array.from({ length: 1000 }, (_, i) => `t${String(i).padStart(4, "0")}`);
    const fails = names.filter((_, i) => i % 27 === 5);
    const house = new House(names);
    house.found = Object.fromEntries(fails.map((name) => [name, failed]));
    expect(await house.run({ results: house.file("drift.json"), concurrency: 8 })).toBe(3);
    expect(house.results().counts).toEqual({ tenants: 1000, clean: 963, pending: 0, drifted: 0, failed: 37, interrupted: 0, notChecked: 0, withoutEffect: 0 });
    expect(fails.filter((name) => !house.out.includes(`${name}  could not be planned`))).toEqual([]);
    expect(house.err.split("\n").length).toBe(1001);
  });

  it("can't begin without Terraform, and writes nothing then", async () => {
    const house = new House(["a"]);
    expect(await rejection(house.run({ terraform: "none", results: house.file("drift.json") }), house.folder)).toEqual([expect.stringContaining("is not there")]);
    expect(readdirSync(house.folder)).toEqual(["tenants"]);
  });
});

describe("an exception without effect", () => {
  it("is counted, and told in the line of its tenant, which is clean", async () => {
    const house = new House(["a"], { a: { exceptions: [exception()] } });
    expect(await house.run({ results: house.file("drift.json") })).toBe(1);
    expect(house.results()).toMatchObject({ counts: { clean: 1, withoutEffect: 1 }, tenants: [{ state: "clean", counts: { withoutEffect: 1 } }] });
    expect(house.err).toBe("1 of 1: a: clean; 1 exception without effect (0 s)\n");
  });
});

describe("results that are kept", () => {
  it("aren't falsified by a run that only refreshes", async () => {
    const house = new House(["a", "b"]);
    const results = house.file("drift.json");
    house.found = { a: [graded({ kind: "pending" })] };
    await house.run({ format: "json", results });
    house.found = {};
    expect(await house.run({ format: "json", results, refreshOnly: true }, 1)).toBe(1);
    expect(house.results().tenants).toMatchObject([{ state: "pending", mode: "refresh-only", gone: [], differences: [{ kind: "pending", firstSeen: NOW.toISOString(), lastSeen: NOW.toISOString() }] }, { state: "clean", mode: "refresh-only" }]);
    expect(house.results().counts).toMatchObject({ pending: 1, clean: 1, drifted: 0 });
    house.found = { a: [graded({ kind: "pending" })] };
    await house.run({ format: "json", results }, 2);
    expect(house.results().tenants[0]).toMatchObject({ mode: "full", gone: [], differences: [{ status: "still", firstSeen: NOW.toISOString() }] });
  });

  it("say what is new, still so and gone", async () => {
    const house = new House(["a"]);
    const results = house.file("drift.json");
    house.found = { a: [graded(), graded({ attribute: "severity" })] };
    await house.run({ results });
    house.found = { a: [graded(), graded({ attribute: "query" })] };
    await house.run({ results }, 2);
    expect(house.results().tenants[0]).toMatchObject({
      differences: [{ attribute: "enabled", status: "still", firstSeen: NOW.toISOString() }, { attribute: "query", status: "new" }],
      gone: [{ attribute: "severity", kind: "drift", firstSeen: NOW.toISOString() }],
    });
    expect(house.out).toContain("drift, since 2026-11-20 09:00Z");
  });

  it("of a tenant that failed are its last known, stale, with the age of it and of the failure, and never clean", async () => {
    const house = new House(["a", "b"]);
    const results = house.file("drift.json");
    house.found = { a: [graded()] };
    await house.run({ results });
    house.found = { a: failed, b: failed };
    await house.run({ results }, 2);
    expect(await house.run({ results }, 5)).toBe(3);
    const since = new Date(NOW.getTime() + 2 * DAY).toISOString();
    expect(house.results().tenants).toMatchObject([
      { tenant: "a", state: "failed", checked: NOW.toISOString(), stale: { since: NOW.toISOString(), ageDays: 5 }, failure: { cause: "lock", since }, counts: { drift: 1 }, differences: [{ attribute: "enabled" }] },
      { tenant: "b", state: "failed", stale: { ageDays: 5 }, differences: [] },
    ]);
    house.found = { a: [graded()] };
    expect(await house.run({ results }, 6)).toBe(1);
    expect(house.results().tenants[0]).toMatchObject({ state: "drifted", differences: [{ status: "still", firstSeen: NOW.toISOString() }] });
    expect(house.results().tenants[0]).not.toHaveProperty("stale");
    expect(house.results().tenants[0]).not.toHaveProperty("failure");
  });

  it("of tenants that were not asked for stay as they were, with their age, and count for nothing", async () => {
    const house = new House(["a", "b"]);
    const results = house.file("drift.json");
    house.found = { a: [graded()] };
    await house.run({ results });
    expect(await house.run({ results, tenant: ["b", "b"] }, 3)).toBe(0);
    expect(house.planned).toEqual(["b"]);
    expect(house.results().tenants[0]).toMatchObject({ tenant: "a", state: "not checked", checked: NOW.toISOString(), stale: { ageDays: 3 }, differences: [{ attribute: "enabled", status: "new" }] });
    expect(house.out).toMatch(/a {2}not checked {2}seen 3 days ago: 1 drift/u);
  });

  it("of a tenant without a file are dropped, and it is said", async () => {
    const house = new House(["a", "b"]);
    const results = house.file("drift.json");
    await house.run({ results });
    rmSync(house.file("tenants/b.yaml"));
    await house.run({ results });
    expect(house.states()).toEqual({ a: "clean" });
    expect(house.out).toContain("b has no tenant file any more: its results were dropped");
  });

  it("are compared with from --previous, and from a report of JSON that is written anew", async () => {
    const house = new House(["a"]);
    house.found = { a: [graded()] };
    const out = house.file("report.json");
    await house.run({ out, format: "json" });
    expect(house.out).toContain("report.json: 1 tenant, 1 drifted\n");
    await house.run({ out, format: "json" }, 1);
    expect(house.results("report.json").tenants[0]?.differences[0]).toMatchObject({ status: "still" });
    await house.run({ previous: out, results: house.file("drift.json") }, 1);
    expect(house.results().tenants[0]?.differences[0]).toMatchObject({ status: "still", firstSeen: NOW.toISOString() });
  });

  it("that are damaged are kept aside, and the run goes on", async () => {
    const house = new House(["a"]);
    writeFileSync(house.file("drift.json"), '{"formatVersion": 1, "tena');
    expect(await house.run({ results: house.file("drift.json") })).toBe(0);
    expect(house.err).toContain("is damaged: it was moved to");
    expect(readdirSync(house.folder).sort()).toEqual(["drift.json", "drift.json.corrupt-2026-11-20T09-00-00-000Z", "tenants"]);
  });

  it("of a newer version are refused before anything is planned", async () => {
    const house = new House(["a"]);
    writeFileSync(house.file("drift.json"), '{"formatVersion": 7, "tenants": []}');
    expect(await rejection(house.run({ results: house.file("drift.json") }), house.folder)).toEqual([expect.stringMatching(/^drift\.json: is of format 7/u)]);
    expect([house.planned, readdirSync(house.folder).sort()]).toEqual([[], ["drift.json", "tenants"]]);
  });

  it("are written by one run at a time: a second is refused before anything is planned", async () => {
    const house = new House(["a"]);
    const results = house.file("drift.json");
    const second = new House(["a"]);
    let refused: string[] = [];
    const asked = house.run({ results });
    refused = await rejection(second.run({ results }), second.folder);
    expect(await asked).toBe(0);
    expect([refused, second.planned]).toEqual([[expect.stringContaining("is being written by another run")], []]);
    expect(existsSync(`${results}.lock`)).toBe(false);
  });

  it("that can't be written leave those of before, and what was found is told all the same", async () => {
    const house = new House(["a"]);
    const results = house.file("drift.json");
    await house.run({ results });
    const before = readFileSync(results, "utf8");
    // As on a full disk: what is written beside it first can't be.
    house.found = { a: () => (writeFileSync(`${results}.${process.pid}.draft`, ""), { ...PLANNED }) };
    const refused = await rejection(house.run({ results, out: house.file("report.md"), format: "markdown" }, 1), house.folder);
    expect(refused).toEqual([expect.stringMatching(/^drift\.json: cannot be written: /u)]);
    expect([readFileSync(results, "utf8") === before, house.out.includes("# Drift")]).toEqual([true, true]);
    expect(existsSync(`${results}.lock`)).toBe(false);
  });
});

describe("Ctrl-C", () => {
  it("ends with what was done, keeps what was known of the rest, and exits 130", async () => {
    const house = new House(["a", "b", "c"]);
    const results = house.file("drift.json");
    house.found = { b: [graded()], c: [graded()] };
    await house.run({ results });
    house.found = { b: () => ((house.interrupted = true), { ...PLANNED }) };
    expect(await house.run({ results }, 1)).toBe(130);
    expect(house.states()).toEqual({ a: "clean", b: "interrupted", c: "not checked" });
    expect(house.results().tenants.slice(1)).toMatchObject([{ stale: { ageDays: 1 }, differences: [{}] }, { stale: { ageDays: 1 }, differences: [{}] }]);
    expect(house.err).toContain("interrupted after 1 of 3 tenants\n");
    expect(house.out).toContain("interrupted");
    expect(existsSync(`${results}.lock`)).toBe(false);
  });
});

describe("what a tenant accepts", () => {
  it("counts for nothing as long as it has that value, and does again with another", async () => {
    const house = new House(["contoso"], { contoso: { exceptions: [exception()] } });
    house.found = { contoso: [graded()] };
    expect(await house.run()).toBe(0);
    expect(house.out).toContain("contoso  clean; 1 accepted");
    house.found = { contoso: [graded({ to: { value: null } })] };
    expect(await house.run()).toBe(1);
    expect(house.out.replaceAll(/\s+/gu, " ")).toContain("exception covers nothing");
  });

  it.each([
    ["is unused", {}, 0, 1],
    ["expired, of what still differs", { expires: "2026-11-19" }, 1, 1],
  ])("is a finding where it %s", async (_, dates, differences, code) => {
    const house = new House(["contoso"], { contoso: { exceptions: [exception(dates)] } });
    house.found = { contoso: differences === 0 ? [] : [graded()] };
    expect(await house.run()).toBe(code);
    expect(house.out).toMatch(/tenants\/contoso\.yaml:\d+/u);
  });

  it("is not said to be unused where the tenant could not be planned", async () => {
    const house = new House(["contoso"], { contoso: { exceptions: [exception()] } });
    house.found = { contoso: failed };
    expect(await house.run()).toBe(3);
  });

  it("is written from a run of that tenant alone, and covers it from then on", async () => {
    const house = new House(["a", "b"]);
    house.found = { a: [graded()] };
    const acceptance = { accept: ["azurerm_sentinel_alert_rule_scheduled.rule#enabled"], tenant: ["a"], owner: "Ann", reason: "A test.", until: "2026-12-31" };
    expect(await house.run(acceptance)).toBe(0);
    expect([house.planned, house.out.replaceAll(house.folder, "DIR").replaceAll(/\s+/gu, " ")]).toEqual([["a"], expect.stringContaining("rule#enabled = false is accepted until 2026-12-31, Ann: A test.")]);
    expect(await house.run()).toBe(0);
    expect(await house.run({}, 60)).toBe(1);
    // Renewed, not doubled.
    expect(await house.run({ ...acceptance, until: "2027-05-01", reason: "Longer." }, 60)).toBe(0);
    expect(readFileSync(house.file("tenants/a.yaml"), "utf8").match(/check: drift/gu)).toHaveLength(1);
    expect(await house.run({}, 61)).toBe(0);
  });

  it("can't be written where the tenant can't be planned", async () => {
    const house = new House(["a"]);
    house.found = { a: failed };
    expect(await house.run({ accept: ["x.y#z"], tenant: ["a"], owner: "Ann", reason: "A test.", until: "2026-12-31" })).toBe(3);
    expect(house.err).toContain("a could not be planned: the state is locked by ci@runner-7; wait for it, or unlock it\nnothing was written\n");
  });
});
