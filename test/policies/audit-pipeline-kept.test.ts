import { auditPipelineKept } from "../../policies/audit-pipeline-kept";
import { containing } from "../support/containing";
import { judgeChange, type Planned } from "../support/planned";

const WORKSPACE = "/subscriptions/2/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/law";
const KEPT = [{ verdict: "pass", message: "brings all it brought" }];

type Body = Readonly<Record<string, unknown>>;

const logs = (...categories: string[]) => ({ enabled_log: categories.map((category) => ({ category })) });

describe("a diagnostic setting", () => {
  const ADDRESS = "azurerm_monitor_aad_diagnostic_setting.entra";
  const entra = { name: "entra", log_analytics_workspace_id: WORKSPACE, ...logs("AuditLogs", "SignInLogs") };
  const of = (before: Body | undefined, after: Body | undefined, rest: Partial<Planned> = {}, beside: readonly Planned[] = []) =>
    judgeChange(auditPipelineKept, [{ address: ADDRESS, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }), ...rest }, ...beside]);

  it("passes where it is made, and where it brings what it brought or more", () => {
    expect(of(undefined, entra)).toEqual([{ verdict: "pass", message: "is added" }]);
    expect(of(entra, { ...entra, ...logs("SignInLogs", "AuditLogs", "RiskyUsers") })).toEqual(KEPT);
    expect(of(entra, { ...entra, enabled_log: [{ category_group: "allLogs" }], log_analytics_workspace_id: WORKSPACE.toLowerCase() })).toEqual(KEPT);
  });

  it("fails where a category is no longer brought", () => {
    expect(of(entra, { ...entra, ...logs("SignInLogs") })).toMatchObject([{ verdict: "fail", message: "no longer brings AuditLogs" }]);
    expect(of({ ...entra, enabled_log: [{ category_group: "allLogs" }] }, entra)).toMatchObject([{ verdict: "fail", message: "no longer brings all logs" }]);
    expect(of({ ...entra, enabled_log: [{ category_group: "audit" }] }, entra)).toMatchObject([{ verdict: "fail", message: "no longer brings the category group audit" }]);
    const older = (enabled: boolean) => ({ name: "entra", log_analytics_workspace_id: WORKSPACE, log: [{ category: "AuditLogs", enabled }] });
    expect(of(older(true), older(false))).toMatchObject([{ verdict: "fail" }]);
    expect(of(older(false), older(false))).toEqual(KEPT);
    expect(of(older(true), { ...entra, ...logs("AuditLogs") })).toEqual(KEPT);
  });

  it("fails where it brings them elsewhere", () => {
    expect(of(entra, { ...entra, log_analytics_workspace_id: "/w/other" })).toMatchObject([{ verdict: "fail", message: `no longer brings logs to the workspace ${WORKSPACE}, but to /w/other` }]);
    expect(of(entra, { ...entra, log_analytics_workspace_id: null })).toMatchObject([{ verdict: "fail", message: `no longer brings logs to the workspace ${WORKSPACE}` }]);
    expect(of({ ...entra, storage_account_id: "/s/archive" }, entra)).toMatchObject([{ verdict: "fail", message: "no longer brings logs to the storage account /s/archive" }]);
    expect(of({ ...entra, target_resource_id: "/t/1" }, { ...entra, target_resource_id: "/t/2" }, { actions: ["delete", "create"] })).toMatchObject([{ verdict: "fail", message: "no longer brings the logs of /t/1, but of /t/2" }]);
  });

  it("tells nothing that is sensitive", () => {
    const before = { ...entra, eventhub_name: "sink" };
    const judged = of(before, { ...before, eventhub_name: "bus", log_analytics_workspace_id: null, ...logs("SignInLogs") }, { secret: ["eventhub_name", "log_analytics_workspace_id", "enabled_log"] });
    expect(judged).toMatchObject([{ verdict: "fail" }, { verdict: "fail" }, { verdict: "fail" }]);
    expect(JSON.stringify(judged)).not.toMatch(/sink|bus|law|AuditLogs/u);
  });

  it("is unknown where what it is to bring, and where, is known only after apply", () => {
    const { log_analytics_workspace_id: _, ...elsewhere } = entra;
    expect(of(entra, elsewhere, { open: ["log_analytics_workspace_id"] })).toMatchObject([{ verdict: "unknown", message: containing("is known only after apply") }]);
    const { enabled_log: __, ...nothing } = entra;
    expect(of(entra, nothing, { open: ["enabled_log"], written: ["enabled_log"] })).toMatchObject([{ verdict: "unknown", message: "may no longer bring AuditLogs, SignInLogs" }]);
  });

  it("fails where it is destroyed, and says what it brought", () => {
    expect(of(entra, undefined, { entry: { action_reason: "delete_because_no_resource_config" } })).toMatchObject([
      { verdict: "fail", message: `is destroyed, because it is no longer in the configuration, and brings no logs any more: it no longer brings logs to the workspace ${WORKSPACE}; no longer brings AuditLogs, SignInLogs` },
    ]);
  });

  it("passes where another one brings the same", () => {
    const heir = (body: Body): Planned => ({ address: "azurerm_monitor_aad_diagnostic_setting.other", after: body });
    expect(of(entra, undefined, {}, [heir({ ...entra, name: "other" })])).toMatchObject([{ verdict: "pass", message: containing("azurerm_monitor_aad_diagnostic_setting.other brings the same logs") }]);
    expect(of(entra, undefined, {}, [heir({ ...entra, ...logs("AuditLogs") })])).toMatchObject([{ verdict: "fail" }]);
  });

  it("passes where it goes with what its logs are of", () => {
    const vault = (address: string, id: string): Planned => ({ address, before: { id } });
    const before = { ...entra, target_resource_id: "/subscriptions/2/vaults/a" };
    expect(of(before, undefined, {}, [vault("azurerm_key_vault.a", "/Subscriptions/2/vaults/A")])).toMatchObject([{ verdict: "pass", message: "is destroyed with what its logs are of" }]);
    expect(of(before, undefined, {}, [vault("azurerm_key_vault.b", "/subscriptions/2/vaults/b")])).toMatchObject([{ verdict: "fail" }]);
    expect(of(before, undefined, {}, [{ ...vault("azurerm_key_vault.a", "/subscriptions/2/vaults/a"), after: { id: "/subscriptions/2/vaults/a" }, actions: ["delete", "create"] }])).toMatchObject([{ verdict: "fail" }]);
  });

  it("passes where it is replaced by one that brings as much, or forgotten", () => {
    expect(of(entra, { ...entra, name: "new" }, { actions: ["create", "delete"], entry: { action_reason: "replace_because_cannot_update" } })).toMatchObject([{ verdict: "pass", message: containing("is replaced, because something of it changes that can't be changed in place, and brings all it brought") }]);
    expect(of(entra, undefined, { actions: ["forget"] })).toMatchObject([{ verdict: "pass", message: containing("Terraform no longer manages it") }]);
  });

  it("that an earlier replace left behind is nothing", () => {
    expect(of(entra, undefined, { entry: { deposed: "1234abcd" } })).toEqual([]);
  });
});

describe("a connector of Sentinel", () => {
  const ADDRESS = "azurerm_sentinel_data_connector_office_365.it";
  const office = { log_analytics_workspace_id: WORKSPACE, tenant_id: "t", exchange_enabled: true, teams_enabled: false };
  const of = (after: Body | undefined, rest: Partial<Planned> = {}) => judgeChange(auditPipelineKept, { address: ADDRESS, before: office, ...(after === undefined ? {} : { after }), ...rest });

  it("fails where it is destroyed or a part of it switched off", () => {
    expect(of(undefined)).toMatchObject([{ verdict: "fail", message: containing("switches exchange_enabled off") }]);
    expect(of({ ...office, exchange_enabled: false })).toMatchObject([{ verdict: "fail", message: "switches exchange_enabled off" }]);
    expect(of({ ...office, tenant_id: "other" })).toMatchObject([{ verdict: "fail", message: "no longer brings the logs of t, but of other" }]);
    expect(of({ ...office, tenant_id: null })).toMatchObject([{ verdict: "fail", message: "no longer brings the logs of t" }]);
  });

  it("passes where a part is switched on, and is unknown where that can't be told", () => {
    expect(of({ ...office, teams_enabled: true })).toEqual(KEPT);
    const { exchange_enabled: _, ...open } = office;
    expect(of(open, { open: ["exchange_enabled"], written: ["exchange_enabled"] })).toMatchObject([{ verdict: "unknown", message: containing("may switch exchange_enabled off") }]);
  });
});

it("an export fails where it leaves a table out or is switched off", () => {
  const rule = { workspace_resource_id: WORKSPACE, destination_resource_id: "/s/archive", enabled: true, table_names: ["OfficeActivity", "SigninLogs"] };
  const of = (after: Body, rest: Partial<Planned> = {}) => judgeChange(auditPipelineKept, { address: "azurerm_log_analytics_data_export_rule.it", before: rule, after, ...rest });
  expect(of({ ...rule, table_names: ["SigninLogs"] })).toMatchObject([{ verdict: "fail", message: "leaves out the table OfficeActivity" }]);
  expect(of({ ...rule, enabled: false })).toMatchObject([{ verdict: "fail" }]);
  expect(of({ ...rule, table_names: ["SigninLogs", "OfficeActivity", "AuditLogs"] })).toEqual(KEPT);
  expect(of({ ...rule, table_names: undefined }, { open: ["table_names"], written: ["table_names"] })).toMatchObject([{ verdict: "unknown" }]);
});

it("a workspace fails where it takes no logs over the internet any more, and nothing else of it is judged here", () => {
  const of = (before: boolean, after: boolean) => judgeChange(auditPipelineKept, { address: "azurerm_log_analytics_workspace.law", before: { internet_ingestion_enabled: before }, after: { internet_ingestion_enabled: after } });
  expect(of(true, false)).toMatchObject([{ verdict: "fail", message: "switches internet_ingestion_enabled off" }]);
  expect(of(false, false)).toEqual([]);
  expect(of(true, true)).toEqual([]);
});

it("a table fails where it leaves the plan that rules can query", () => {
  const of = (before: string, after: string | null) => judgeChange(auditPipelineKept, { address: "azurerm_log_analytics_workspace_table.t", before: { plan: before }, after: { plan: after } });
  expect(of("Analytics", "Basic")).toMatchObject([{ verdict: "fail" }]);
  expect(of("Basic", "Analytics")).toEqual([]);
  expect(of("Analytics", null)).toEqual([]);
});

it("Sentinel's solution fails where it is destroyed; another one is nothing", () => {
  const of = (solution_name: string) => judgeChange(auditPipelineKept, { address: "azurerm_log_analytics_solution.s", before: { solution_name } });
  expect(of("SecurityInsights")).toMatchObject([{ verdict: "fail", message: containing("takes Microsoft Sentinel off the workspace") }]);
  expect(of("ContainerInsights")).toEqual([]);
  const kept = { address: "azurerm_log_analytics_solution.s", before: { solution_name: "SecurityInsights" } };
  expect(judgeChange(auditPipelineKept, { ...kept, after: { solution_name: "SecurityInsights" } })).toEqual([]);
  expect(judgeChange(auditPipelineKept, { ...kept, actions: ["forget"] })).toEqual([]);
});

describe("a data collection rule", () => {
  const rule = (transform_kql: string | null, ...streams: string[]) => ({ data_flow: [{ streams: streams.length === 0 ? ["Microsoft-Table-OfficeActivity"] : streams, transform_kql }] });
  const of = (before: Body | undefined, after: Body, rest: Partial<Planned> = {}) => judgeChange(auditPipelineKept, { address: "azurerm_monitor_data_collection_rule.d", ...(before === undefined ? {} : { before }), after, ...rest });

  it("is unknown where a transformation appears or changes, or is not known", () => {
    expect(of(rule("source"), rule("source | where false"))).toEqual([
      { verdict: "unknown", message: "Microsoft-Table-OfficeActivity passes a transformation that is new, which drops or changes rows on their way in", mend: "have someone read transform_kql" },
    ]);
    expect(of(undefined, rule("source | take 1"))).toMatchObject([{ verdict: "unknown" }]);
    expect(of(rule("source | take 1"), rule("source | take 1", "Other"))).toMatchObject([{ verdict: "unknown" }]);
    expect(of(rule(null), { data_flow: null }, { open: ["data_flow"] })).toMatchObject([{ verdict: "unknown", message: containing("may drop or change rows") }]);
  });

  it("is nobody's business here where its transformations stay, go, or leave rows as they are", () => {
    expect(of(rule("source | take 1"), rule("source | take 1"))).toEqual([]);
    expect(of(rule("source | take 1"), rule(null))).toEqual([]);
    expect(of(rule(""), rule("source"))).toEqual([]);
    expect(of(undefined, rule(null))).toEqual([]);
  });
});

it("no other resource is judged", () => {
  expect(judgeChange(auditPipelineKept, { address: "azurerm_key_vault.a", before: { enabled: true } })).toEqual([]);
});
