import { synthReport } from "../../../cli/synth/report";
import type { TenantSummary } from "../../../cli/summary";

function summary(i: number, changes: Partial<TenantSummary> = {}): TenantSummary {
  const families = [{ family: "audit-enablement", on: 5, off: 0, notApplicable: 2 }, { family: "mailbox-permissions", on: 9, off: 1, notApplicable: 0 }] as const;
  return { tenant: `t${i}`, file: `tenants/t${i}.yaml`, workspace: "law (created)", alerting: "sentinel", stack: `out/stacks/t${i}/cdk.tf.json`, resources: 31, families, changed: ["x"], excepted: [], approved: ["a", "b"], notApplicable: [], notes: [], ...changes };
}

function report(count: number, verbose: boolean, changes: Partial<TenantSummary> = {}): string {
  const summaries = Array.from({ length: count }, (_, i) => summary(i + 1, changes));
  return synthReport({ summaries, removed: [], kept: [], findings: [] }, { out: "out", verbose }, { color: false, width: 80 });
}

describe("what synth prints of its tenants", () => {
  it("is a line for each where there are more than twenty", () => {
    const lines = report(21, false).split("\n");
    expect(lines.slice(0, 3)).toEqual([
      "tenant  alerting  on  off  n/a  changed  excepted  approved  resources",
      "t1      sentinel  14    1    2        1         0         2         31",
      "t2      sentinel  14    1    2        1         0         2         31",
    ]);
    expect(lines).toContain("21 tenants, 651 resources in out");
  });

  it("counts what is imported, where that was asked for", () => {
    expect(report(21, false, { imports: { imported: [], notLookedFor: [] } }).split("\n")[1]).toBe("t1      sentinel  14    1    2        1         0         2         31        0");
  });

  it.each([
    ["with twenty", 20, false],
    ["with more and --verbose", 21, true],
  ])("is a block for each %s", (_what, count, verbose) => {
    const text = report(count, verbose);
    expect(text.match(/^t\d+  tenants\/t\d+\.yaml$/gmu)).toHaveLength(count);
    expect(text).toContain("    audit enablement           5 on, 2 not applicable");
  });
});
