import { spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandLine, PROJECT } from "../support/command-line";
import { temporaryFolder } from "../support/temporary-folder";

const NOW = ["--now", "2026-11-20T09:00:00Z"];
const tenantFile = (name: string, id: string): string => `name: ${name}
tenantId: 00000000-0000-4000-8000-0000000000${id}
subscriptionId: 00000000-0000-4000-8000-0000000000${id}
location: westeurope
acceptedDomains: [${name}.com]
workspace: { create: {} }
alerting: sentinel
notify: { emails: [soc@${name}.com] }
provider: { login: oidc }
backend: { local: {} }
connectors: { sentinel: declared, office365: declared, entraDiagnostics: declared }
`;

describe("mailbox-baseline synth", () => {
  const folder = temporaryFolder();
  let out: string;
  let tenants: string;
  const synth = (...args: string[]) => commandLine(["synth", "--tenants", tenants, "--out", out, ...NOW, ...args]);
  const stack = (name: string): string => join(out, "stacks", name, "cdk.tf.json");
  const allFiles = (): string[] => (readdirSync(out, { recursive: true }) as string[]).sort();

  beforeEach(() => {
    out = join(folder(), "out");
    tenants = join(folder(), "tenants");
    rmSync(out, { recursive: true, force: true });
    rmSync(tenants, { recursive: true, force: true });
    mkdirSync(tenants);
    writeFileSync(join(tenants, "one.yaml"), tenantFile("one", "01"));
    writeFileSync(join(tenants, "two.yaml"), tenantFile("two", "02"));
  });

  it("writes one stack a tenant, cdktf's manifest and its own, and nothing else", () => {
    expect(synth().code).toBe(0);
    expect(allFiles()).toEqual(["mailbox-baseline.json", "manifest.json", "stacks", "stacks/one", "stacks/one/cdk.tf.json", "stacks/two", "stacks/two/cdk.tf.json"]);
    const manifest = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")) as { stacks: Record<string, { synthesizedStackPath: string }> };
    expect(Object.values(manifest.stacks).map((s) => s.synthesizedStackPath)).toEqual(["stacks/one/cdk.tf.json", "stacks/two/cdk.tf.json"]);
  });

  it("writes the same bytes on another day", () => {
    synth();
    const before = readFileSync(stack("one"), "utf8");
    commandLine(["synth", "--tenants", tenants, "--out", out, "--now", "2027-03-01"]);
    expect(readFileSync(stack("one"), "utf8")).toBe(before);
  });

  it("leaves the other tenants' stacks alone when asked for one", () => {
    synth();
    writeFileSync(stack("two"), "touched");
    expect(synth("--tenant", "one").code).toBe(0);
    expect(readFileSync(stack("two"), "utf8")).toBe("touched");
    expect(Object.keys((JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")) as { stacks: object }).stacks)).toEqual(["one", "two"]);
  });

  it("removes the stack of a tenant whose file is gone, and no file that it did not write", () => {
    synth();
    rmSync(join(tenants, "two.yaml"));
    mkdirSync(join(out, "stacks", "three"));
    writeFileSync(stack("three"), "{}");
    const { out: said } = synth();
    expect(said).toContain("two has no tenant file any more: its stack was removed");
    expect(existsSync(join(out, "stacks", "two"))).toBe(false);
    expect(existsSync(stack("three"))).toBe(true);
  });

  it("touches nothing in the folder of a gone tenant that holds Terraform state, and removes it once the state is gone", () => {
    synth();
    writeFileSync(join(out, "stacks", "two", "terraform.tfstate"), "{}");
    rmSync(join(tenants, "two.yaml"));
    expect(synth().out).toContain("holds Terraform state");
    expect(existsSync(stack("two"))).toBe(true);
    rmSync(join(out, "stacks", "two", "terraform.tfstate"));
    expect(synth().out).toContain("its stack was removed");
    expect(existsSync(join(out, "stacks", "two"))).toBe(false);
  });

  it("removes nothing by a manifest that names files it never writes", () => {
    synth();
    writeFileSync(join(folder(), "victim"), "keep me");
    writeFileSync(join(out, "mailbox-baseline.json"), JSON.stringify({ formatVersion: 1, tenants: { two: ["../victim"], "../..": ["stacks/../../cdk.tf.json"] } }));
    expect(synth().code).toBe(0);
    expect(readFileSync(join(folder(), "victim"), "utf8")).toBe("keep me");
  });

  it("leaves the previous output whole when a tenant file is malformed", () => {
    synth();
    const before = readFileSync(stack("one"), "utf8");
    writeFileSync(join(tenants, "one.yaml"), tenantFile("one", "01").replace("westeurope", "northeurope"));
    writeFileSync(join(tenants, "two.yaml"), tenantFile("two", "02").replace("location", "loction"));
    const { code, err } = synth();
    expect(code).toBe(2);
    expect(err).toBe(
      [
        `${join(tenants, "two.yaml")}:1 location: is missing; add it: Azure region of the resources.`,
        `${join(tenants, "two.yaml")}:4 loction: is not a key here; did you mean location?`,
        "2 faults; nothing was written",
        "",
      ].join("\n"),
    );
    expect(readFileSync(stack("one"), "utf8")).toBe(before);
    expect(allFiles().filter((name) => name.includes("staging"))).toEqual([]);
  });

  it("puts everything back when one stack can't be moved into place", () => {
    synth();
    const before = readFileSync(stack("one"), "utf8");
    writeFileSync(join(tenants, "one.yaml"), tenantFile("one", "01").replace("westeurope", "northeurope"));
    renameSync(join(out, "stacks", "two"), join(folder(), "aside"));
    writeFileSync(join(out, "stacks", "two"), "a file where a folder belongs");
    const { code, err } = synth();
    expect(code).toBe(2);
    expect(err).toContain("cannot be written");
    expect(readFileSync(stack("one"), "utf8")).toBe(before);
    rmSync(join(folder(), "aside"), { recursive: true });
  });

  it.each([
    ["a file", () => join(folder(), "plain")],
    ["a path below a file", () => join(folder(), "plain", "out")],
  ])("says so when the output folder is %s", (_what, path) => {
    writeFileSync(join(folder(), "plain"), "");
    const { code, err } = commandLine(["synth", "--tenants", tenants, "--out", path(), ...NOW]);
    expect(code).toBe(2);
    expect(err).toContain(`${path()}: cannot be written`);
  });

  it("refuses to write among the tenant files", () => {
    const { code, err } = commandLine(["synth", "--tenants", tenants, "--out", join(tenants, "out"), ...NOW]);
    expect([code, err]).toEqual([2, `${join(tenants, "out")}: is the tenants folder or inside it; --out names another folder\n1 fault; nothing was written\n`]);
  });

  it("refuses an output folder without a name", () => {
    expect(commandLine(["synth", "--tenants", tenants, "--out", "", ...NOW])).toEqual({ code: 2, out: "", err: "--out: names no folder; write one\n1 fault; nothing was written\n" });
  });

  it.each([
    ["a file", (path: string) => writeFileSync(path, "{}")],
    ["a folder", (path: string) => mkdirSync(path)],
  ])("overwrites no stack that it did not write: %s", (_what, put) => {
    mkdirSync(join(out, "stacks", "one"), { recursive: true });
    put(stack("one"));
    const { code, err } = synth();
    expect([code, err]).toEqual([2, `${stack("one")}: was not written by this tool; move it away, or name another folder by --out\n1 fault; nothing was written\n`]);
    expect(existsSync(stack("two"))).toBe(false);
  });

  it("leaves no folder of its own behind when its report can't be printed", () => {
    const full = openSync("/dev/full", "w");
    const ran = spawnSync(process.execPath, [join(PROJECT, "dist", "cli", "main.js"), "synth", "--tenants", tenants, "--out", out, "--jobs", "2", ...NOW], { stdio: ["ignore", full, "pipe"], encoding: "utf8" });
    closeSync(full);
    expect([ran.status, ran.stderr]).toEqual([2, "standard output: cannot be written: ENOSPC\n"]);
    expect(readdirSync(out).sort()).toEqual(["mailbox-baseline.json", "manifest.json", "stacks"]);
  });

  it("says on which line a tenant's approvals make a query too long, and writes nothing", () => {
    const apps = [...Array(60).keys()].map((i) => `  - { appId: 00000000-0000-4000-8000-0000000001${String(i).padStart(2, "0")}, displayName: App ${i}, resource: microsoft-graph, permissions: [Mail.Read], mailboxScope: { everyMailbox: true }, ticket: T, reason: r, owner: o, granted: 2026-11-01, expires: 2027-11-01 }`);
    writeFileSync(join(tenants, "one.yaml"), `${tenantFile("one", "01")}approvedApplications:\n${apps.join("\n")}\n`);
    const { code, err } = synth();
    expect(code).toBe(2);
    expect(err).toMatch(/one\.yaml:12 approvedApplications: make the query of app-mail-role-granted \d+ characters long; the service takes 10000: remove some of them\n2 faults; nothing was written\n$/u);
    expect(existsSync(out) && existsSync(stack("two"))).toBe(false);
  });

  it("takes 25 approved applications", () => {
    const apps = [...Array(25).keys()].map((i) => `  - { appId: 00000000-0000-4000-8000-0000000001${String(i).padStart(2, "0")}, displayName: App ${i}, resource: microsoft-graph, permissions: [Mail.Read, Mail.Send], mailboxScope: { everyMailbox: true }, ticket: T, reason: r, owner: o, granted: 2026-11-01, expires: 2027-11-01 }`);
    writeFileSync(join(tenants, "one.yaml"), `${tenantFile("one", "01")}approvedApplications:\n${apps.join("\n")}\n`);
    expect(synth().code).toBe(0);
  });

  it("prints the summary as JSON, with the clock it used", () => {
    const result = JSON.parse(synth("--format", "json").out) as { now: string; summaries: { tenant: string; resources: number }[] };
    expect(result.now).toBe("2026-11-20T09:00:00.000Z");
    expect(result.summaries.map((s) => s.tenant)).toEqual(["one", "two"]);
  });

  it("names the nearest tenant when asked for one that isn't there", () => {
    const { code, err } = synth("--tenant", "onne");
    expect([code, err]).toEqual([2, `${tenants}: has no tenant "onne"; did you mean one?\n1 fault; nothing was written\n`]);
  });

  it("writes into the folder that cdktf names, when cdktf runs it", () => {
    const env = { CDKTF_OUTDIR: join(folder(), "by-cdktf") };
    expect(commandLine(["synth", "--tenants", tenants, ...NOW], { env }).code).toBe(0);
    expect(existsSync(join(folder(), "by-cdktf", "manifest.json"))).toBe(true);
  });

  it("writes a tenant whose exception has expired all the same, and exits 1", () => {
    const expired = "exceptions:\n  - { detection: mailbox-full-access-granted, entity: a@one.com, value: FullAccess, reason: r, owner: o, granted: 2026-01-01, expires: 2026-02-01 }\n";
    writeFileSync(join(tenants, "one.yaml"), tenantFile("one", "01") + expired);
    const { code, out: said } = synth();
    expect(code).toBe(1);
    expect(said).toContain("FAIL  one  exceptions-are-live");
    expect(readFileSync(stack("one"), "utf8")).toContain("a@one.com");
  });
});
