import type { Checked } from "../../../cli/drift/fleet";
import { FleetProgress } from "../../../cli/drift/fleet-progress";
import type { TenantResult } from "../../../cli/drift/results";
import { failure, tenantResult, told } from "../../support/drift";

const CLEAR = "\r\u001b[K";
const clean: Checked<TenantResult> = { kind: "judged", judged: tenantResult(), seconds: 41.2 };
const drifted: Checked<TenantResult> = { kind: "judged", judged: tenantResult({ differences: [told()] }), seconds: 100 };
const failed: Checked<TenantResult> = { kind: "failed", failure: failure(), seconds: 3 };

function said(interactive: boolean, total: number, run: (progress: FleetProgress, sleep: (seconds: number) => void) => void): string {
  let now = 0;
  let err = "";
  let tick = (): void => undefined;
  const progress = new FleetProgress({ interactive, err: (text) => void (err += text) }, total, () => now, (milliseconds, act) => {
    expect(milliseconds).toBe(1000);
    tick = act;
    return () => (tick = () => undefined);
  });
  run(progress, (seconds) => {
    for (let second = 0; second < seconds; second += 1) {
      now += 1000;
      tick();
    }
  });
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
      progress.end();
    })).toBe("1 of 1,200: a: clean (41 s)\n2 of 1,200: b: 1 drift (2 min)\nc: init tried once, again in 20 s\n3 of 1,200: c: failed: the state is locked by ci@runner-7 (3 s)\n3 of 1,200: d: interrupted\n");
  });

  it("is one line at a terminal, drawn anew each second while something runs, also where nothing is heard of it", () => {
    const err = said(true, 3, (progress, sleep) => {
      sleep(1);
      progress.started("contoso");
      progress.started("fabrikam");
      expect(progress.running.working.map(({ name }) => name)).toEqual(["contoso", "fabrikam"]);
      sleep(2);
      progress.progress("contoso", { step: "plan", refreshed: 23, of: 55 });
      sleep(1);
      progress.ended("contoso", clean);
      sleep(1);
      progress.ended("fabrikam", failed);
      sleep(5);
      progress.end();
      progress.end();
      progress.started("too late");
      sleep(1);
    });
    expect(err.split(CLEAR)).toEqual([
      "",
      "0 of 3 planned, 2 running; contoso: 1 s, begins",
      "0 of 3 planned, 2 running; contoso: 2 s, begins",
      "0 of 3 planned, 2 running; contoso: 3 s, 23 of 55 refreshed",
      "1 of 3 planned, 1 running, 12 a minute, 1 min left; fabrikam: 4 s, begins",
      "",
    ]);
  });

  it("says how long the pause before another attempt is yet, in which nothing runs", () => {
    const err = said(true, 2, (progress, sleep) => {
      progress.started("a");
      progress.started("b");
      progress.progress("a", { step: "init", refreshed: 0, retry: { attempts: 2, inMs: 2500 } });
      sleep(2);
      progress.progress("a", { step: "init", refreshed: 0 });
      sleep(1);
    });
    expect(err.split(CLEAR).slice(1)).toEqual(["0 of 2 planned, 1 running, 1 waiting; a: init tried 2 times, again in 2 s", "0 of 2 planned, 1 running, 1 waiting; a: init tried 2 times, again in 1 s", "0 of 2 planned, 2 running; a: 3 s, init"]);
  });

  it("fits in 80 columns, whatever it says", () => {
    const err = said(true, 12_345, (progress, sleep) => {
      const long = `contoso-${"x".repeat(60)}`;
      progress.started(long);
      progress.progress(long, { step: "plan", refreshed: 1234, of: 5678 });
      sleep(1);
      for (let i = 0; i < 1200; i += 1) {
        progress.started(`t${i}`);
        progress.ended(`t${i}`, i % 3 === 0 ? failed : clean);
      }
      sleep(60);
    });
    const lines = err.split(CLEAR);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(80);
    expect(lines[1]).toBe(`0 of 12,345 planned, 1 running; contoso-xxxxxxx…: 1 s, 1,234 of 5,678 refreshed`);
    expect(lines.at(-1)).toBe("1,200 of 12,345 planned, 1 running, 400 failed; contoso…: 61 s, 1,234 of 5,678 ");
  });

  it("makes room for a line of something else", () => {
    const err = said(true, 1, (progress, sleep) => {
      progress.started("a");
      sleep(1);
      progress.say("odd\u001b");
      sleep(1);
    });
    expect(err.split(CLEAR).slice(2)).toEqual(["odd\\u001b\n", "0 of 1 planned, 1 running; a: 2 s, begins"]);
  });

  it.each([true, false])("lets no escape sequence of a message through, on a terminal: %s", (interactive) => {
    const err = said(interactive, 3, (progress, sleep) => {
      progress.started("a\u001b[2J");
      sleep(1);
      progress.ended("a\u001b[2J", { kind: "failed", failure: failure({ message: "\u001b]0;x\u0007\nfake" }), seconds: 1 });
    });
    expect(err.replaceAll(CLEAR, "").replace(/\n$/u, "")).not.toMatch(/[\u0000-\u001f]/u);
  });
});
