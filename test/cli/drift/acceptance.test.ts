import { createHash } from "node:crypto";
import fc from "fast-check";
import { withAcceptances } from "../../../cli/drift/acceptance";
import { acceptedValue } from "../../../cli/drift/accepted-value";
import type { ToldDifference } from "../../../cli/drift/results";
import type { Exception } from "../../../catalogue/tenant";
import { told } from "../../support/drift";
import { LIVE, NOW, OVER, tenantWith, TO_COME } from "../../support/tenant-in-code";

const ENTITY = "azurerm_sentinel_alert_rule_scheduled.rule#enabled";
const exception = (overrides: Partial<Exception> = {}): Exception => ({ ...LIVE, rule: { kind: "check", id: "drift" }, entity: ENTITY, value: "false", owner: "Ann", reason: "A test.", ...overrides });
const locate = (path: readonly (string | number)[]) => ({ file: "acme.yaml", line: Number(path[1]) + 10 });
const accepting = (difference: ToldDifference, ...exceptions: readonly Exception[]) => withAcceptances([difference], tenantWith({ exceptions, locate }), NOW);

describe("an exception of drift", () => {
  it("covers the attribute with the value that it names, and says whose it is", () => {
    expect(accepting(told(), exception())).toEqual({ differences: [{ ...told(), accepted: { owner: "Ann", reason: "A test.", expires: LIVE.expires, place: { file: "acme.yaml", line: 10 } } }], idle: [] });
  });

  it.each([
    ["another value", told({ to: { value: null } })],
    ["another attribute", told({ attribute: "severity" })],
    ["another resource", told({ address: "azurerm_sentinel_alert_rule_scheduled.rules" })],
    ["a value that may not be seen", told({ to: { hidden: "sensitive" } })],
    ["what does not count", told({ kind: "normalised" })],
    ["a pending change to that value", told({ kind: "pending", from: { value: true }, to: { value: false } })],
  ])("doesn't cover %s, and is unused then", (_, difference) => {
    const { differences, idle } = accepting(difference, exception());
    expect(differences).toEqual([difference]);
    expect(idle).toMatchObject([{ state: "unused", entity: ENTITY, value: "false", place: { file: "acme.yaml", line: 10 } }]);
  });

  it.each([
    ["expired", OVER],
    ["not yet granted", TO_COME],
  ])("covers nothing when it is %s", (state, dates) => {
    const { differences, idle } = accepting(told(), exception(dates));
    expect(differences).toEqual([told()]);
    expect(idle).toMatchObject([{ state }]);
  });

  it.each(["false", "true"])("covers no pending change, whether it names what the tenant has or what it would get: %s", (value) => {
    expect(accepting(told({ kind: "pending", from: { value: false }, to: { value: true } }), exception({ value })).idle).toHaveLength(1);
  });

  describe("of a block", () => {
    const gone = (row: number, name: string) => told({ attribute: `email_receiver[${row}]`, from: { value: { name } }, to: { value: null } });
    const inside = (row: number, block: string) => told({ attribute: `action[${row}].enabled`, block });
    const accepts = (difference: ToldDifference) => exception({ entity: `${difference.address}#${difference.attribute ?? ""}`, value: acceptedValue(difference) ?? "" });

    it.each([
      ["a block that is gone", gone(0, "intern"), gone(1, "intern"), gone(0, "soc")],
      ["an attribute in a block", inside(0, "sha256:aa"), inside(1, "sha256:aa"), inside(0, "sha256:bb")],
    ])("covers %s in whatever row it stands, and no other in its row", (_, accepted, shifted, other) => {
      expect(accepting(accepted, accepts(accepted)).idle).toEqual([]);
      expect(accepting(shifted, accepts(accepted)).idle).toEqual([]);
      expect(accepting(other, accepts(accepted)).idle).toMatchObject([{ state: "unused" }]);
    });

    it("never covers it in another resource, whose number is no row", () => {
      const accepted = accepts({ ...gone(0, "intern"), address: "azurerm_x.y[0]" });
      expect(accepting({ ...gone(0, "intern"), address: "azurerm_x.y[1]" }, accepted).idle).toHaveLength(1);
    });

    it("has no value where nobody can tell which block it is", () => {
      expect(acceptedValue(told({ attribute: "action[0].enabled" }))).toBeUndefined();
      expect(acceptedValue(told({ attribute: "a[0].b[0]", from: { value: { c: 1 } }, to: { value: null } }))).toBeUndefined();
      expect(acceptedValue({ ...gone(0, "x"), from: { hidden: "sensitive" } })).toBeUndefined();
    });

    it("takes a key of a map for no row", () => expect(acceptedValue(told({ attribute: 'tags["[0]"]', to: { value: null } }))).toBe("null"));
  });

  it("covers a resource that was removed", () => {
    const { attribute: _, ...whole } = told({ kind: "removed", to: { hidden: "absent" } });
    expect(accepting(whole, exception({ entity: whole.address, value: "removed" })).idle).toEqual([]);
    expect(accepting({ ...whole, kind: "pending" }, exception({ entity: whole.address, value: "removed" })).idle).toHaveLength(1);
  });

  it("is none of another check or of a detection", () => {
    const others = [exception({ rule: { kind: "check", id: "log-retention-kept" } }), exception({ rule: { kind: "detection", id: "drift" } })];
    expect(accepting(told(), ...others)).toEqual({ differences: [told()], idle: [] });
  });
});

describe("the value that an exception accepts", () => {
  const valueOf = (value: unknown): string | undefined => acceptedValue(told({ to: { value } }));
  const sha = (json: string): string => `sha256:${createHash("sha256").update(json).digest("hex")}`;

  it.each([
    ["P1D", "P1D"],
    [30, "30"],
    [false, "false"],
    [null, "null"],
    [`a${"b".repeat(199)}`, `a${"b".repeat(199)}`],
  ])("of %j stands as it is", (value, text) => expect(valueOf(value)).toBe(text));

  it.each([
    ["null", '"null"'],
    ["", '""'],
    ["  ", '"  "'],
    ["two\nlines", String.raw`"two\nlines"`],
    ["\u001b[31mred", String.raw`"\u001b[31mred"`],
    ["sha256:00", '"sha256:00"'],
    ["a".repeat(201), `"${"a".repeat(201)}"`],
    [["b", "a"], '["b","a"]'],
    [{ b: 1, a: { d: null, c: [] } }, '{"a":{"c":[],"d":null},"b":1}'],
  ])("of %j is a fingerprint", (value, json) => expect(valueOf(value)).toBe(sha(json)));

  it.each([{ hidden: "sensitive" }, { hidden: "known only after apply" }, { value: "key=(sensitive)" }, { value: ["(sensitive)"] }] as const)("of %j is none: nobody could tell when it changes", (to) => {
    expect(acceptedValue(told({ to }))).toBeUndefined();
  });

  it("tells any two values of one attribute's type apart", () => {
    const text = fc.option(fc.oneof(fc.string(), fc.constantFrom("null", "sha256:", "", " ")));
    fc.assert(fc.property(text, text, (a, b) => expect(valueOf(a) === valueOf(b)).toBe(a === b)));
    const json = fc.array(fc.jsonValue());
    fc.assert(fc.property(json, json, (a, b) => expect(valueOf(a) === valueOf(b)).toBe(JSON.stringify(a) === JSON.stringify(b) || valueOf(a) === valueOf(JSON.parse(JSON.stringify(b))))));
  });
});
