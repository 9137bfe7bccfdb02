import fc from "fast-check";
import { stableJson } from "../../constructs/stable-json";

describe("stable JSON", () => {
  it("is JSON with sorted keys, whatever the values", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = stableJson(value, "closed");
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(text).toBe(stableJson(reversed(value), "closed"));
      }),
    );
  });

  it("is indented like JSON.stringify's", () => {
    const value = { a: [1, { b: [] }, "x"], c: {}, d: { e: null } };
    expect(stableJson(value, "closed")).toBe(JSON.stringify(value, undefined, 2));
  });

  it("ends an empty list or map on a line of its own, where cdktf does", () => {
    expect(stableJson({ a: [], b: { c: {} } }, "open")).toBe('{\n  "a": [\n  ],\n  "b": {\n    "c": {\n    }\n  }\n}');
  });

  it("sorts keys that look like numbers as texts", () => {
    expect(stableJson({ 10: 1, 9: 2, "-": 3 }, "closed")).toBe('{\n  "-": 3,\n  "10": 1,\n  "9": 2\n}');
  });

  it("leaves out what has no JSON, in a list as null, and writes a date as its text", () => {
    expect(JSON.parse(stableJson({ a: undefined, b: [undefined, () => 1], c: () => 1, d: new Date(0) }, "open"))).toEqual({ b: [null, null], d: "1970-01-01T00:00:00.000Z" });
  });
});

/** The same value, each map made with its keys the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([key, inner]) => [key, reversed(inner)]));
}
