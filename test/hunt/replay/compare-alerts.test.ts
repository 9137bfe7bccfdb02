import fc from "fast-check";
import type { HuntFinding } from "../../../hunt/finding";
import { type AlertComparison, compareByRecord, compareByWindow } from "../../../hunt/replay/compare-alerts";
import { findingAt } from "../../support/hunt-finding";

const DAY = { minutes: 1440 };

/** By the names that the alerts have here. */
function told({ kept, lost, gained }: AlertComparison, names: Readonly<Record<string, HuntFinding>>): object {
  const nameOf = (finding: HuntFinding): string | undefined => Object.entries(names).find(([, one]) => one === finding)?.[0];
  return { kept: kept.map(({ before, after }) => [nameOf(before), nameOf(after)]), lost: lost.map(nameOf), gained: gained.map(nameOf) };
}

describe("alerts of single records", () => {
  const compared = (before: Readonly<Record<string, HuntFinding>>, after: Readonly<Record<string, HuntFinding>>): object => told(compareByRecord(Object.values(before), Object.values(after)), { ...before, ...after });

  it("are kept where the other rule has one from the same record that names the same", () => {
    expect(compared({ a: findingAt([1]) }, { x: findingAt([1]) })).toEqual({ kept: [["a", "x"]], lost: [], gained: [] });
  });

  it("are others where they come from another record, line of a file or element of a line", () => {
    expect(compared({ a: findingAt([1]) }, { x: findingAt([2]) })).toEqual({ kept: [], lost: ["a"], gained: ["x"] });
    const elsewhere = findingAt([], { evidence: [{ file: "other.ndjson", line: 1 }], records: 1 });
    const element = findingAt([], { evidence: [{ file: "log.ndjson", line: 1, element: 2 }], records: 1 });
    expect(compared({ a: findingAt([1]) }, { x: elsewhere, y: element })).toEqual({ kept: [], lost: ["a"], gained: ["x", "y"] });
  });

  it.each(["actor", "mailbox", "application"] as const)("are others where they name another %s", (name) => {
    expect(compared({ a: findingAt([1], { [name]: "one" }) }, { x: findingAt([1], { [name]: "another" }) })).toEqual({ kept: [], lost: ["a"], gained: ["x"] });
  });

  it("are the same in large letters and small, with a title, severity, address, time or details of their own", () => {
    const otherwise = findingAt([1], { actor: "ANN@contoso.com", title: "x", severity: "Low", address: "", at: "2026-11-03T00:00:00Z", details: [{ name: "Rights", value: "x" }] });
    expect(compared({ a: findingAt([1]) }, { x: otherwise })).toEqual({ kept: [["a", "x"]], lost: [], gained: [] });
  });

  it("are the same where one of the two names nobody", () => {
    expect(compared({ a: findingAt([1]) }, { x: findingAt([1], { actor: "", application: "mailer" }) })).toEqual({ kept: [["a", "x"]], lost: [], gained: [] });
  });

  it("are counted one by one: of two alerts of one record, the one that isn't told any more is lost", () => {
    const [carol, dan] = [findingAt([1], { title: "ann gave carol access" }), findingAt([1], { title: "ann gave dan access" })];
    expect(compared({ carol, dan }, { x: { ...dan } })).toEqual({ kept: [["dan", "x"]], lost: ["carol"], gained: [] });
    expect(compared({ x: dan }, { carol, dan: { ...dan } })).toEqual({ kept: [["x", "dan"]], lost: [], gained: ["carol"] });
  });

  it("are told apart by their severity where all else is the same", () => {
    const [high, low] = [findingAt([1], { severity: "High" }), findingAt([1], { severity: "Low" })];
    expect(compared({ high, low }, { x: { ...low } })).toEqual({ kept: [["low", "x"]], lost: ["high"], gained: [] });
  });

  it("are paired by name before one that names nobody is taken for them", () => {
    expect(compared({ a: findingAt([1], { actor: "" }), b: findingAt([1]) }, { x: findingAt([1], { title: "x" }) })).toEqual({ kept: [["b", "x"]], lost: ["a"], gained: [] });
  });
});

describe("alerts of several records together", () => {
  const compared = (before: Readonly<Record<string, HuntFinding>>, after: Readonly<Record<string, HuntFinding>>): object => told(compareByWindow(Object.values(before), Object.values(after), DAY), { ...before, ...after });

  it("are kept where the other rule has one that shares a record and names the same", () => {
    expect(compared({ a: findingAt([1, 2]) }, { x: findingAt([2, 3]) })).toEqual({ kept: [["a", "x"]], lost: [], gained: [] });
    expect(compared({ a: findingAt([1, 2]) }, { x: findingAt([2, 3], { mailbox: "dan" }) })).toEqual({ kept: [], lost: ["a"], gained: ["x"] });
    expect(compared({ a: findingAt([1, 2]) }, { x: findingAt([3]) })).toEqual({ kept: [], lost: ["a"], gained: ["x"] });
  });

  it("may be told in fewer, or in more", () => {
    const hours = { a: findingAt([1]), b: findingAt([2]), c: findingAt([3]) };
    expect(compared(hours, { x: findingAt([1, 2]) })).toEqual({ kept: [["a", "x"], ["b", "x"]], lost: ["c"], gained: [] });
    expect(compared({ x: findingAt([1, 2]) }, hours)).toEqual({ kept: [["x", "a"]], lost: [], gained: ["c"] });
  });

  it("are paired with the one that says the same, if there is one", () => {
    expect(compared({ a: findingAt([1], { title: "twice" }) }, { x: findingAt([1], { title: "once" }), y: findingAt([1], { title: "twice" }) })).toEqual({ kept: [["a", "y"]], lost: [], gained: [] });
  });

  it("with more records than are named are kept by one whose look-back overlaps, and by no other", () => {
    const many = findingAt([1], { records: 5000, at: "2026-11-02T00:00:00Z" });
    const after = (at: string, records = 1): HuntFinding => findingAt([9], { at, records });
    expect(compared({ many }, { x: after("2026-11-02T23:59:00Z") })).toEqual({ kept: [["many", "x"]], lost: [], gained: [] });
    expect(compared({ many }, { x: after("2026-11-01T00:01:00Z") })).toEqual({ kept: [["many", "x"]], lost: [], gained: [] });
    expect(compared({ many }, { x: after("2026-11-03T00:00:00Z") })).toEqual({ kept: [], lost: ["many"], gained: ["x"] });
    expect(compared({ many }, { x: after("2026-11-01T00:00:00Z") })).toEqual({ kept: [], lost: ["many"], gained: ["x"] });
    expect(compared({ few: after("2026-11-02T00:00:00Z") }, { many: findingAt([1], { records: 5000 }) })).toEqual({ kept: [["few", "many"]], lost: [], gained: [] });
  });
});

const someAlerts = fc.array(
  fc.record({ line: fc.nat(3), actor: fc.constantFrom("ann", "bob", ""), title: fc.constantFrom("x", "y"), records: fc.constantFrom(1, 30), hour: fc.nat(40) }).map(({ line, actor, title, records, hour }) =>
    findingAt([line], { actor, title, records, at: new Date(Date.UTC(2026, 10, 2, hour)).toISOString() }),
  ),
  { maxLength: 8 },
);

describe("whatever the alerts", () => {
  it("each of the rule's as it was is kept or lost, and a rule compared with itself changes nothing", () => {
    fc.assert(
      fc.property(someAlerts, someAlerts, (before, after) => {
        for (const { kept, lost, gained } of [compareByRecord(before, after), compareByWindow(before, after, DAY)]) {
          expect(new Set([...kept.map((pair) => pair.before), ...lost])).toEqual(new Set(before));
          expect(kept.length + lost.length).toBe(before.length);
          expect(gained.every((finding) => after.includes(finding) && !kept.some((pair) => pair.after === finding))).toBe(true);
        }
        for (const { lost, gained } of [compareByRecord(before, [...before]), compareByWindow(before, [...before], DAY)]) expect([lost, gained]).toEqual([[], []]);
      }),
    );
  });

  it("what one rule gains, it loses the other way round", () => {
    fc.assert(
      fc.property(someAlerts, someAlerts, (before, after) => {
        const [there, back] = [compareByWindow(before, after, DAY), compareByWindow(after, before, DAY)];
        expect([there.lost, there.gained]).toEqual([back.gained, back.lost]);
        const one = compareByRecord(before, after);
        expect(one.kept.length + one.gained.length).toBe(after.length);
      }),
    );
  });
});
