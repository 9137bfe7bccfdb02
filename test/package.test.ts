import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "./support/command-line";
import { temporaryFolder } from "./support/temporary-folder";

/** Packing and installing take the registry's time, not ours. */
jest.setTimeout(240_000);

describe("the packed tarball, installed into an empty folder", () => {
  const folder = temporaryFolder();
  const run = (command: string, args: readonly string[], cwd: string) => {
    const { CDKTF_OUTDIR: _, ...env } = process.env;
    const ran = spawnSync(command, args, { cwd, encoding: "utf8", env: { ...env, npm_config_audit: "false", npm_config_fund: "false" } });
    return { code: ran.status, out: ran.stdout, err: ran.stderr };
  };
  const baseline = (...args: string[]) => run(process.execPath, [join("node_modules", "mailbox-baseline", "dist", "cli", "main.js"), ...args], join(folder(), "home"));

  beforeAll(() => {
    const packed = run("npm", ["pack", "--ignore-scripts", "--pack-destination", folder()], PROJECT);
    expect([packed.code, packed.err]).toEqual([0, expect.any(String)]);
    const [tarball] = readdirSync(folder());
    mkdirSync(join(folder(), "home"));
    writeFileSync(join(folder(), "home", "package.json"), "{}");
    const installed = run("npm", ["install", "--prefer-offline", "--ignore-scripts", join(folder(), tarball ?? "")], join(folder(), "home"));
    expect([installed.code, installed.code === 0 ? "" : installed.err]).toEqual([0, ""]);
  });

  it("has its command on npm's path", () => {
    const { version } = JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8")) as { version: string };
    expect(run("npx", ["--no-install", "mailbox-baseline", "--version"], join(folder(), "home")).out).toBe(`${version}\n`);
  });

  it("takes a user from init to a stack, with a detection of the user's own beside ours", () => {
    const own = join(folder(), "home", "ours", "detections", "teams-deleted");
    mkdirSync(own, { recursive: true });
    writeFileSync(
      join(own, "rule.yaml"),
      "name: Teams deleted\nseverity: Low\nkind: Scheduled\nqueryFrequency: 1h\nqueryPeriod: 1h\ntriggerOperator: gt\ntriggerThreshold: 0\nrequiredDataConnectors: []\nquery: OfficeActivity | where Operation =~ 'TeamDeleted'\n",
    );
    const ids = ["--tenant-id", "00000000-0000-4000-8000-000000000001", "--subscription-id", "00000000-0000-4000-8000-000000000002"];
    expect(baseline("init", "--name", "acme", ...ids, "--domains", "acme.com", "--emails", "soc@acme.com").code).toBe(0);
    const ran = baseline("synth", "--catalogue", "ours");
    expect([ran.code, ran.err]).toEqual([0, ""]);
    expect(ran.out).toContain("community rules            1 on");
    expect(readFileSync(join(folder(), "home", "cdktf.out", "stacks", "acme", "cdk.tf.json"), "utf8")).toContain("TeamDeleted");
  });

  it("gives its constructs to who requires it, without a tenant file of its own in the way", () => {
    const { out } = run(process.execPath, ["-e", "console.log(Object.keys(require('mailbox-baseline')).includes('TenantBaseline'))"], join(folder(), "home"));
    expect(out).toBe("true\n");
  });

  it("holds no test, no source map of this machine and nothing but what a user needs", () => {
    const top = readdirSync(join(folder(), "home", "node_modules", "mailbox-baseline")).sort();
    expect(top).toEqual(["CHANGELOG.md", "LICENSE", "README.md", "catalogue", "dist", "package.json", "schemas", "tenants"]);
  });
});
