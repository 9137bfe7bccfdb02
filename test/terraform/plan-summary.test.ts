import { planOf } from "../../terraform/plan";
import { summaryLine, summaryOf } from "../../terraform/plan-summary";
import { changeJson, planJson } from "../support/plan";

const line = (changes: Record<string, unknown>[], overrides = {}) => summaryLine(summaryOf(planOf(planJson({ resource_changes: changes, ...overrides }))));

describe("the summary of a plan", () => {
  it("counts what is done, a replace in either order once", () => {
    const as = (...actions: string[]) => changeJson("a.b", { actions, before: {}, after: {} });
    expect(line([as("create"), as("update"), as("delete", "create"), as("create", "delete"), as("delete"), as("forget"), as("no-op"), changeJson("data.a.b", { actions: ["read"] })])).toBe("1 to create, 1 to change, 2 to replace, 1 to destroy, 1 to forget, 1 to read");
  });

  it("tells imports and moves", () => {
    expect(line([changeJson("a.b", { actions: ["no-op"], importing: { id: "x" } }), changeJson("a.c", { actions: ["no-op"] }, { previous_address: "a.d" })])).toBe("1 to import, 1 moved");
  });

  it("says when there is nothing to do, and what others changed", () => {
    expect(line([changeJson("a.b", { actions: ["no-op"] })])).toBe("nothing to do");
    expect(line([], { resource_drift: [changeJson("a.b", { actions: ["update"] })] })).toBe("nothing to do, 1 changed by others since the last run");
  });
});
