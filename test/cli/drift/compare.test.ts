import fc from "fast-check";
import { compare as compareWith, type CompareProps } from "../../../cli/drift/compare";
import type { PlanMode, ToldDifference } from "../../../cli/drift/results";
import type { Side } from "../../../terraform/drift/difference";
import type { LiveValues } from "../../../terraform/drift/live-value";
import { daysAgo, graded, removed, told } from "../../support/drift";

const NOW = daysAgo(0);
const BEFORE = daysAgo(3);
type Live = Pick<LiveValues, "holds" | "wants">;
const HELD: Live = { holds: () => "yes", wants: () => false };
const THERE: CompareProps["state"] = { holds: () => true, makes: () => false };
const compare = (current: Parameters<typeof compareWith>[0], differences: readonly ToldDifference[], now: string, live: Live = HELD) => compareWith(current, { differences }, { now, live, mode: "full", state: THERE });

describe("a difference beside the run before", () => {
  it("is new where that one knew nothing of it", () => {
    expect(compare([graded()], [], NOW)).toEqual({ differences: [{ ...graded(), status: "new", firstSeen: NOW }], gone: [] });
  });

  it("is still there where address, attribute and value agree, and is as old as it is", () => {
    const { differences, gone } = compare([graded({ severity: "Low" })], [told({ firstSeen: BEFORE })], NOW);
    expect(differences).toEqual([{ ...graded({ severity: "Low" }), status: "still", firstSeen: BEFORE }]);
    expect(gone).toEqual([]);
  });

  it.each([
    ["another attribute", told({ attribute: "severity", firstSeen: BEFORE })],
    ["another resource", told({ address: "azurerm_x.y", firstSeen: BEFORE })],
    ["what did not count", told({ kind: "normalised", firstSeen: BEFORE })],
    ["a change from another value", told({ from: { value: null }, firstSeen: BEFORE })],
    ["the same value that was pending, and was withdrawn", told({ kind: "pending", firstSeen: BEFORE })],
  ])("is new beside %s", (_, other) => {
    expect(compare([graded()], [other], NOW).differences).toMatchObject([{ status: "new", firstSeen: NOW }]);
  });

  it("of a sensitive value is still there, whatever it is", () => {
    const hidden: Side = { hidden: "sensitive" };
    expect(compare([graded({ to: hidden })], [told({ to: hidden, firstSeen: BEFORE })], NOW).differences).toMatchObject([{ status: "still", firstSeen: BEFORE }]);
  });

  it("of a block is new where another block was gone from its row", () => {
    const gone = (category: string) => ({ attribute: "enabled_log[0]", from: { value: { category } }, to: { value: null } });
    expect(compare([graded(gone("AuditLogs"))], [told({ ...gone("SignInLogs"), firstSeen: BEFORE })], NOW)).toMatchObject({ differences: [{ status: "new" }], gone: [{ attribute: "enabled_log[0]", firstSeen: BEFORE }] });
  });

  it("that the configuration deletes is new where it had been deleted outside and made again", () => {
    const before = { ...removed(), status: "still" as const, firstSeen: BEFORE };
    expect(compare([{ ...removed(), kind: "pending" }], [before], NOW)).toMatchObject({ differences: [{ kind: "pending", status: "new" }], gone: [{ kind: "removed" }] });
  });

  it("follows its resource to another address", () => {
    const address = "azurerm_sentinel_alert_rule_scheduled.renamed";
    const { attribute: _, ...moved } = graded({ kind: "pending", address, from: { value: graded().address }, to: { value: address } });
    expect(compare([moved, graded({ address })], [told({ firstSeen: BEFORE })], NOW)).toMatchObject({ differences: [{ status: "new" }, { address, status: "still", firstSeen: BEFORE }], gone: [] });
  });

  it("is gone where nothing of it is left, unless it never counted", () => {
    const old = [told({ firstSeen: BEFORE }), { ...removed(), status: "still" as const, firstSeen: BEFORE }, told({ attribute: "tags", kind: "normalised" })];
    expect(compare([], old, NOW).gone).toEqual([
      { address: graded().address, attribute: "enabled", kind: "drift", firstSeen: BEFORE },
      { address: graded().address, kind: "removed", firstSeen: BEFORE },
    ]);
  });

  it("that changed again is told once, with both values and as old as it is", () => {
    const { differences, gone } = compare([graded({ attribute: "severity", to: { value: "Low" } })], [told({ attribute: "severity", to: { value: "Medium" }, firstSeen: BEFORE })], NOW);
    expect(differences).toEqual([{ ...graded({ attribute: "severity", to: { value: "Low" } }), status: "changed", before: { value: "Medium" }, firstSeen: BEFORE }]);
    expect(gone).toEqual([]);
  });

  it("that changed again after the state took it in is told once, and what is pending with another value too", () => {
    const [high, medium, low] = ["High", "Medium", "Low"].map((value) => ({ value })) as [Side, Side, Side];
    const changes = (kind: "drift" | "pending", now: { from: Side; to: Side }) => {
      const { differences, gone } = compare([graded({ attribute: "severity", kind, ...now })], [told({ attribute: "severity", kind, from: high, to: medium })], NOW);
      return [differences.map(({ status }) => status), gone.length];
    };
    expect(changes("drift", { from: medium, to: low })).toEqual([["changed"], 0]);
    expect(changes("pending", { from: high, to: low })).toEqual([["changed"], 0]);
    // What was pending was applied, and the next is pending.
    expect(changes("pending", { from: medium, to: low })).toEqual([["new"], 1]);
  });

  it("in a block changed again where it is the same block, whatever its row", () => {
    const change = (block: string) => compare([{ ...graded({ attribute: "action[0].order", to: { value: 2 } }), block }], [told({ attribute: "action[0].order", to: { value: 1 }, block: "sha256:a" })], NOW).differences.map(({ status }) => status);
    expect([change("sha256:a"), change("sha256:b")]).toEqual([["changed"], ["new"]]);
  });

  it("is as old as it is where the configuration says the same by now", () => {
    const by = graded({ kind: "pending", note: "the configuration says the same by now; an apply only records it" });
    expect(compare([by], [told({ firstSeen: BEFORE })], NOW)).toEqual({ differences: [{ ...by, status: "still", firstSeen: BEFORE }], gone: [] });
  });
});

describe("what Terraform takes for pending since somebody refreshed the state", () => {
  const pending = graded({ kind: "pending", from: { value: false }, to: { value: true }, severity: "Informational", meaning: "is switched on", policies: [] });

  it("stays the drift that it was", () => {
    const { differences, gone } = compare([pending], [told({ firstSeen: BEFORE })], NOW);
    expect(differences).toEqual([{ ...told({ firstSeen: BEFORE }), status: "still", note: "the state was refreshed since it was first seen, so Terraform itself takes it for pending" }]);
    expect(gone).toEqual([]);
  });

  it("says what an apply makes of it where that is another value than it had", () => {
    const severity = { attribute: "severity", from: { value: "High" }, to: { value: "Low" } };
    const { differences } = compare([graded({ ...severity, kind: "pending", from: { value: "Low" }, to: { value: "Medium" } })], [told(severity)], NOW);
    expect(differences).toMatchObject([{ kind: "drift", from: { value: "High" }, to: { value: "Low" }, wanted: { value: "Medium" } }]);
  });

  it("stays the resource that was deleted, and is so in every later run", () => {
    const { attribute: _, ...create } = graded({ kind: "pending", from: { hidden: "absent" }, to: { value: {} } });
    const before = { ...removed(), status: "still" as const, firstSeen: BEFORE };
    const second = compare([create], [before], NOW).differences;
    expect(second).toMatchObject([{ kind: "removed", to: { hidden: "absent" }, status: "still", firstSeen: BEFORE }]);
    expect(compare([create], second, NOW).differences).toEqual(second);
  });

  it("is over where the tenant was set back by hand: then `from` is only what the state says", () => {
    const by = { ...pending, note: "the configuration says the same by now; an apply only records it" };
    expect(compare([by], [told({ firstSeen: BEFORE })], NOW, { ...HELD, holds: () => "no" })).toEqual({ differences: [{ ...by, status: "new", firstSeen: NOW }], gone: [{ address: by.address, attribute: "enabled", kind: "drift", firstSeen: BEFORE }] });
  });

  it("is drift where nothing put it back before", () => {
    expect(compare([pending], [told({ kind: "unrepairable", firstSeen: BEFORE })], NOW).differences).toMatchObject([{ kind: "drift", to: { value: false }, status: "still", firstSeen: BEFORE }]);
  });

  it("is pending and new where nobody may see its values: they prove nothing", () => {
    const hidden = { from: { hidden: "sensitive" }, to: { hidden: "sensitive" } } as const;
    expect(compare([{ ...pending, ...hidden }], [told({ ...hidden, firstSeen: BEFORE })], NOW)).toMatchObject({ differences: [{ kind: "pending", status: "new", firstSeen: NOW }], gone: [{ kind: "drift" }] });
  });

  it.each([
    ["another live value", told({ to: { value: null } })],
    ["what was pending before", told({ kind: "pending", from: { value: false }, to: { value: true } })],
  ])("is pending beside %s", (_, before) => expect(compare([pending], [before], NOW).differences).toMatchObject([{ kind: "pending" }]));
});

describe("what nothing puts back, and no plan shows since the state has taken it in", () => {
  const known = told({ kind: "unrepairable", firstSeen: BEFORE, accepted: { owner: "Ann", reason: "A test.", expires: "2026-12-31", place: { file: "a.yaml", line: 1 } } });
  const { accepted: _, ...open } = known;

  it("is still there as long as the tenant holds it, and no longer accepted by that", () => {
    expect(compare([], [known], NOW)).toEqual({ differences: [{ ...open, status: "still", note: "an apply has taken it into the state; nothing puts it back" }], gone: [] });
    expect(compare([graded({ kind: "normalised" })], [known], NOW).differences).toMatchObject([{ kind: "normalised" }, { kind: "unrepairable", status: "still" }]);
  });

  it("is still there where nobody can tell", () => {
    expect(compare([], [known], NOW, { ...HELD, holds: () => "untold" }).differences).toMatchObject([{ status: "still", note: "the plan doesn't show it any more, and whether it is as it was nobody can tell, since it is sensitive" }]);
  });

  it.each<[string, ReturnType<typeof graded>[], Live]>([
    ["the tenant holds something else, or the resource is gone", [], { ...HELD, holds: () => "no" }],
    ["the configuration asks for it by now", [], { ...HELD, wants: () => true }],
    ["something else of it is pending", [graded({ kind: "pending", from: { value: true }, to: { value: null } })], HELD],
  ])("is gone where %s", (_, current, live) => {
    const { differences, gone } = compare(current, [known], NOW, live);
    expect([differences.length, gone]).toEqual([current.length, [{ address: known.address, attribute: "enabled", kind: "unrepairable", firstSeen: BEFORE }]]);
  });
});

describe("a full run and one that only refreshes", () => {
  const run = (mode: PlanMode, current: Parameters<typeof compareWith>[0], differences: readonly ToldDifference[], previousMode: PlanMode, { live = HELD, state = THERE }: Partial<Pick<CompareProps, "live" | "state">> = {}) =>
    compareWith(current, { differences, mode: previousMode, checked: BEFORE }, { now: NOW, live, mode, state });
  const pending = told({ kind: "pending", firstSeen: daysAgo(5) });

  it("keep what is pending as it was known, told as not looked at, and as old as it is when it is seen again", () => {
    const { differences, gone } = run("refresh-only", [], [pending], "full");
    expect([differences, gone]).toEqual([[{ ...pending, status: "still", lastSeen: BEFORE }], []]);
    expect(run("refresh-only", [], differences, "refresh-only").differences).toEqual(differences);
    expect(run("full", [graded({ kind: "pending" })], differences, "refresh-only")).toEqual({ differences: [{ ...graded({ kind: "pending" }), status: "still", firstSeen: daysAgo(5) }], gone: [] });
    expect(run("full", [], differences, "refresh-only")).toMatchObject({ differences: [], gone: [{ kind: "pending", firstSeen: daysAgo(5) }] });
  });

  it.each<[string, Partial<ToldDifference>]>([
    ["nothing puts back", { kind: "unrepairable", note: "ignore_changes" }],
    ["only the service sets", { kind: "computed", severity: "Informational", policies: [], note: "only the service sets it" }],
    ["the configuration says by now", { kind: "pending", note: "the configuration says the same by now; an apply only records it" }],
    ["an apply sets to a third value", { wanted: { value: null } }],
  ])("agree on what %s, which the one calls drift", (_, overrides) => {
    const { status: _status, firstSeen: _firstSeen, ...full } = told(overrides);
    const known = { ...full, status: "still" as const, firstSeen: BEFORE };
    expect(run("refresh-only", [graded()], [known], "full")).toEqual({ differences: [known], gone: [] });
    expect(run("full", [full], [told({ firstSeen: BEFORE })], "refresh-only")).toEqual({ differences: [known], gone: [] });
  });

  it("keep drift that the state has taken in while the tenant holds it", () => {
    const drift = told({ firstSeen: BEFORE });
    expect(run("refresh-only", [], [drift], "full")).toEqual({ differences: [{ ...drift, status: "still", note: "the state has taken it in, so that a plan that only refreshes doesn't show it" }], gone: [] });
    expect(run("refresh-only", [], [drift], "full", { live: { ...HELD, holds: () => "no" } })).toMatchObject({ differences: [], gone: [{ kind: "drift" }] });
    expect(run("full", [], [drift], "full").gone).toHaveLength(1);
  });

  it("keep what was known of a resource that the state doesn't hold, which an apply would make", () => {
    const [drift, lost] = [told({ firstSeen: daysAgo(5) }), { holds: () => false, makes: () => true }];
    const kept = [{ ...drift, status: "still", lastSeen: BEFORE, note: expect.stringContaining("another workspace") as string }];
    expect(run("full", [], [drift], "full", { state: lost })).toEqual({ differences: kept, gone: [] });
    expect(run("refresh-only", [], [drift], "full", { state: { ...lost, makes: () => false } })).toEqual({ differences: kept, gone: [] });
    // The configuration has given it up, and an apply took it away.
    expect(run("full", [], [drift], "full", { state: { ...lost, makes: () => false } }).gone).toHaveLength(1);
  });
});

describe("comparing", () => {
  const some = fc.array(fc.record({ attribute: fc.constantFrom("a", "b"), to: fc.constantFrom<Side>({ value: 1 }, { value: 2 }, { hidden: "sensitive" }), kind: fc.constantFrom("drift" as const, "normalised" as const) }), { maxLength: 6 });

  it("with itself finds all of it still there, and nothing gone", () => {
    fc.assert(
      fc.property(some, (parts) => {
        const first = compare(parts.map((part) => graded(part)), [], BEFORE);
        const second = compare(parts.map((part) => graded(part)), first.differences, NOW);
        expect(second.gone).toEqual([]);
        expect(second.differences.every(({ status, firstSeen }) => status === "still" && firstSeen === BEFORE)).toBe(true);
      }),
    );
  });

  it("with nothing left tells all that counted as gone", () => {
    fc.assert(fc.property(some, (parts) => expect(compare([], compare(parts.map((part) => graded(part)), [], BEFORE).differences, NOW).gone).toHaveLength(parts.filter(({ kind }) => kind === "drift").length)));
  });
});
