import { InputError } from "../../../catalogue/fault";
import { runFleet, type Checked, type FleetProps, type StackRunner } from "../../../cli/drift/fleet";
import type { StackPlan } from "../../../terraform/run/outcome";
import { planOf } from "../../../terraform/plan";
import { failure } from "../../support/drift";
import { planJson } from "../../support/plan";

const PLANNED: StackPlan = { kind: "planned", plan: planOf(planJson()), attempts: 1 };
const tenants = (count: number) => Array.from({ length: count }, (_, i) => ({ name: `t${i}`, dir: `dir${i}` }));

function fleet(count: number, plan: StackRunner["plan"], props: Partial<FleetProps<string>> = {}): Promise<readonly Checked<string>[]> {
  let now = 0;
  return runFleet(tenants(count), {
    runner: { plan },
    concurrency: 2,
    judge: (_, { name }) => Promise.resolve(name),
    signal: new AbortController().signal,
    watcher: { started: () => undefined, progress: () => undefined, ended: () => undefined },
    clock: () => (now += 1000),
    ...props,
  });
}

const later = (): Promise<void> => new Promise(setImmediate);

describe("a fleet of tenants", () => {
  it("is planned so many at once, and answers in the order of the tenants", async () => {
    let running = 0;
    let most = 0;
    const checked = await fleet(9, async (dir) => {
      running += 1;
      most = Math.max(most, running);
      for (let i = 0; i < 10 - Number(dir.slice(3)); i += 1) await later();
      running -= 1;
      return PLANNED;
    }, { concurrency: 3 });
    expect(most).toBe(3);
    expect(checked.map((one) => (one.kind === "judged" ? one.judged : one.kind))).toEqual(tenants(9).map(({ name }) => name));
  });

  it("goes on where one fails, by its outcome or by what nobody thought of", async () => {
    const checked = await fleet(4, (dir) => {
      if (dir === "dir0") return Promise.resolve({ kind: "failed", failure: failure() });
      if (dir === "dir1") return Promise.reject(new Error("out of cheese"));
      if (dir === "dir2") return Promise.reject(new InputError([{ file: "f.yaml", path: "", message: "is gone" }]));
      return Promise.resolve(PLANNED);
    });
    expect(checked).toMatchObject([
      { kind: "failed", failure: failure() },
      { kind: "failed", failure: { cause: "terraform", message: "unexpected: out of cheese" } },
      { kind: "failed", failure: { message: "f.yaml: is gone" } },
      { kind: "judged", judged: "t3" },
    ]);
  });

  it("says how long each took", async () => {
    expect(await fleet(1, () => Promise.resolve(PLANNED))).toEqual([{ kind: "judged", judged: "t0", seconds: 1 }]);
  });

  it("starts no other tenant once it is aborted, and waits for those that run", async () => {
    const abort = new AbortController();
    const began: string[] = [];
    const checked = await fleet(5, async (dir) => {
      began.push(dir);
      if (dir === "dir2") abort.abort();
      await later();
      return abort.signal.aborted ? { kind: "interrupted" } : PLANNED;
    }, { signal: abort.signal });
    expect(began).toEqual(["dir0", "dir1", "dir2"]);
    expect(checked.map(({ kind }) => kind)).toEqual(["judged", "interrupted", "interrupted", "not started", "not started"]);
  });

  it("takes what breaks after an abort for the abort's doing", async () => {
    const abort = new AbortController();
    const checked = await fleet(1, () => {
      abort.abort();
      return Promise.reject(new Error("killed"));
    }, { signal: abort.signal });
    expect(checked).toEqual([{ kind: "interrupted" }]);
  });

  it("lets go of plans: of a thousand, 37 of which fail, 963 are judged and 37 named, and only as many plans are held as are planned at once", async () => {
    const held = new Set<object>();
    let most = 0;
    const fails = (i: number): boolean => i % 27 === 5;
    const checked = await fleet(1000, async (dir) => {
      await later();
      if (fails(Number(dir.slice(3)))) return { kind: "failed", failure: failure({ message: dir }) };
      const plan = planOf(planJson());
      held.add(plan);
      most = Math.max(most, held.size);
      return { kind: "planned", plan, attempts: 1 };
    }, { concurrency: 4, judge: async (plan, { name }) => {
      await later();
      held.delete(plan);
      return name;
    } });
    const failed = checked.flatMap((one) => (one.kind === "failed" ? [one.failure.message] : []));
    expect([checked.filter(({ kind }) => kind === "judged").length, failed.length]).toEqual([963, 37]);
    expect(failed.slice(0, 3)).toEqual(["dir5", "dir32", "dir59"]);
    expect(most).toBeLessThanOrEqual(4);
  });
});
