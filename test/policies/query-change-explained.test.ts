import { datatableLiteral } from "../../kql/literal";
import { approvedTable } from "../../catalogue/bindings";
import type { Tenant } from "../../catalogue/tenant";
import { compareQueries } from "../../kql/compare";
import { changesQueries, queryChangeExplained } from "../../policies/query-change-explained";
import { planOf } from "../../terraform/plan";
import { containing } from "../support/containing";
import { monitorAlert, MONITOR, scheduledRule, SCHEDULED } from "../support/detection-in-plan";
import { planJson } from "../support/plan";
import { changeOf, type ChangeOf } from "../support/review-change";
import { approvedApplication, NOW, tenantWith } from "../support/tenant-in-code";

type Json = Readonly<Record<string, unknown>>;

const NRT = "azurerm_sentinel_alert_rule_nrt.audit";
const SAVED = "azurerm_log_analytics_saved_search.grants";
const PACK = "azurerm_log_analytics_query_pack_query.grants";
const GRANTS = 'OfficeActivity\n| where Operation in~ ("Add-MailboxPermission", "Set-CASMailbox")\n| project TimeGenerated, Actor = UserId, ClientIP, Rights = Parameters, Mailbox = OfficeObjectId';
const fewer = GRANTS.replace(', "Set-CASMailbox"', "");

function judged(address: string, of: ChangeOf, { tenant, compare = true }: { readonly tenant?: Tenant; readonly compare?: boolean } = {}) {
  const plan = planOf(planJson({ resource_changes: [changeOf(address, of)] }));
  return queryChangeExplained.check(plan.changes[0]!, { now: NOW, resources: plan.resources, plan, ...(tenant ? { tenant } : {}), ...(compare ? { compareQueries } : {}) });
}
const scheduled = (before: string, after: string, overrides: Json = {}) => judged(SCHEDULED, { before: scheduledRule({ query: before, ...overrides }), after: scheduledRule({ query: after, ...overrides }) });
const monitor = (before: string, after: string, criteria: Json = {}) => judged(MONITOR, { before: monitorAlert({}, { query: before, ...criteria }), after: monitorAlert({}, { query: after, ...criteria }) });
const search = (before: string, after: string, overrides: Json = {}) => judged(SAVED, { before: { query: before, ...overrides }, after: { query: after, ...overrides } });

describe("a rule's changed query", () => {
  it("fails where it sees less, and says what is no longer seen, with the diff", () => {
    expect(scheduled(GRANTS, fewer)).toEqual([
      {
        verdict: "fail",
        message: "its query no longer sees all that it saw: Set-CASMailbox is no longer looked for in Operation",
        mend: "put back what was taken out, and take out conditions that were added",
        details: containing('-| where Operation in~ ("Add-MailboxPermission", "Set-CASMailbox")\n+| where Operation in~ ("Add-MailboxPermission")'),
      },
    ]);
  });

  it("fails too where it sees more besides, and names what is lost first", () => {
    expect(scheduled(GRANTS, GRANTS.replace("Set-CASMailbox", "Set-Nothing"))).toMatchObject([{ verdict: "fail", message: containing("saw: Set-CASMailbox is no longer looked for in Operation; Set-Nothing is now looked for in Operation") }]);
  });

  it("passes where it sees more, saying what", () => {
    expect(scheduled(fewer, GRANTS)).toMatchObject([{ verdict: "pass", message: "its query sees more than it did: Set-CASMailbox is now looked for in Operation" }]);
  });

  it("passes where only its layout changed", () => {
    expect(scheduled(GRANTS, `// who got rights\n${GRANTS.replaceAll("\n", "\n  ")}`)).toMatchObject([{ verdict: "pass", message: "its query changed in its layout only", details: containing("+// who got rights") }]);
  });

  it("is unknown where nobody can tell what it means", () => {
    expect(scheduled(GRANTS, `${GRANTS} | summarize count() by Actor, ClientIP, Rights, Mailbox`)).toMatchObject([{ verdict: "unknown", message: containing("summarize was added") }]);
    expect(scheduled(GRANTS, "OfficeActivity | where (")).toMatchObject([{ verdict: "unknown", message: containing("the query after can't be read") }]);
  });

  it("is unknown where it is known only after apply, and where it was not compared", () => {
    const { query: _, ...after } = scheduledRule();
    expect(judged(SCHEDULED, { before: scheduledRule({ query: GRANTS }), after, unknown: { query: true } })).toMatchObject([{ verdict: "unknown", message: containing("is known only after apply") }]);
    expect(judged(SCHEDULED, { before: scheduledRule({ query: GRANTS }), after: scheduledRule({ query: fewer }) }, { compare: false })).toMatchObject([{ verdict: "unknown", message: containing("was not compared") }]);
  });

  it("is nobody's business here where it stays, comes or goes", () => {
    expect(scheduled(GRANTS, GRANTS)).toEqual([]);
    expect(judged(SCHEDULED, { after: scheduledRule({ query: GRANTS }) })).toEqual([]);
    expect(judged(SCHEDULED, { before: scheduledRule({ query: GRANTS }) })).toEqual([]);
    expect(judged(SCHEDULED, { before: scheduledRule({ query: GRANTS }), actions: ["delete"], entry: { deposed: "ab12cd34" } })).toEqual([]);
  });

  it("fails where there is to be none", () => {
    expect(judged(SCHEDULED, { before: scheduledRule({ query: GRANTS }), after: scheduledRule({ query: null }) })).toMatchObject([{ verdict: "fail", message: "no longer runs its query" }]);
  });

  it("is compared in near-real-time rules, log search alerts and replaced rules alike", () => {
    const lost = [{ verdict: "fail", message: containing("Set-CASMailbox is no longer looked for") }];
    expect(judged(NRT, { before: { query: GRANTS }, after: { query: fewer } })).toMatchObject(lost);
    expect(judged(SCHEDULED, { before: scheduledRule({ query: GRANTS }), after: scheduledRule({ query: fewer }), actions: ["delete", "create"] })).toMatchObject(lost);
    expect(monitor(GRANTS, fewer)).toMatchObject(lost);
    const old = { severity: 1, trigger: [{ operator: "GreaterThan", threshold: 0, metric_trigger: [] }] };
    expect(judged("azurerm_monitor_scheduled_query_rules_alert.grants", { before: { ...old, query: GRANTS }, after: { ...old, query: fewer } })).toMatchObject(lost);
  });

  it("tells nothing of what the plan says is sensitive", () => {
    const said = judged(SCHEDULED, { before: scheduledRule({ query: GRANTS }), after: scheduledRule({ query: fewer.replace(", ClientIP", "") }), sensitive: { query: true } });
    expect(said).toMatchObject([{ verdict: "fail" }, { verdict: "fail" }]);
    expect(JSON.stringify(said)).not.toMatch(/CASMailbox|OfficeActivity|ClientIP/u);
  });
});

describe("an alert that waits for silence", () => {
  const silence = { operator: "LessThan", threshold: 1 };

  it("passes where its query finds less, and fails where it finds more", () => {
    expect(monitor(GRANTS, fewer, silence)).toMatchObject([{ verdict: "pass", message: containing("comes sooner") }]);
    expect(monitor(fewer, GRANTS, silence)).toMatchObject([{ verdict: "fail", message: containing("comes later or never"), mend: "take out what was added" }]);
    expect(scheduled(fewer, GRANTS, { trigger_operator: "Equal", trigger_threshold: 0 })).toMatchObject([{ verdict: "fail" }]);
  });

  it("is unknown where a number is waited for", () => {
    expect(scheduled(fewer, GRANTS, { trigger_operator: "Equal", trigger_threshold: 3 })).toMatchObject([{ verdict: "unknown", message: containing("hangs on its trigger") }]);
  });
});

describe("the columns of a rule's query", () => {
  it("pass where nothing of the alert is made of them", () => {
    expect(scheduled(GRANTS, GRANTS.replace("TimeGenerated, ", ""))).toMatchObject([{ verdict: "pass", message: "its query finds the same, with other columns; no longer returns TimeGenerated" }]);
  });

  it("fail where an entity or a detail is made of one that is gone, and are unknown where it holds something else", () => {
    expect(scheduled(GRANTS, GRANTS.replace(", ClientIP", ""))).toMatchObject([{ verdict: "pass" }, { verdict: "fail", message: "its alerts are made of ClientIP, which its query no longer returns" }]);
    expect(scheduled(GRANTS, GRANTS.replace("Actor = UserId", 'Actor = "nobody"'))).toMatchObject([{ verdict: "pass" }, { verdict: "unknown", message: containing("made of Actor, which hold something else") }]);
  });
});

describe("a search that nobody is alerted by", () => {
  it("passes, with what changed", () => {
    expect(search(GRANTS, fewer)).toMatchObject([{ verdict: "pass", message: containing("a query that alerts nobody changed: Set-CASMailbox is no longer"), details: containing("--- before") }]);
    expect(judged(PACK, { before: { body: GRANTS }, after: { body: fewer } })).toMatchObject([{ verdict: "pass", message: containing("Set-CASMailbox") }]);
  });

  it("is unknown where rules may call it by its alias, unless it finds more", () => {
    expect(search(GRANTS, fewer, { function_alias: "Grants" })).toMatchObject([{ verdict: "unknown", message: containing("rules may call") }]);
    expect(search(fewer, GRANTS, { function_alias: "Grants" })).toMatchObject([{ verdict: "pass" }]);
  });
});

describe("tables that a tenant's file decides", () => {
  const bound = (name: string, table: string) => `let ${name} = ${table};\n${GRANTS.replace("| project", `| where tolower(UserId) !in ((${name} | project tolower(${name === "exceptions" ? "entity" : "appId"})))\n| project`)}`;
  const exceptions = (...rows: string[][]) => bound("exceptions", datatableLiteral({ entity: "string", value: "string" }, rows));
  const approvals = (tenant: Tenant) => {
    const table = approvedTable(tenant, "application");
    return bound("approvedApplications", table.type === "table" ? datatableLiteral(table.columns, table.rows) : "");
  };
  const approving = tenantWith({ approvedApplications: [approvedApplication()] });

  it("are exceptions, which are judged by themselves; what else changed is judged here", () => {
    expect(scheduled(exceptions(), exceptions(["a]b", "x"]))).toMatchObject([{ verdict: "pass", message: containing("; its exceptions also changed") }]);
    expect(scheduled(exceptions(), exceptions(["a", "x"]).replace(', "Set-CASMailbox"', ""))).toMatchObject([{ verdict: "fail", message: containing("Set-CASMailbox is no longer looked for") }]);
  });

  it("are approved applications, where they are just the tenant's", () => {
    const of = { before: scheduledRule({ query: approvals(tenantWith()) }), after: scheduledRule({ query: approvals(approving) }) };
    expect(judged(SCHEDULED, of, { tenant: approving })).toMatchObject([{ verdict: "pass", message: containing("its approved applications also changed") }]);
    expect(judged(SCHEDULED, of, { tenant: tenantWith() })).toMatchObject([{ verdict: "fail", message: containing("a datatable gained a row") }]);
    expect(judged(SCHEDULED, of)).toMatchObject([{ verdict: "fail" }]);
  });
});

describe("KQL's parser", () => {
  const needs = (address: string, of: ChangeOf) => changesQueries(planOf(planJson({ resource_changes: [changeOf(address, of)] })).changes[0]!);

  it("is needed where a query changes, and only there", () => {
    expect(needs(SCHEDULED, { before: scheduledRule({ query: GRANTS }), after: scheduledRule({ query: fewer }) })).toBe(true);
    expect(needs(SCHEDULED, { before: scheduledRule(), after: scheduledRule({ severity: "Low" }) })).toBe(false);
    expect(needs(SCHEDULED, { after: scheduledRule() })).toBe(false);
    expect(needs("azurerm_resource_group.rg", { before: { query: "a" }, after: { query: "b" } })).toBe(false);
  });
});
