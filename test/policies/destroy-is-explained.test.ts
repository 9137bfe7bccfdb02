import { destroyIsExplained } from "../../policies/destroy-is-explained";
import { containing } from "../support/containing";
import { judgePlan, planWith, type Planned } from "../support/planned";

const GROUP = "/subscriptions/2/resourceGroups/rg";
const WORKSPACE = `${GROUP}/providers/Microsoft.OperationalInsights/workspaces/law`;
const law: Planned = { address: "azurerm_log_analytics_workspace.law", before: { id: WORKSPACE }, after: { id: WORKSPACE }, actions: ["no-op"] };

function judged(...planned: readonly Planned[]) {
  return judgePlan(destroyIsExplained, planWith(planned));
}

describe("what a plan destroys", () => {
  const action = (entry: Planned["entry"] = {}): Planned => ({ address: "azurerm_monitor_action_group.soc", before: { id: "/a" }, entry });

  it.each([
    ["delete_because_no_resource_config", "is destroyed, because it is no longer in the configuration"],
    ["delete_because_count_index", "is destroyed, because its count no longer reaches it"],
    ["delete_because_each_key", "is destroyed, because its for_each no longer has this key"],
    ["delete_because_no_module", "is destroyed, because its module is no longer called"],
    ["delete_because_wrong_repetition", "is destroyed, because its count or for_each was added or taken away"],
    ["something_new", "is destroyed, for the reason something_new"],
    [undefined, "is destroyed, for no reason that the plan gives, as `terraform destroy` does"],
  ])("is told with Terraform's reason: %s", (reason, message) => {
    expect(judged(action(reason === undefined ? {} : { action_reason: reason }))).toEqual([{ subject: "azurerm_monitor_action_group.soc", verdict: "pass", message }]);
  });

  it("is told where it is replaced, and in which order", () => {
    const replaced = (actions: string[]) => judged({ ...action({ action_reason: "replace_by_request" }), after: { id: "/b" }, actions });
    expect(replaced(["create", "delete"])).toMatchObject([{ verdict: "pass", message: "is replaced, because somebody asked for it (-replace): the new one is made before the old one goes" }]);
    expect(replaced(["delete", "create"])).toMatchObject([{ verdict: "pass", message: containing("the old one goes before the new one is made") }]);
  });

  it("is told where it is only forgotten", () => {
    expect(judged({ ...action(), actions: ["forget"] })).toMatchObject([{ verdict: "pass", message: "stays as it is, and Terraform no longer manages it" }]);
    expect(judged({ ...action(), after: {}, actions: ["create", "forget"] })).toMatchObject([{ verdict: "pass", message: containing("the old one stays") }]);
  });

  it("fails where it was meant to be moved", () => {
    expect(judged(action({ action_reason: "delete_because_no_move_target" }))).toMatchObject([{ verdict: "fail", message: containing("where it was meant to be moved") }]);
  });

  it("is nothing where it changes, moves or is left over of an earlier replace", () => {
    expect(judged({ ...action(), after: { id: "/a" } })).toEqual([]);
    expect(judged({ ...action({ previous_address: "azurerm_monitor_action_group.old" }), after: { id: "/a" }, actions: ["no-op"] })).toEqual([]);
    expect(judged(action({ deposed: "1234abcd" }))).toEqual([]);
  });

  it("is another policy's where it is a detection, a workspace, or brings logs", () => {
    for (const type of ["azurerm_sentinel_alert_rule_scheduled", "azurerm_log_analytics_saved_search", "azurerm_log_analytics_workspace", "azurerm_log_analytics_workspace_table", "azurerm_resource_group", "azurerm_sentinel_log_analytics_workspace_onboarding", "azurerm_sentinel_data_connector_office_365", "azurerm_monitor_aad_diagnostic_setting"]) {
      expect(judged({ address: `${type}.it`, before: { id: "/x" } })).toEqual([]);
    }
  });
});

describe("a lock", () => {
  const lock = (scope: string | undefined, after?: string): Planned => ({ address: "azurerm_management_lock.l", before: { scope: scope ?? null }, ...(after === undefined ? {} : { after: { scope: after }, actions: ["delete", "create"] }) });

  it.each([WORKSPACE.toUpperCase(), GROUP, "/subscriptions/2"])("on a workspace, or what holds one, fails: %s", (scope) => {
    expect(judged(lock(scope), law)).toMatchObject([{ verdict: "fail", message: containing("keeps anybody from deleting law and the evidence in it") }]);
  });

  it("whose scope is a workspace fails, whatever else is in the plan", () => {
    expect(judged(lock(WORKSPACE))).toMatchObject([{ verdict: "fail" }]);
  });

  it("that is replaced by one on the same passes, by one on another fails", () => {
    expect(judged(lock(WORKSPACE, GROUP), law)).toMatchObject([{ verdict: "pass", message: containing("law stays guarded") }]);
    expect(judged(lock(WORKSPACE, "/subscriptions/2/resourceGroups/other"), law)).toMatchObject([{ verdict: "fail" }]);
  });

  it("on something else passes, and on nobody knows what is unknown", () => {
    expect(judged(lock(`${GROUP}/providers/Microsoft.KeyVault/vaults/v`), law)).toMatchObject([{ verdict: "pass", message: containing("guards no workspace") }]);
    expect(judged(lock(undefined), law)).toMatchObject([{ verdict: "unknown" }]);
  });
});

describe("a storage account", () => {
  const account = (id: string): Planned => ({ address: "azurerm_storage_account.a", before: { id } });
  const exported: Planned = { address: "azurerm_log_analytics_data_export_rule.e", before: { destination_resource_id: "/s/archive" }, after: { destination_resource_id: "/s/archive" }, actions: ["no-op"] };

  it("that logs are kept in fails, and another one passes", () => {
    expect(judged(account("/S/Archive"), exported)).toMatchObject([{ verdict: "fail", message: containing("this storage account takes logs of this plan's") }]);
    expect(judged(account("/s/other"), exported)).toMatchObject([{ verdict: "pass" }]);
  });
});
