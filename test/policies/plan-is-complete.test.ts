import { planIsComplete } from "../../policies/plan-is-complete";
import { planOf } from "../../terraform/plan";
import { containing } from "../support/containing";
import { changeJson, configuredJson, planJson } from "../support/plan";
import { judgePlan } from "../support/planned";

const created = changeJson("azuread_group.g", {});
const same = changeJson("azuread_group.g", { actions: ["no-op"], before: {} });
const configuration = { root_module: { resources: [configuredJson("azuread_group.g", {})] } };

function judged(overrides: Readonly<Record<string, unknown>>, leaveOut: readonly string[] = []) {
  const json = planJson({ resource_changes: [created], configuration, ...overrides });
  return judgePlan(planIsComplete, planOf(Object.fromEntries(Object.entries(json).filter(([key]) => !leaveOut.includes(key)))));
}

describe("a plan", () => {
  it("passes where it is whole, and where it changes nothing", () => {
    expect(judged({})).toEqual([{ subject: "the plan", verdict: "pass", message: "is whole" }]);
    expect(judged({ resource_changes: [same], applyable: false })).toMatchObject([{ verdict: "pass", message: "is whole, and changes no resource" }]);
    expect(judged({ configuration: { root_module: {} } }, ["resource_changes"])).toMatchObject([{ verdict: "pass" }]);
  });

  it("passes where it mends what somebody changed", () => {
    expect(judged({ resource_drift: [changeJson("azuread_group.g", { actions: ["update"], before: {} })] })).toMatchObject([{ verdict: "pass", message: "is whole" }]);
  });

  it("fails where it failed", () => {
    expect(judged({ errored: true, complete: false, applyable: false })).toMatchObject([{ verdict: "fail", message: "failed while it was made, so what it holds is a part" }]);
  });

  it("fails where it is of a part only", () => {
    expect(judged({ complete: false })).toMatchObject([{ verdict: "fail", message: "is not complete: it was limited to some resources (-target)" }]);
    expect(judged({ complete: false, deferred_changes: [null, {}] })).toMatchObject([{ message: "is not complete: Terraform put off 2 changes to a later plan" }]);
    expect(judged({ complete: false, deferred_changes: [{ reason: "provider_config_unknown", resource_change: { address: "azurerm_a.b" } }] })).toMatchObject([{ verdict: "fail", message: "is not complete: Terraform put off 1 change to a later plan (azurerm_a.b)" }]);
  });

  it("is unknown where it only refreshes", () => {
    expect(judged({ resource_drift: [changeJson("azuread_group.g", { actions: ["update"], before: {} })] }, ["resource_changes"])).toMatchObject([{ verdict: "unknown", message: containing("only refreshes the state") }]);
    expect(judged({ applyable: false }, ["resource_changes"])).toMatchObject([{ verdict: "unknown", message: containing("lists no resource, though there are some") }]);
    const inModule = { root_module: { module_calls: { a: { module: { resources: [configuredJson("azuread_group.g", {})] } } } } };
    expect(judged({ configuration: inModule }, ["resource_changes"])).toMatchObject([{ verdict: "unknown" }]);
    const state = { values: { root_module: { child_modules: [{ resources: [{ address: "azuread_group.g", mode: "managed", type: "azuread_group" }] }] } } };
    expect(judged({ configuration: {}, planned_values: state.values }, ["resource_changes"])).toMatchObject([{ verdict: "unknown", message: containing("lists no resource") }]);
    expect(judged({ configuration: {}, prior_state: state }, ["resource_changes"])).toMatchObject([{ verdict: "unknown" }]);
  });

  it("passes where only outputs change and there is no resource", () => {
    const data = { root_module: { resources: [configuredJson("data.azuread_client_config.c", {})] } };
    expect(judged({ configuration: data, output_changes: { a: { actions: ["create"] } } }, ["resource_changes"])).toMatchObject([{ verdict: "pass" }]);
  });

  it("is unknown where it contradicts itself", () => {
    expect(judged({ applyable: false })).toMatchObject([{ verdict: "unknown" }]);
  });

  it("of OpenTofu is judged by its error alone, and says so", () => {
    expect(judged({}, ["complete", "applyable"])).toMatchObject([{ verdict: "pass", message: containing("OpenTofu and older Terraform don't say whether it is complete") }]);
    expect(judged({ errored: true }, ["complete", "applyable"])).toMatchObject([{ verdict: "fail" }]);
    expect(judged({}, ["complete", "applyable", "resource_changes"])).toMatchObject([{ verdict: "unknown" }]);
  });

  it("of a newer format says what was not read", () => {
    expect(judged({ format_version: "1.3" })).toMatchObject([{ verdict: "pass", message: "is whole; it is of format 1.3, and this version knows 1.2: what is new in it was not read" }]);
    expect(judged({ format_version: "1.10" })[0]?.message).toContain("1.10");
    expect(judged({ format_version: "1.0" })[0]?.message).toBe("is whole");
  });
});
