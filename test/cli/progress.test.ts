import { WorkProgress } from "../../cli/progress";
import { silentIo } from "../support/silent-io";

const CLEAR = "\r\u001b[K";

function shown(interactive: boolean, run: (progress: WorkProgress, sleep: (milliseconds: number) => void) => void): string {
  let now = 0;
  let said = "";
  run(new WorkProgress({ ...silentIo(), interactive, err: (text) => void (said += text) }, () => now), (milliseconds) => (now += milliseconds));
  return said;
}

describe("the progress of synth", () => {
  it("says how many are done, how fast it goes and how long it will take, twice a second", () => {
    const said = shown(true, (progress, sleep) => {
      const done = progress.of("tenants", 1000);
      for (const count of [50, 100, 150, 200]) {
        sleep(250);
        done(count);
      }
    });
    expect(said).toBe(`${CLEAR}100 of 1,000 tenants, 200 a second, 5 s left${CLEAR}200 of 1,000 tenants, 200 a second, 4 s left`);
  });

  it("counts minutes where there are many, and slow tenants by tenths", () => {
    const said = shown(true, (progress, sleep) => {
      const done = progress.of("tenants", 1000);
      sleep(2000);
      done(5);
    });
    expect(said).toBe(`${CLEAR}5 of 1,000 tenants, 2.5 a second, 7 min left`);
  });

  it("takes the line away, once", () => {
    const said = shown(true, (progress, sleep) => {
      const done = progress.of("tenant files read", 40);
      sleep(600);
      done(40);
      progress.clear();
      progress.clear();
    });
    expect(said).toBe(`${CLEAR}40 of 40 tenant files read, 67 a second, 0 s left${CLEAR}`);
  });

  it.each([
    ["is shown to nobody where there is no terminal", false, 5000],
    ["is not shown of what takes less than half a second", true, 400],
  ])("%s", (_what, interactive, milliseconds) => {
    const said = shown(interactive, (progress, sleep) => {
      const done = progress.of("tenants", 10);
      sleep(milliseconds);
      done(10);
      expect(progress.said()).toBe("10 of 10 tenants");
      progress.clear();
    });
    expect(said).toBe("");
  });
});
