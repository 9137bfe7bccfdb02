import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Tenant } from "../../catalogue/tenant";
import { compareQueries } from "../../kql/compare";
import { POLICIES } from "../../policies/all-policies";
import { driftChangesQueries, gradeDrift, type GradedDifference } from "../../policies/drift-grade";
import { fail, type ChangePolicy } from "../../policies/policy";
import type { ReviewProps } from "../../policies/review";
import { differencesOf } from "../../terraform/drift/differences";
import { planOf, type Plan } from "../../terraform/plan";
import { change, scheduledRule } from "../support/detection-in-plan";
import { driftPlan, refreshPlan, type Drifting } from "../support/drift-plan";
import { approvedApplication, NOW, retentionException, tenantWith } from "../support/tenant-in-code";

const WORKSPACE = "azurerm_log_analytics_workspace.w";
const MAIL_READ = "810c84a8-4a9e-49e6-bf7d-12d183f40d01";
const MAIL_READ_WRITE = "e2a3a72e-5f79-4c64-b1b1-878b674786c9";
const USER_READ_ALL = "df021288-bdef-4463-88db-98f22de89214";

function graded(plan: Plan, props: Partial<ReviewProps> = {}): readonly GradedDifference[] {
  return gradeDrift(plan, differencesOf(plan, { refreshOnly: false }), { policies: POLICIES, tenants: [], now: NOW, ...props });
}

/** Severity, meaning and policies of each difference. */
function grades(drifting: Drifting | readonly Drifting[], tenant?: Tenant): string[] {
  return graded(driftPlan(drifting), tenant === undefined ? {} : { tenant }).map(line);
}

function line({ severity, meaning, policies }: GradedDifference): string {
  return [severity, ...(meaning === undefined ? [] : [meaning]), ...(policies.length === 0 ? [] : [`(${policies.join(", ")})`])].join(" ");
}

function rule(live: Readonly<Record<string, unknown>>, state: Readonly<Record<string, unknown>> = {}): Drifting {
  return { state: scheduledRule(state), live: scheduledRule(live), planned: scheduledRule(state) };
}

function workspace(was: number, is: number): Drifting {
  const of = (days: number) => ({ name: "law-acme", retention_in_days: days });
  return { address: WORKSPACE, state: of(was), live: of(is), planned: of(was) };
}

describe("a drift is as bad as the policies say of it alone", () => {
  it.each<[string, Drifting, string]>([
    ["a detection switched off", rule({ enabled: false }), "High is switched off (detection-not-disabled)"],
    ["a lowered severity", rule({ severity: "Low" }), "High lowers its severity from High to Low (detection-not-weakened)"],
    ["retention below the least", workspace(365, 30), "High keeps its logs 30 days instead of 365, less than 180 (log-retention-kept)"],
    ["a tag", rule({ tags: { owner: "x" } }), "Informational"],
    ["a description", rule({ description: "x" }), "Informational"],
    ["a severity that is raised", rule({ severity: "High" }, { severity: "Low" }), "Low"],
    ["retention that is raised", workspace(180, 365), "Low"],
    ["an attribute of which no policy speaks", { address: "azurerm_resource_group.r", state: { managed_by: "a" }, live: { managed_by: "b" }, planned: { managed_by: "a" } }, "Low"],
  ])("%s", (_, drifting, grade) => {
    expect(grades(drifting)).toEqual([grade]);
  });

  it("each by itself, where one resource has several", () => {
    expect(grades(rule({ enabled: false, severity: "Low", description: "x" }))).toEqual(["Informational", "High is switched off (detection-not-disabled)", "High lowers its severity from High to Low (detection-not-weakened)"]);
  });

  it("and not for what was so before", () => {
    const password = (description: string) => ({ display_name: description, end_date: "2099-01-01T00:00:00Z", application_id: "/applications/1" });
    expect(grades({ address: "azuread_application_password.p", state: password("a"), live: password("b"), planned: password("a") })).toEqual(["Informational"]);
    const [grade] = grades({ address: "azuread_application_password.p", state: { ...password("a"), end_date: "2026-12-01T00:00:00Z" }, live: password("a"), planned: { ...password("a"), end_date: "2026-12-01T00:00:00Z" } });
    expect(grade).toMatch(/^\w+ .*\(no-long-lived-app-secret\)$/u);
  });

  it("where a block was taken out of it, or changed in it", () => {
    const [ip, account] = [{ entity_type: "IP", field_mapping: [{ identifier: "Address", column_name: "ClientIP" }] }, { entity_type: "Account", field_mapping: [{ identifier: "FullName", column_name: "Actor" }] }];
    expect(grades(rule({ entity_mapping: [ip] }))).toEqual(["High no longer names Account by FullName in its alerts, by which incidents are grouped and answered (detection-not-weakened)"]);
    expect(grades(rule({ entity_mapping: [ip, account] }, { entity_mapping: [ip] }))).toEqual(["Low"]);
    const [incident] = grades(rule({ incident: [{ create_incident_enabled: false, grouping: [{ enabled: false }] }] }, { incident: [{ create_incident_enabled: true, grouping: [{ enabled: false }] }] }));
    expect(incident).toMatch(/^High .*incident.* \(detection-not-weakened\)$|^High .*incident.* \(alerts-reach-someone\)$/u);
  });

  it("where somebody granted an application a role on mailboxes, unless the tenant approved it", () => {
    const role = (id: string) => ({ app_role_id: id, principal_object_id: "33333333-3333-4333-8333-000000000001", resource_object_id: "44444444-4444-4444-8444-444444444444" });
    const [application, graph] = [
      { address: "azuread_service_principal.archive", live: { client_id: approvedApplication().appId, object_id: role("").principal_object_id, display_name: "Archive" } },
      { address: "azuread_service_principal.graph", live: { client_id: "00000003-0000-0000-c000-000000000000", object_id: role("").resource_object_id } },
    ];
    const granted = (tenant?: Tenant) => grades([{ address: "azuread_app_role_assignment.a", state: role(USER_READ_ALL), live: role(MAIL_READ), planned: role(USER_READ_ALL), actions: ["delete", "create"] }, application, graph], tenant);
    expect(granted(tenantWith())).toEqual([expect.stringMatching(/^High grants Mail\.Read \(application permission of Microsoft Graph\) to .*Archive.*acme has not approved it \(no-unapproved-mail-permission\)$/u)]);
    expect(granted(tenantWith({ approvedApplications: [approvedApplication()] }))).toEqual(["Low"]);
  });
});

describe("a policy that judges a drift", () => {
  const says = (check: ChangePolicy["check"]) => [{ about: "change", id: "p", title: "", why: "", severity: "Medium", check } satisfies ChangePolicy];

  it("sees the resource among the others as the drift left it, and a block that went as gone", () => {
    const seen = says(({ address, after }, { resources }) => [fail(JSON.stringify([after?.get("entity_mapping"), resources.filter((one) => one.address === address).map((one) => one === after)]), "-")]);
    const plan = driftPlan(rule({ entity_mapping: [{ entity_type: "IP" }] }, { entity_mapping: [{ entity_type: "Account" }, { entity_type: "IP" }] }));
    expect(graded(plan, { policies: seen }).map(line)).toEqual(['Medium [{"known":true,"value":[{"entity_type":"IP"}]},[true]] (p)']);
  });

  it("is not asked of what means nothing", () => {
    const plan = driftPlan({ address: WORKSPACE, state: { tags: null, workspace_id: "a", sku: "x" }, live: { tags: {}, workspace_id: "b", sku: "y" }, configured: {} });
    const each = says(({ after }) => [fail(JSON.stringify(after?.get("sku")), "-")]);
    expect(graded(plan, { policies: each }).map(({ kind, severity }) => `${kind} ${severity}`)).toEqual(["unrepairable Medium", "normalised Informational", "computed Informational"]);
    const always = says(({ after }) => [fail(JSON.stringify(after?.names().map((name) => after.get(name))), "-")]);
    expect(graded(plan, { policies: always }).filter(({ severity }) => severity === "Medium")).toHaveLength(1);
  });
});

describe("what is gone as a whole", () => {
  it("is as bad as its deletion would be", () => {
    expect(grades({ state: scheduledRule(), live: null, planned: scheduledRule() })).toEqual(["High is deleted outside Terraform: a scheduled rule that tells of nothing any more (detection-not-removed)"]);
    const lock = { scope: "/subscriptions/1/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/law", lock_level: "CanNotDelete" };
    const [law] = [{ address: WORKSPACE, live: { id: lock.scope, name: "law", retention_in_days: 365 } }];
    expect(grades([law, { address: "azurerm_management_lock.l", state: lock, live: null, planned: lock }])).toEqual([expect.stringMatching(/^Medium is a lock, and destroyed, outside Terraform.*\(destroy-is-explained\)$/u)]);
    expect(grades({ address: "azurerm_resource_group.r", state: { id: "x" }, live: null, planned: { id: "x" } })).toEqual(["Low"]);
  });
});

describe("what is pending", () => {
  it("is as bad as what an apply would make of the tenant", () => {
    expect(grades({ live: scheduledRule(), planned: scheduledRule({ enabled: false }) })).toEqual(["High is switched off (detection-not-disabled)"]);
    expect(grades({ live: scheduledRule({ enabled: false }), planned: scheduledRule() })).toEqual(["Low"]);
    expect(grades({ live: scheduledRule(), planned: null })).toEqual([expect.stringMatching(/^High is deleted .*\(detection-not-removed\)$/u)]);
    expect(grades({ live: scheduledRule(), planned: scheduledRule({ name: "other" }), actions: ["delete", "create"], entry: { action_reason: "replace_because_cannot_update" } })).toEqual([expect.stringMatching(/^High is deleted and then created again/u)]);
  });

  it("is judged with what it will be, where that is known only after apply", () => {
    const { enabled: _, ...open } = scheduledRule();
    expect(grades({ live: scheduledRule(), planned: open, unknown: { enabled: true }, configured: { enabled: {} } })).toEqual([expect.stringMatching(/^High may be switched off: whether it is on is known only after apply/u)]);
  });

  it("counts where the configuration took over what somebody did", () => {
    expect(grades({ state: scheduledRule(), live: scheduledRule({ enabled: false }) })).toEqual(["High is switched off (detection-not-disabled)"]);
  });
});

describe("what was changed outside and is wanted otherwise", () => {
  const law = (state: number, live: number, planned: number): Drifting => ({ address: WORKSPACE, state: { name: "law-acme", retention_in_days: state }, live: { name: "law-acme", retention_in_days: live }, planned: { name: "law-acme", retention_in_days: planned } });

  it("is as bad as the worse of the two, with both said", () => {
    expect(grades(law(180, 365, 30))).toEqual(["High an apply would then: keeps its logs 30 days instead of 365, less than 180 (log-retention-kept)"]);
    expect(grades(law(365, 90, 30))).toEqual(["High keeps its logs 90 days instead of 365, less than 180; an apply would then: keeps its logs 30 days instead of 90, less than 180 (log-retention-kept)"]);
    expect(grades({ state: scheduledRule({ severity: "Medium" }), live: scheduledRule({ severity: "High" }), planned: scheduledRule({ severity: "Informational" }) })).toEqual(["High an apply would then: lowers its severity from High to Informational (detection-not-weakened)"]);
    expect(grades({ state: scheduledRule({ description: "a" }), live: scheduledRule({ description: "b" }), planned: scheduledRule({ description: "c" }) })).toEqual(["Informational"]);
  });

  it("loads the parser for a query that only an apply changes for the worse", () => {
    const query = scheduledRule()["query"] as string;
    const plan = driftPlan({ state: scheduledRule(), live: scheduledRule({ query: `${query} ` }), planned: scheduledRule({ query: `${query} | take 0` }) });
    expect(graded(plan, { compareQueries }).map(line)).toEqual([expect.stringMatching(/^High an apply would then: .*\(query-change-explained\)$/u)]);
    expect(driftChangesQueries(plan, differencesOf(plan, { refreshOnly: false }))).toBe(true);
  });

  it("is told apart where the one added a block and the other another one", () => {
    const access = (id: string) => ({ id, type: "Role" });
    const of = (...ids: readonly string[]) => ({ display_name: "CRM", client_id: "1", required_resource_access: [{ resource_app_id: "00000003-0000-0000-c000-000000000000", resource_access: ids.map(access) }] });
    const plan = driftPlan({ address: "azuread_application.crm", state: of("a"), live: of("a", "b"), planned: of("a", MAIL_READ_WRITE) });
    expect(graded(plan, { tenant: tenantWith() }).map(({ kind, attribute, severity }) => `${kind} ${attribute ?? "-"} ${severity}`)).toEqual(["drift required_resource_access[0].resource_access[1] Low", "pending required_resource_access[0].resource_access[2] High"]);
  });
});

describe("what several changes of one resource do together", () => {
  const email = [{ name: "soc", email_address: "soc@contoso.com", use_common_alert_schema: false }];
  const webhook = [{ name: "pager", service_uri: "https://pager.contoso.com", use_common_alert_schema: false }];
  const group = (values: object) => ({ id: "/subscriptions/1/g", name: "soc", short_name: "soc", enabled: true, email_receiver: [], webhook_receiver: [], tags: {}, ...values });
  const [heard, silent] = [group({ email_receiver: email, webhook_receiver: webhook }), group({ tags: { owner: "x" } })];
  const address = "azurerm_monitor_action_group.soc";

  it("is given to each of them, save to those that only describe", () => {
    expect(grades({ address, state: heard, live: group({ email_receiver: email }), planned: heard })).toEqual(["Low"]);
    expect(grades({ address, state: heard, live: silent, planned: heard })).toEqual([expect.stringMatching(/^High .*\(alerts-reach-someone\)$/u), "Informational", expect.stringMatching(/^High .*\(alerts-reach-someone\)$/u)]);
  });

  it("is given to what is pending too", () => {
    expect(grades({ address, live: heard, planned: group({}) })).toEqual([expect.stringMatching(/^High .*\(alerts-reach-someone\)$/u), expect.stringMatching(/^High .*\(alerts-reach-someone\)$/u)]);
  });
});

describe("the tenant's own file", () => {
  const off = rule({ enabled: false });

  it("grants a detection's change, and an exception, until their end", () => {
    expect(grades(off, tenantWith({ changes: new Map([["full-access", change({ enabled: false })]]) }))).toEqual(["Low is switched off; granted until 2026-12-31 (Messaging team: A migration.) (detection-not-disabled)"]);
    expect(grades(workspace(365, 90), tenantWith({ exceptions: [retentionException()] }))).toEqual([expect.stringMatching(/^Low .*\(log-retention-kept\)$/u)]);
    expect(grades(workspace(365, 90), tenantWith({ exceptions: [retentionException({ expires: "2026-11-19" })] }))).toEqual([expect.stringMatching(/^High /u)]);
  });

  it("tunes how bad a policy's word is, or switches it off", () => {
    const tuned = (policy: object) => tenantWith({ policies: new Map([["detection-not-disabled", policy]]) });
    expect(grades(off, tuned({ severity: "Medium" }))).toEqual(["Medium is switched off (detection-not-disabled)"]);
    expect(grades(off, tuned({ off: { granted: "2026-11-01", expires: "2026-12-31", owner: "SOC", reason: "A trial." } }))).toEqual(["Low"]);
  });
});

describe("a query", () => {
  const changed = rule({ query: 'OfficeActivity | where Operation == "Add-MailboxPermission"' });

  it("that changed is held against what it was, where the parser is given", () => {
    expect(graded(driftPlan(changed), { compareQueries }).map(line)).toEqual([expect.stringMatching(/^High its query no longer sees all that it saw: .*\(query-change-explained\)$/u)]);
    expect(grades(changed)).toEqual(["High its query changed, and was not compared (query-change-explained)"]);
  });

  it("is why the parser has to be loaded, and nothing else is", () => {
    const needs = (drifting: Drifting) => driftChangesQueries(driftPlan(drifting), differencesOf(driftPlan(drifting), { refreshOnly: false }));
    expect([needs(changed), needs({ live: scheduledRule(), planned: scheduledRule({ query: "T" }) }), needs(rule({ enabled: false })), needs({ state: scheduledRule(), live: null })]).toEqual([true, true, false, false]);
  });
});

describe("a difference that means nothing", () => {
  it("is Informational: written otherwise, or set by the service", () => {
    expect(grades({ address: WORKSPACE, state: { tags: null, workspace_id: "a" }, live: { tags: {}, workspace_id: "b" }, configured: {} })).toEqual(["Informational", "Informational"]);
  });
});

describe("a plan that only refreshes", () => {
  it("is judged with what the state says of the other resources", () => {
    const prior = (address: string, values: object) => ({ address, mode: "managed", type: "azuread_service_principal", values, sensitive_values: {} });
    const prior_state = { values: { root_module: { child_modules: [{ resources: [prior("module.a.azuread_service_principal.archive", { client_id: approvedApplication().appId, object_id: "33333333-3333-4333-8333-000000000001", display_name: "Archive" }), prior("module.a.azuread_service_principal.graph", { client_id: "00000003-0000-0000-c000-000000000000", object_id: "44444444-4444-4444-8444-444444444444" })] }] } } };
    const role = (id: string) => ({ app_role_id: id, principal_object_id: "33333333-3333-4333-8333-000000000001", resource_object_id: "44444444-4444-4444-8444-444444444444" });
    const plan = refreshPlan({ address: "azuread_app_role_assignment.a", state: role(USER_READ_ALL), live: role(MAIL_READ) }, { prior_state });
    expect(graded(plan, { tenant: tenantWith({ approvedApplications: [approvedApplication()] }) }).map(line)).toEqual(["Low"]);
    expect(graded(plan, { tenant: tenantWith() }).map(line)).toEqual([expect.stringMatching(/^High grants Mail\.Read .*Archive/u)]);
  });

  it("is found again whether it says so itself or who made it does", () => {
    const plan = driftPlan(rule({ enabled: false }));
    expect(gradeDrift(plan, differencesOf(plan, { refreshOnly: true }), { policies: POLICIES, tenants: [], now: NOW }).map(line)).toEqual(["High is switched off (detection-not-disabled)"]);
    const untouched = driftPlan({ state: scheduledRule(), live: scheduledRule({ enabled: false }), configured: {} });
    expect(gradeDrift(untouched, differencesOf(untouched, { refreshOnly: true }), { policies: POLICIES, tenants: [], now: NOW })).toMatchObject([{ kind: "drift", severity: "High" }]);
  });
});

describe("the real plan of four changes", () => {
  it("is graded by the policies' words", () => {
    const plan = planOf(JSON.parse(readFileSync(join(__dirname, "../fixtures/plans/drift.json"), "utf8")));
    const counted = graded(plan, { compareQueries }).filter(({ kind }) => kind !== "normalised");
    expect(counted.map((difference) => `${difference.attribute ?? "-"}: ${line(difference)}`)).toEqual([
      "query: Low",
      "retention_in_days: High keeps its logs 30 days instead of 180, less than 180 (log-retention-kept)",
      "enabled: High is switched off (detection-not-disabled)",
      "severity: High lowers its severity from High to Low (detection-not-weakened)",
      "-: High is deleted outside Terraform: a scheduled rule that tells of nothing any more (detection-not-removed)",
    ]);
  });
});

describe("what is sensitive", () => {
  it("is in no word of a policy", () => {
    const secret = "S3cret-severity";
    const plan = driftPlan({ ...rule({ severity: `${secret}-2` }, { severity: `${secret}-1` }), hidden: { live: { severity: true } } });
    expect(JSON.stringify(graded(plan))).not.toContain("S3cret");
    const short = driftPlan({ ...rule({ severity: "Low" }), hidden: { state: { severity: true } } });
    expect(graded(short).map(line)).toEqual(["High lowers its severity from (sensitive) to (sensitive) (detection-not-weakened)"]);
  });
});
