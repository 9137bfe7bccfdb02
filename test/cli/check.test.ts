import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandLine } from "../support/command-line";
import { temporaryFolder } from "../support/temporary-folder";

it("the sample tenants have no finding, and their queries bind", () => {
  expect(commandLine(["check", "--now", "2026-11-20T09:00:00Z"])).toMatchObject({ code: 0, err: "" });
});

describe("mailbox-baseline check", () => {
  const folder = temporaryFolder();
  const check = (...args: string[]) => commandLine(["check", "--tenants", folder(), "--now", "2026-11-20", ...args]);

  beforeAll(() => {
    writeFileSync(
      join(folder(), "acme.yaml"),
      `name: acme
tenantId: 00000000-0000-4000-8000-000000000001
subscriptionId: 00000000-0000-4000-8000-000000000001
location: westeurope
acceptedDomains: [acme.com]
workspace: { create: { name: law-acme }, retentionDays: 90 }
alerting: sentinel
notify: { emails: [soc@acme.com] }
provider: { login: oidc }
backend: { local: {} }
connectors: { sentinel: declared, office365: declared, defenderForOffice365: declared, entraDiagnostics: declared }
detections:
  mailbox-protocols-enabled: { enabled: false, reason: Scanners, owner: Ann, granted: 2026-11-01, expires: 2026-12-31 }
exceptions:
  - { detection: mailbox-protocols-enabled, entity: a, value: b, reason: Old, owner: Ann, granted: 2026-01-01, expires: 2026-03-31 }
`,
    );
  });

  it("prints for a terminal of 80 columns", () => {
    const { code, out } = check();
    expect(code).toBe(1);
    expect(out.replaceAll(folder(), "TENANTS")).toMatchSnapshot();
    expect(Math.max(...out.replaceAll(folder(), "").split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it("prints Markdown for a pull request", () => {
    expect(check("--format", "markdown").out.replaceAll(/\\\/[^|]*acme\\.yaml|\/[^|(]*acme\.yaml/gu, "acme.yaml")).toMatchSnapshot();
  });

  it("prints JSON that counts every verdict", () => {
    const { counts } = JSON.parse(check("--format", "json").out) as { counts: Record<string, number> };
    expect(counts).toEqual({ fail: 3, unknown: 0, excepted: 1, "not applicable": 2, pass: 33 });
  });

  it("is clean again on the day the exception lived and the detection was on", () => {
    const { out } = commandLine(["check", "--tenants", folder(), "--now", "2026-03-31", "--format", "json"]);
    const findings = (JSON.parse(out) as { findings: { rule: string; verdict: string; subject: string }[] }).findings;
    expect(findings.filter((f) => f.verdict === "fail").map((f) => f.rule)).toEqual(["exceptions-are-live", "log-retention-kept"]);
  });
});
