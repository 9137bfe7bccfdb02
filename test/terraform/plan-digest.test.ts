import { planOf } from "../../terraform/plan";
import { planDifferences, planDigest } from "../../terraform/plan-digest";
import { changeJson, planJson } from "../support/plan";

const digest = (overrides: Record<string, unknown>) => planDigest(planOf(planJson(overrides)));
const change = (overrides: Record<string, unknown> = {}, entry: Record<string, unknown> = {}) => changeJson("a.b", { actions: ["update"], before: { x: 1, y: "s" }, after: { y: "s", x: 2 }, ...overrides }, entry);

describe("a plan's digest", () => {
  const one = digest({ resource_changes: [change(), changeJson("a.c", {})], timestamp: "2026-11-20T09:00:00Z" });

  it("is the same for what does the same: whenever it was made, in whatever order, by whatever release", () => {
    expect(one).toMatch(/^sha256:[0-9a-f]{64}$/u);
    expect(digest({ resource_changes: [changeJson("a.c", {}), change({ after: { x: 2, y: "s" } })], timestamp: "2026-11-21T09:00:00Z", terraform_version: "1.12.0", prior_state: {} })).toBe(one);
    expect(digest({ resource_changes: [change(), changeJson("a.c", {}), changeJson("a.d", { actions: ["no-op"] })] })).toBe(one);
  });

  it.each([
    ["another value", { resource_changes: [change({ after: { x: 3, y: "s" } }), changeJson("a.c", {})] }],
    ["another state that it starts from", { resource_changes: [change({ before: { x: 0, y: "s" } }), changeJson("a.c", {})] }],
    ["another action", { resource_changes: [change({ actions: ["delete", "create"] }), changeJson("a.c", {})] }],
    ["one change less", { resource_changes: [change()] }],
    ["an output", { resource_changes: [change(), changeJson("a.c", {})], output_changes: { o: { actions: ["create"], after: "x" } } }],
    ["a move", { resource_changes: [change(), changeJson("a.c", {}), changeJson("a.d", { actions: ["no-op"] }, { previous_address: "a.e" })] }],
    ["an import", { resource_changes: [change(), changeJson("a.c", {}), changeJson("a.d", { actions: ["no-op"], importing: { id: "1" } })] }],
    ["a value that is known only after apply", { resource_changes: [change({ after_unknown: { z: true } }), changeJson("a.c", {})] }],
    ["a second change of one address", { resource_changes: [change(), change(), changeJson("a.c", {})] }],
    ["a deposed object", { resource_changes: [change(), changeJson("a.c", {}), change({ actions: ["delete"] }, { deposed: "1" })] }],
  ])("is another for %s", (_, overrides) => {
    expect(digest(overrides)).not.toBe(one);
  });
});

describe("how a plan differs from the approved one", () => {
  const differences = (before: Record<string, unknown>[], after: Record<string, unknown>[]) =>
    planDifferences(planOf(planJson({ resource_changes: before })), planOf(planJson({ resource_changes: after }))).map(({ name, what }) => `${name} ${what}`);

  it("is nothing where the digests are the same", () => {
    expect(differences([change()], [change()])).toEqual([]);
  });

  it("is said by address, action and attribute, without a value", () => {
    expect(differences([change(), changeJson("a.c", {})], [change({ after: { x: "a secret", y: "s" } }), changeJson("a.d", {})])).toEqual([
      "a.b differs in x", "a.c is no longer there; it was create", "a.d is new: create",
    ]);
    expect(differences([change()], [change({ actions: ["delete"], after: null })])).toEqual(["a.b is delete instead of update"]);
    expect(differences([change()], [change({ replace_paths: [["x"]] })])).toEqual(["a.b differs in replace_paths"]);
  });
});
