import { logRetentionKept } from "../../policies/log-retention-kept";
import type { Tenant } from "../../catalogue/tenant";
import { containing } from "../support/containing";
import { configuredJson } from "../support/plan";
import { judgeChange, planWith, type Planned } from "../support/planned";
import { OVER, retentionException, tenantWith } from "../support/tenant-in-code";

const ID = "/subscriptions/2/resourceGroups/rg-acme/providers/Microsoft.OperationalInsights/workspaces/law-acme";

type Body = Readonly<Record<string, unknown>>;

function workspace(before: Body | undefined, after: Body | undefined, rest: Partial<Planned> = {}, tenant?: Tenant) {
  const whole = (body: Body | undefined, name: "before" | "after") => (body === undefined ? {} : { [name]: { name: "law-acme", id: ID, daily_quota_gb: -1, ...body } });
  return judgeChange(logRetentionKept, { address: "azurerm_log_analytics_workspace.law", ...whole(before, "before"), ...whole(after, "after"), ...rest }, tenant === undefined ? {} : { tenant });
}

describe("the retention of a workspace", () => {
  it("passes where it is raised, or made long enough", () => {
    expect(workspace({ retention_in_days: 30 }, { retention_in_days: 180 })).toEqual([{ verdict: "pass", message: "keeps its logs 180 days instead of 30" }]);
    expect(workspace(undefined, { retention_in_days: 365 })).toEqual([{ verdict: "pass", message: "keeps its logs 365 days" }]);
  });

  it("fails where it is less than the least", () => {
    expect(workspace({ retention_in_days: 365 }, { retention_in_days: 30 })).toEqual([
      { verdict: "fail", message: "keeps its logs 30 days instead of 365, less than 180", mend: containing("keep them 365 days or more, or have an exception granted in the tenant's file: check: log-retention-kept, entity: law-acme, value: 30") },
    ]);
    expect(workspace(undefined, { retention_in_days: 179 })).toMatchObject([{ verdict: "fail", message: "keeps its logs 179 days, less than 180" }]);
    expect(workspace({ retention_in_days: 30 }, { retention_in_days: 90 })).toMatchObject([{ verdict: "fail" }]);
  });

  it("fails where it is lowered, even to enough", () => {
    expect(workspace({ retention_in_days: 365 }, { retention_in_days: 180 })).toMatchObject([{ verdict: "fail", message: "keeps its logs 180 days instead of 365: what is older is deleted", mend: containing("leave it at 365") }]);
  });

  it("that was too short before is said, and is not this plan's doing", () => {
    expect(workspace({ retention_in_days: 90, tags: {} }, { retention_in_days: 90, tags: { a: "b" } })).toMatchObject([{ verdict: "not applicable", message: "keeps its logs 90 days, less than 180, which this plan leaves as it is" }]);
  });

  it("is Azure's 30 days where nobody says", () => {
    expect(workspace(undefined, {}, { open: ["retention_in_days"] })).toMatchObject([{ verdict: "fail", message: "says nothing of how long it keeps its logs, so Azure keeps them 30 days, less than 180" }]);
  });

  it("is unknown where something decides that the plan doesn't show", () => {
    expect(workspace(undefined, {}, { open: ["retention_in_days"], written: ["retention_in_days"] })).toMatchObject([{ verdict: "unknown", message: "keeps its logs for a time that can't be told: it is known only after apply" }]);
  });

  describe("that the tenant's file excepts", () => {
    const excepted = (overrides: Parameters<typeof retentionException>[0] = {}) => tenantWith({ exceptions: [retentionException(overrides)] });

    it("is excepted for just this value, as long as the exception is live", () => {
      expect(workspace({ retention_in_days: 365 }, { retention_in_days: 90 }, {}, excepted())).toMatchObject([{ verdict: "excepted", message: "keeps its logs 90 days instead of 365, accepted until 2026-12-31, Cloud team: A trial." }]);
      expect(workspace(undefined, { retention_in_days: 90 }, {}, excepted({ entity: "LAW-ACME" }))).toMatchObject([{ verdict: "excepted" }]);
      expect(workspace(undefined, { name: "Law-Acme", retention_in_days: 90 }, {}, excepted())).toMatchObject([{ verdict: "excepted" }]);
      expect(workspace(undefined, { retention_in_days: 60 }, {}, excepted())).toMatchObject([{ verdict: "fail" }]);
      expect(workspace(undefined, { retention_in_days: 90 }, {}, excepted(OVER))).toMatchObject([{ verdict: "fail" }]);
    });

    it("is another workspace's where it names one", () => {
      expect(workspace(undefined, { name: "law-other", retention_in_days: 90 }, {}, excepted())).toMatchObject([{ verdict: "fail" }]);
    });
  });

  it("that is sensitive is judged, and not told", () => {
    const judged = workspace({ retention_in_days: 365, daily_quota_gb: 77 }, { retention_in_days: 33, daily_quota_gb: 44 }, { secret: ["retention_in_days", "daily_quota_gb"] });
    expect(judged).toMatchObject([{ verdict: "fail" }, { verdict: "fail" }]);
    expect(JSON.stringify(judged)).not.toMatch(/365|33|77|44/u);
  });

  it("of a workspace that is destroyed is another policy's", () => {
    expect(workspace({ retention_in_days: 365 }, undefined)).toEqual([]);
  });
});

describe("a daily quota", () => {
  const of = (before: number | null | undefined, after: number | null) => workspace(before === undefined ? undefined : { retention_in_days: 180, daily_quota_gb: before }, { retention_in_days: 180, daily_quota_gb: after }).slice(1);

  it("fails where it is new or lowered", () => {
    expect(of(-1, 5)).toMatchObject([{ verdict: "fail", message: "stops taking logs at 5 GB a day, and is blind for the rest of the day", mend: containing("daily_quota_gb = -1, which is no quota") }]);
    expect(of(10, 5)).toMatchObject([{ verdict: "fail", message: containing("5 GB a day instead of 10") }]);
    expect(of(undefined, 0)).toMatchObject([{ verdict: "fail" }]);
  });

  it("passes where it is raised or taken away, and is nothing where it stays", () => {
    expect(of(5, 10)).toMatchObject([{ verdict: "pass" }]);
    expect(of(5, -1)).toMatchObject([{ verdict: "pass", message: "no longer stops taking logs at 5 GB a day" }]);
    expect(of(5, 5)).toEqual([]);
    expect(of(-1, null)).toEqual([]);
  });

  it("is unknown where something decides that the plan doesn't show", () => {
    expect(workspace(undefined, { retention_in_days: 180 }, { open: ["daily_quota_gb"], written: ["daily_quota_gb"] }).slice(1)).toMatchObject([{ verdict: "unknown" }]);
  });
});

describe("deleting at once", () => {
  const NAME = "immediate_data_purge_on_30_days_enabled";
  const of = (before: unknown, after: unknown, rest: Partial<Planned> = {}) => workspace({ retention_in_days: 180, [NAME]: before }, { retention_in_days: 180, [NAME]: after }, rest).slice(1);

  it("fails where it is switched on, and is nothing where it was on or stays off", () => {
    expect(of(false, true)).toMatchObject([{ verdict: "fail", message: containing("can't be taken back") }]);
    expect(workspace(undefined, { retention_in_days: 180, [NAME]: true }).slice(1)).toMatchObject([{ verdict: "fail" }]);
    expect(of(true, true)).toEqual([]);
    expect(of(false, false)).toEqual([]);
  });

  it("is unknown where something decides that the plan doesn't show", () => {
    expect(of(false, undefined, { open: [NAME], written: [NAME] })).toMatchObject([{ verdict: "unknown" }]);
  });
});

describe("the retention of a table", () => {
  const TABLE = "azurerm_log_analytics_workspace_table.activity";
  const law: Planned = { address: "azurerm_log_analytics_workspace.law", before: { id: ID, name: "law-acme", retention_in_days: 90 }, after: { id: ID, name: "law-acme", retention_in_days: 90 }, actions: ["no-op"] };
  const table = (before: Body | undefined, after: Body | undefined, rest: Partial<Planned> = {}, beside: readonly Planned[] = [law], tenant?: Tenant) => {
    const whole = (body: Body | undefined, name: "before" | "after") => (body === undefined ? {} : { [name]: { name: "OfficeActivity", workspace_id: ID.toUpperCase(), ...body } });
    return judgeChange(logRetentionKept, [{ address: TABLE, ...whole(before, "before"), ...whole(after, "after"), ...rest }, ...beside], tenant === undefined ? {} : { tenant });
  };

  it("is what is kept in all", () => {
    expect(table(undefined, { retention_in_days: 30, total_retention_in_days: 365 })).toMatchObject([{ verdict: "pass", message: "the table OfficeActivity keeps its logs 365 days, of which queries reach back 30; what is older is found by search jobs alone" }]);
    expect(table(undefined, { retention_in_days: 30 })).toMatchObject([{ verdict: "fail", message: "the table OfficeActivity keeps its logs 30 days, less than 180" }]);
    expect(table(undefined, { total_retention_in_days: 200 })).toMatchObject([{ verdict: "pass" }]);
  });

  it("fails where either is lowered", () => {
    expect(table({ retention_in_days: 180, total_retention_in_days: 730 }, { retention_in_days: 180, total_retention_in_days: 365 })).toMatchObject([{ verdict: "fail", message: containing("365 days instead of 730") }]);
    expect(table({ retention_in_days: 180, total_retention_in_days: 365 }, { retention_in_days: 90, total_retention_in_days: 365 })).toMatchObject([{ verdict: "fail", message: containing("queries reach back 90; what is older is found by search jobs alone; before, they reached back 180") }]);
  });

  it("is the workspace's where it has none of its own any more", () => {
    expect(table({ retention_in_days: 365 }, undefined)).toMatchObject([{ verdict: "fail", message: containing("90 days instead of 365") }]);
    expect(table({ retention_in_days: 365 }, {})).toMatchObject([{ verdict: "fail" }]);
    expect(table({ retention_in_days: 365 }, undefined, {}, [])).toMatchObject([{ verdict: "unknown", message: containing("no longer keeps its logs 365 days") }]);
    expect(table(undefined, {}, {}, [])).toMatchObject([{ verdict: "not applicable" }]);
  });

  it("is told of a workspace that is made beside it", () => {
    const planned: Planned[] = [
      { address: TABLE, after: { name: "OfficeActivity", retention_in_days: 90 }, open: ["workspace_id"] },
      { address: "azurerm_log_analytics_workspace.law", after: { name: "law-acme", retention_in_days: 90 } },
    ];
    const resources = [configuredJson(TABLE, { workspace_id: { references: ["azurerm_log_analytics_workspace.law.id", "azurerm_log_analytics_workspace.law"] } })];
    const plan = planWith(planned, { configuration: { root_module: { resources } } });
    expect(judgeChange(logRetentionKept, planned, { plan, tenant: tenantWith({ exceptions: [retentionException()] }) })).toMatchObject([{ verdict: "excepted" }]);
    expect(judgeChange(logRetentionKept, planned, { plan })).toMatchObject([{ verdict: "fail" }]);
  });

  it("that is sensitive is judged, and not told", () => {
    const judged = table({ retention_in_days: 365 }, { retention_in_days: 33, total_retention_in_days: 44 }, { secret: ["total_retention_in_days", "name"] });
    expect(judged).toMatchObject([{ verdict: "fail" }]);
    expect(JSON.stringify(judged)).not.toMatch(/365|33|44|OfficeActivity/u);
  });

  it("is excepted with its workspace", () => {
    expect(table(undefined, { retention_in_days: 90 }, {}, [law], tenantWith({ exceptions: [retentionException()] }))).toMatchObject([{ verdict: "excepted" }]);
    expect(table(undefined, { retention_in_days: 90 }, {}, [], tenantWith({ exceptions: [retentionException()] }))).toMatchObject([{ verdict: "excepted" }]);
  });

  it("is unknown where something decides that the plan doesn't show", () => {
    expect(table(undefined, {}, { open: ["retention_in_days"], written: ["retention_in_days"] })).toMatchObject([{ verdict: "unknown" }]);
  });

  it("ends with a custom table that is destroyed, and stays with one that is forgotten", () => {
    const custom = "azurerm_log_analytics_workspace_table_custom_log.crm";
    expect(table({ retention_in_days: 365 }, undefined, { address: custom })).toMatchObject([{ verdict: "fail", message: "deletes the table OfficeActivity and the logs in it" }]);
    expect(table({ retention_in_days: 365 }, undefined, { address: custom, actions: ["forget"] })).toEqual([]);
  });
});
