import { holdsVersion, isHash, recordAttributes, recordStack } from "../../../cli/upgrade/record";

const of = (attributes: object, version = "0.1.0") => recordAttributes(attributes, version);

describe("the record of a resource", () => {
  it("has its values by path, those of blocks too", () => {
    expect(of({ name: "a", enabled: true, incident: { create: false, grouping: { enabled: true } }, action: [{ groups: ["x", "y"] }] })).toEqual({
      name: "a",
      enabled: true,
      "incident.create": false,
      "incident.grouping.enabled": true,
      "action.groups": '["x","y"]',
    });
  });

  it("numbers the blocks of a list of several", () => {
    expect(of({ log: [{ category: "A" }, { category: "B" }] })).toEqual({ "log[0].category": "A", "log[1].category": "B" });
  });

  it("leaves out what no plan shows", () => {
    expect(of({ name: "a", "//": { metadata: {} }, depends_on: ["b"], lifecycle: { prevent_destroy: true }, provider: "azurerm", description: null })).toEqual({ name: "a" });
  });

  it("has a long text as a hash, which tells one from another", () => {
    const [a, b] = ["a", "b"].map((letter) => of({ query: `OfficeActivity\n| take ${letter}` })["query"]);
    expect([isHash(a), isHash(b), a === b]).toEqual([true, true, false]);
    expect(isHash(of({ query: "x".repeat(101) })["query"])).toBe(true);
    expect(of({ query: "x".repeat(100) })["query"]).toBe("x".repeat(100));
  });

  it("is the same for the next version but for what changed", () => {
    const made = (version: string, text = "") => of({ tags: { "baseline-version": version }, description: `${"What it finds. ".repeat(10)}${text}\n\nDetection x, version 1.0.0, mailbox-baseline ${version}.`, short: `mailbox-baseline ${version}` }, version);
    expect(made("0.2.0")).toEqual(made("0.1.0"));
    expect(made("0.2.0", "More.")["description"]).not.toBe(made("0.1.0")["description"]);
    expect(Object.values(made("0.1.0")).map(holdsVersion)).toEqual([true, true, true]);
    expect(isHash(made("0.1.0")["description"])).toBe(true);
  });

  it("takes no other version for its own", () => {
    expect(of({ tags: { "baseline-version": "0.3.0" } })).toEqual({ "tags.baseline-version": "0.3.0" });
  });
});

describe("the record of a stack", () => {
  it("has everything that plans depend on by its address, but not the tenant's backend", () => {
    const stack = {
      "//": { metadata: {} },
      resource: { azurerm_resource_group: { baseline: { name: "rg" } } },
      data: { azurerm_log_analytics_workspace: { workspace: { name: "law" } } },
      check: { kept: { assert: [{ condition: "${true}", error_message: "No." }] } },
      variable: { hook: { type: "string" } },
      provider: { azurerm: [{ environment: "public" }] },
      terraform: { backend: { local: { path: "x" } }, required_version: ">= 1.7.0", required_providers: { azurerm: { version: "4.55.0" } } },
      moved: [{ from: "a.b", to: "a.c" }],
    };
    expect(recordStack(stack, "0.1.0")).toEqual({
      "azurerm_resource_group.baseline": { name: "rg" },
      "check.kept": { "assert.condition": "${true}", "assert.error_message": "No." },
      "data.azurerm_log_analytics_workspace.workspace": { name: "law" },
      "provider.azurerm": { environment: "public" },
      terraform: { "required_providers.azurerm.version": "4.55.0", required_version: ">= 1.7.0" },
      "variable.hook": { type: "string" },
    });
  });
});
