import fc from "fast-check";
import { compare as compareWith } from "../../../cli/drift/compare";
import type { Side } from "../../../terraform/drift/difference";
import type { LiveValues } from "../../../terraform/drift/live-value";
import { daysAgo, graded, removed, told } from "../../support/drift";

const NOW = daysAgo(0);
const BEFORE = daysAgo(3);
type Live = Pick<LiveValues, "holds" | "wants">;
const HELD: Live = { holds: () => "yes", wants: () => false };
const compare = (current: Parameters<typeof compareWith>[0], previous: Parameters<typeof compareWith>[1], now: string, live: Live = HELD) => compareWith(current, previous, now, live);

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
    ["another value", told({ to: { value: null }, firstSeen: BEFORE })],
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

  it("that changed again is gone with its old value, and new with the other", () => {
    const { differences, gone } = compare([graded({ attribute: "severity", to: { value: "Low" } })], [told({ attribute: "severity", to: { value: "Medium" } })], NOW);
    expect([differences[0]?.status, gone.length]).toEqual(["new", 1]);
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
    ["it was changed again", [graded({ kind: "unrepairable", to: { value: null } })], HELD],
  ])("is gone where %s", (_, current, live) => {
    const { differences, gone } = compare(current, [known], NOW, live);
    expect([differences.length, gone]).toEqual([current.length, [{ address: known.address, attribute: "enabled", kind: "unrepairable", firstSeen: BEFORE }]]);
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
