import type { Difference } from "../../../terraform/drift/difference";
import { differencesOf } from "../../../terraform/drift/differences";
import { liveValues } from "../../../terraform/drift/live-value";
import { planOf } from "../../../terraform/plan";
import { planJson } from "../../support/plan";

const ADDRESS = "azurerm_x.y";
type Json = Readonly<Record<string, unknown>>;

const entry = (before: unknown, after: unknown = before, more: Json = {}): Json => ({ address: ADDRESS, type: "azurerm_x", name: "y", mode: "managed", provider_name: "p", change: { actions: ["no-op"], before, after, after_unknown: {}, before_sensitive: {}, after_sensitive: {}, ...more } });
const live = (values: unknown, more: Json = {}, rest: Json = {}) => liveValues(planOf(planJson({ resource_changes: [entry(values, values, more)], ...rest })));
const known = (attribute: string, to: unknown, from: unknown = null): Difference => ({ kind: "unrepairable", address: ADDRESS, type: "azurerm_x", attribute, from: { value: from }, to: { value: to } });

describe("what a plan says of a value that an earlier one knew", () => {
  const VALUES = { enabled: false, tags: { "a.b": "1" }, log: [{ category: "A", enabled: true }, { category: "B", enabled: false }] };

  it.each([
    ["an attribute", known("enabled", false), known("enabled", true)],
    ["a key of a map", known('tags["a.b"]', "1"), known('tags["a.b"]', "2")],
    ["an attribute in a block", known("log[1].enabled", false), known("log[1].enabled", true)],
    ["a block that was added, in whatever row", known("log[7]", VALUES.log[1]), known("log[0]", { category: "C", enabled: true })],
    ["a block that is gone", known("log[0]", null, { category: "C", enabled: true }), known("log[0]", null, VALUES.log[1])],
  ])("tells whether the tenant still holds it: %s", (_, same, other) => {
    expect([same, other].map((one) => live(VALUES).holds(one))).toEqual(["yes", "no"]);
  });

  it("takes two ways to write a value for one", () => expect(live({ note: null }).holds(known("note", "", "text"))).toBe("yes"));

  it("holds nothing of a resource that isn't there", () => expect(live(VALUES).holds({ ...known("enabled", false), address: "azurerm_x.z" })).toBe("no"));

  it("can't tell what is sensitive, then or now", () => {
    expect(live(VALUES).holds({ ...known("enabled", false), to: { hidden: "sensitive" } })).toBe("untold");
    expect(live(VALUES, { before_sensitive: { enabled: true } }).holds(known("enabled", false))).toBe("untold");
  });

  it("finds it in the state of a plan that only refreshes, which lists nothing else", () => {
    const module = { resources: [], child_modules: [{ resources: [{ address: ADDRESS, type: "azurerm_x", mode: "managed", values: VALUES, sensitive_values: {} }] }] };
    const { resource_changes: _, ...json } = planJson({ resource_drift: [], prior_state: { values: { root_module: module } } }) as Json;
    expect(liveValues(planOf(json)).holds(known("enabled", false))).toBe("yes");
  });

  it("tells whether the configuration asks for it by now", () => {
    const configuration = { root_module: { resources: [{ address: ADDRESS, type: "azurerm_x", name: "y", mode: "managed", expressions: { enabled: { constant_value: false } } }] } };
    const of = live(VALUES, {}, { configuration });
    expect([of.wants(known("enabled", false, true)), of.wants(known("enabled", true, false)), of.wants(known("other", 1))]).toEqual([true, false, false]);
  });
});

describe("the blocks that an attribute stands in", () => {
  const blocksOf = (before: unknown, attribute: string, more: Json = {}) => liveValues(planOf(planJson({ resource_drift: [entry(before, {}, more)], resource_changes: [] }))).blocksOf(known(attribute, null));

  it("are known by their names, else by all else in them, and by nothing sensitive", () => {
    const before = { a: [{ name: "one", x: 1, inner: [{ y: 1, z: 2 }] }], b: [{ key: "secret", x: 1, z: 3 }] };
    expect(blocksOf(before, "a[0].x")).toEqual([{ name: "one" }]);
    expect(blocksOf(before, "a[0].inner[0].y")).toEqual([{ name: "one" }, { z: 2 }]);
    expect(blocksOf(before, "b[0].x", { before_sensitive: { b: [{ key: true }] } })).toEqual([{ z: 3 }]);
  });

  it.each(["x", "a[0]", "a[3].x", 'tags["[0]"]'])("are none of %s", (attribute) => expect(blocksOf({ x: 1, a: [{ x: 1 }] }, attribute)).toBeUndefined());
});

describe("notes that reports go by", () => {
  const CONFIGURED = { root_module: { resources: [{ address: ADDRESS, type: "azurerm_x", name: "y", mode: "managed", expressions: { enabled: { constant_value: false } } }] } };
  const noteOf = (drift: Json, planned: Json): string | undefined => differencesOf(planOf(planJson({ configuration: CONFIGURED, resource_drift: [drift], resource_changes: [planned] })), { refreshOnly: false, attributeKind: () => "settable" })[0]?.note;

  it("are worded as they are", () => {
    const [on, off] = [{ enabled: true }, { enabled: false }];
    expect(noteOf(entry(on, off), entry(off))).toContain("an apply only records");
    expect(noteOf(entry(on, off), entry(off, null, { actions: ["forget"] }))).toContain("lets go of");
    expect(noteOf(entry(on, null, { actions: ["delete"] }), entry(null))).toContain("doesn't declare it any more");
  });
});
