import type { Checked } from "../../../cli/drift/fleet";
import { FleetProgress } from "../../../cli/drift/fleet-progress";
import type { TenantResult } from "../../../cli/drift/results";
import { failure, tenantResult, told } from "../../support/drift";

const CLEAR = "\r\u001b[K";
const clean: Checked<TenantResult> = { kind: "judged", judged: tenantResult(), seconds: 41.2 };
const drifted: Checked<TenantResult> = { kind: "judged", judged: tenantResult({ differences: [told()] }), seconds: 100 };
const failed: Checked<TenantResult> = { kind: "failed", failure: failure(), seconds: 3 };

function said(interactive: boolean, total: number, run: (progress: FleetProgress, sleep: (milliseconds: number) => void) => void): string {
  let now = 0;
  let err = "";
  run(new FleetProgress({ interactive, err: (text) => void (err += text) }, total, () => now), (milliseconds) => (now += milliseconds));
  return err;
}

describe("the progress of drift", () => {
  it("is a line for each tenant that has ended where nobody sits at a terminal", () => {
    expect(said(false, 1200, (progress) => {
      for (const name of ["a", "b", "c", "d"]) progress.started(name);
      progress.progress("a", { step: "plan", refreshed: 3, of: 9 });
      progress.ended("a", clean);
      progress.ended("b", drifted);
      progress.progress("c", { step: "init", refreshed: 0, retry: { attempts: 1, inMs: 20_000 } });
      progress.ended("c", failed);
      progress.ended("d", { kind: "interrupted" });
      progress.clear();
    })).toBe("1 of 1,200: a: clean (41 s)\n2 of 1,200: b: 1 drift (2 min)\nc: init tried once, again in 20 s\n3 of 1,200: c: failed: the state is locked by ci@runner-7 (3 s)\n3 of 1,200: d: interrupted\n");
  });

  it("is one line at a terminal, drawn anew twice a second, that fits in 80 columns", () => {
    const err = said(true, 100, (progress, sleep) => {
      progress.started("contoso");
      for (let i = 0; i < 12; i += 1) {
        sleep(15_000);
        progress.started(`t${i}`);
        progress.ended(`t${i}`, i === 3 ? failed : clean);
      }
      sleep(400);
      progress.progress("contoso", { step: "plan", refreshed: 23, of: 55 });
      sleep(100);
      progress.progress("contoso", { step: "plan", refreshed: 24, of: 55 });
      progress.clear();
      progress.clear();
    });
    const lines = err.split(CLEAR);
    expect(lines.slice(-2)).toEqual(["12 of 100 tenants, 1 running, 1 failed, 4.0 a minute, 23 min left", ""]);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(80);
    expect(err).not.toContain("\n");
    // Once at the beginning, for each tenant, and at the end: what comes sooner than half a second is not drawn.
    expect(lines.filter((line) => line !== "")).toHaveLength(14);
    expect(lines).toContain("0 of 100 tenants, 1 running; contoso: begins");
  });

  it("says of the tenant that moved last how far it is, where there is room", () => {
    const err = said(true, 3, (progress, sleep) => {
      progress.started("contoso");
      sleep(600);
      progress.progress("contoso", { step: "plan", refreshed: 23, of: 55 });
      sleep(600);
      progress.progress("contoso", { step: "plan", refreshed: 24 });
      sleep(600);
      progress.progress("contoso", { step: "init", refreshed: 0 });
    });
    expect(err.split(CLEAR).slice(2)).toEqual(["0 of 3 tenants, 1 running; contoso: 23 of 55 refreshed", "0 of 3 tenants, 1 running; contoso: 24 refreshed", "0 of 3 tenants, 1 running; contoso: init"]);
  });

  it.each([true, false])("lets no escape sequence of a message through, on a terminal: %s", (interactive) => {
    const err = said(interactive, 3, (progress) => {
      progress.started("a\u001b[2J");
      progress.ended("a\u001b[2J", { kind: "failed", failure: failure({ message: "\u001b]0;x\u0007\nfake" }), seconds: 1 });
    });
    expect(err.replaceAll(CLEAR, "").replace(/\n$/u, "")).not.toMatch(/[\u0000-\u001f]/u);
  });
});
