import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandLine } from "../support/command-line";
import { temporaryFolder } from "../support/temporary-folder";

const answers = (name: string, tenantId = "00000000-0000-4000-8000-000000000001"): string[] =>
  ["--name", name, "--tenant-id", tenantId, "--subscription-id", "00000000-0000-4000-8000-000000000002", "--domains", "acme.com", "acme.de", "--emails", "soc@acme.com"];
const ANSWERS = answers("acme");

describe("mailbox-baseline init", () => {
  const folder = temporaryFolder();
  const init = (dir: string, ...args: string[]) => commandLine(["init", "--tenants", join(folder(), dir), ...args]);

  it("writes a commented file", () => {
    expect(init("plain", ...ANSWERS).code).toBe(0);
    expect(readFileSync(join(folder(), "plain", "acme.yaml"), "utf8")).toMatchSnapshot();
  });

  describe("for tenants of every kind", () => {
    const KINDS = [
      ["a workspace of its own", "created", []],
      ["azure-monitor", "monitor", ["--alerting", "azure-monitor"]],
      ["an existing workspace", "existing", ["--workspace-id", "/subscriptions/00000000-0000-4000-8000-000000000002/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/law-security"]],
      ["a managed identity", "identity", ["--login", "managed-identity", "--location", "Germany West Central"]],
    ] as const;
    let checked: readonly { readonly subject: string; readonly verdict: string; readonly tenant: string }[];

    beforeAll(() => {
      for (const [index, [, name, args]] of KINDS.entries()) {
        expect(init("kinds", ...answers(name, `00000000-0000-4000-8000-00000000001${index}`), ...args)).toMatchObject({ code: 0, err: "" });
      }
      const { code, out } = commandLine(["check", "--tenants", join(folder(), "kinds"), "--now", "2026-11-20", "--format", "json"]);
      expect(code).toBe(0);
      checked = (JSON.parse(out) as { findings: typeof checked }).findings;
    });

    it.each(KINDS)("writes a file for %s that passes check", (_kind, name) => {
      const verdicts = checked.filter(({ tenant }) => tenant === name).map(({ verdict }) => verdict);
      expect(verdicts).toContain("pass");
      expect(verdicts).not.toContain("fail");
    });
  });

  it("asks for nothing without a terminal, but names the flags that are missing", () => {
    expect(init("none", "--name", "acme")).toEqual({ code: 2, out: "", err: "init: needs --tenant-id, --subscription-id, --domains, --emails, since there is no terminal to ask at\n1 fault; nothing was written\n" });
  });

  it("never overwrites a file", () => {
    init("twice", ...ANSWERS);
    const file = join(folder(), "twice", "acme.yaml");
    writeFileSync(file, "mine");
    expect(init("twice", ...ANSWERS).code).toBe(2);
    expect(readFileSync(file, "utf8")).toBe("mine");
  });

  it("refuses a tenant that another file has already", () => {
    init("same", ...ANSWERS);
    const { code, err } = init("same", ...ANSWERS.map((a) => (a === "acme" ? "other" : a)));
    expect(code).toBe(2);
    expect(err).toContain("has the tenant 00000000-0000-4000-8000-000000000001 already, as acme");
  });

  it.each([
    ["a name that leads out of the folder", "acme", "../acme"],
    ["a tenant id that is none", "00000000-0000-4000-8000-000000000001", "nonsense"],
    ["a mail address that would be YAML of its own", "soc@acme.com", "x]\nname: evil"],
  ])("writes nothing for %s", (what, good, bad) => {
    expect(init(what.replaceAll(" ", "-"), ...ANSWERS.map((a) => (a === good ? bad : a))).code).toBe(2);
    const written = (): string[] => readdirSync(join(folder(), what.replaceAll(" ", "-")));
    expect(what.startsWith("a name") ? [] : written()).toEqual([]);
  });
});
