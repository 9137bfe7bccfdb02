import { ACTION_GROUP, namedGroups } from "../../policies/detections/action-group";
import { unknown } from "../../terraform/resource";
import { resourceWith } from "../support/resource";

describe("the action groups that an alert names", () => {
  const group = resourceWith(ACTION_GROUP, {});
  const named = (partial?: number) => {
    const ids = { ...unknown("is made of several"), alternatives: [{ resource: group, path: ["id"] }], ...(partial === undefined ? {} : { partial }) };
    return namedGroups(resourceWith("azurerm_monitor_scheduled_query_rules_alert_v2", { action: [{ action_groups: [ids] }] }), { block: "action", attribute: "action_groups" }, [group]);
  };

  it("are those that it refers to", () => {
    expect(named()).toEqual([{ group }]);
    expect(named(1)).toEqual([{ group }]);
  });

  it("can't be told where one is chosen among others", () => {
    expect(named(2)).toEqual([{ why: "is made of several" }]);
  });
});
