import fc from "fast-check";
import { compare } from "../../../cli/drift/compare";
import type { Side } from "../../../terraform/drift/difference";
import { daysAgo, graded, removed, told } from "../../support/drift";

const NOW = daysAgo(0);
const BEFORE = daysAgo(3);

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
  ])("is new beside %s", (_, other) => {
    expect(compare([graded()], [other], NOW).differences).toMatchObject([{ status: "new", firstSeen: NOW }]);
  });

  it("of a sensitive value is still there, whatever it is", () => {
    const hidden: Side = { hidden: "sensitive" };
    expect(compare([graded({ to: hidden })], [told({ to: hidden, firstSeen: BEFORE })], NOW).differences).toMatchObject([{ status: "still", firstSeen: BEFORE }]);
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

  it.each([
    ["another live value", told({ to: { value: null } })],
    ["what was pending before", told({ kind: "pending", from: { value: false }, to: { value: true } })],
  ])("is pending beside %s", (_, before) => expect(compare([pending], [before], NOW).differences).toMatchObject([{ kind: "pending" }]));
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
