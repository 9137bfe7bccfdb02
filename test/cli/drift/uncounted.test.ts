import { uncountedChanges, uncountedLine } from "../../../cli/drift/uncounted";
import { whatToDo } from "../../../cli/drift/what-to-do";
import { tenantResult, told } from "../../support/drift";

const rule = (n: number) => told({ kind: "normalised", type: "azurerm_sentinel_alert_rule_nrt", address: `azurerm_sentinel_alert_rule_nrt.r${n}`, attribute: "tactics", from: { value: null }, to: { value: [] } });

describe("What doesn't count", () => {
  it("is told once for all resources of a type that it is the same of, the most frequent first", () => {
    const tags = told({ kind: "computed", type: "azurerm_x", address: "azurerm_x.y", attribute: "etag", from: { value: 1 }, to: { value: 2 } });
    expect(uncountedChanges([tags, rule(1), rule(2), rule(3), rule(4), told({})]).map(uncountedLine)).toEqual(["4 azurerm_sentinel_alert_rule_nrt (r1, r2, r3 …): tactics null -> []", "azurerm_x.y: etag 1 -> 2 (computed)"]);
  });

  it("names each resource where they are few", () => expect(uncountedChanges([rule(1), rule(2), rule(3)]).map(uncountedLine)).toEqual(["azurerm_sentinel_alert_rule_nrt.r1, azurerm_sentinel_alert_rule_nrt.r2, azurerm_sentinel_alert_rule_nrt.r3: tactics null -> []"]));
});

describe("What to do", () => {
  it.each([
    ["drift", "To mend: what was removed or drifted, an apply of the stack puts back; what is meant to stay is accepted by drift --accept."],
    ["pending", "To mend: what is pending waits for an apply."],
    ["unrepairable", "To mend: what is unrepairable, an apply leaves: change it in the tenant, or set it in the configuration; what is meant to stay is accepted by drift --accept."],
  ] as const)("is told of %s", (kind, said) => expect(whatToDo([tenantResult({ differences: [told({ kind })] })])).toBe(said));

  it("is nothing where nothing counts", () => expect(whatToDo([tenantResult({ differences: [told({ kind: "normalised" })] })])).toBeUndefined());
});
