import { alertsReachSomeone } from "../../policies/alerts-reach-someone";
import { planOf } from "../../terraform/plan";
import { containing } from "../support/containing";
import { grouping, monitorAlert, MONITOR, scheduledRule, SCHEDULED } from "../support/detection-in-plan";
import { configuredJson, planJson } from "../support/plan";
import { changeOf, judgeChange, judgeOne } from "../support/review-change";

type Json = Readonly<Record<string, unknown>>;

const GROUP = "azurerm_monitor_action_group.soc";
const ID = "/subscriptions/1/resourceGroups/rg/providers/Microsoft.Insights/actionGroups/soc";
const mail = { name: "soc", email_address: "soc@acme.example" };
const group = (overrides: Json = {}): Json => ({ id: ID, name: "soc", enabled: true, email_receiver: [mail], webhook_receiver: [], ...overrides });
const calling = (...ids: string[]) => monitorAlert({ action: [{ action_groups: ids }] });

interface PlanOf {
  readonly changes: readonly Json[];
  readonly configured?: readonly Json[];
  readonly prior?: readonly Json[];
}
const judged = (address: string, { changes, configured = [], prior = [] }: PlanOf) =>
  judgeChange(
    alertsReachSomeone,
    planOf(planJson({ resource_changes: changes, configuration: { root_module: { resources: configured } }, prior_state: { values: { root_module: { resources: prior } } } })),
    address,
  );
/** An alert that is created and refers to a group which is created beside it. */
const referring = (groupValues: Json, unknown: Json = {}) =>
  judged(MONITOR, {
    changes: [
      changeOf(MONITOR, { after: monitorAlert({ action: [{}] }), unknown: { action: [{ action_groups: true }] } }),
      changeOf(GROUP, { after: groupValues, unknown: { id: true, ...unknown } }),
    ],
    configured: [configuredJson(MONITOR, { action: [{ action_groups: { references: [`${GROUP}.id`, GROUP] } }] }), configuredJson(GROUP, {})],
  });
const { id: _, ...newGroup } = group();

describe("an Azure Monitor alert", () => {
  it("that calls a group of the plan with a receiver passes", () => {
    expect(referring(newGroup)).toEqual([{ verdict: "pass", message: `calls ${GROUP}, which has one receiver` }]);
    expect(judged(MONITOR, { changes: [changeOf(MONITOR, { after: calling(ID.toUpperCase()) }), changeOf(GROUP, { before: group(), after: group(), actions: ["no-op"] })] })).toMatchObject([{ verdict: "pass" }]);
  });

  it("that calls a group which is off, or has nobody to tell, fails", () => {
    expect(referring({ ...newGroup, enabled: false })).toMatchObject([{ verdict: "fail", message: `calls nobody: ${GROUP} is switched off` }]);
    expect(referring({ ...newGroup, email_receiver: [] })).toEqual([{ verdict: "fail", message: `calls nobody: ${GROUP} has no receiver`, mend: "name an action group that is switched on and has a receiver" }]);
  });

  it("whose group's receivers aren't known is unknown, unless one is", () => {
    expect(referring({ ...newGroup, email_receiver: [] }, { sms_receiver: true })).toMatchObject([{ verdict: "unknown", message: containing("receivers can't be told") }]);
    expect(referring(newGroup, { sms_receiver: true })).toMatchObject([{ verdict: "pass" }]);
    expect(referring({ ...newGroup, enabled: null }, { enabled: true })).toMatchObject([{ verdict: "unknown" }]);
  });

  it("that calls no group fails", () => {
    expect(judgeOne(alertsReachSomeone, MONITOR, { after: calling() })).toMatchObject([{ verdict: "fail", message: containing("calls no action group") }]);
    expect(judgeOne(alertsReachSomeone, MONITOR, { before: calling(ID), after: monitorAlert({ action: [] }) })).toMatchObject([{ verdict: "fail" }]);
  });

  it("that calls a group outside the plan passes where it did before, and is unknown where it is new", () => {
    expect(judgeOne(alertsReachSomeone, MONITOR, { before: calling(ID), after: calling(ID.toLowerCase()) })).toMatchObject([{ verdict: "pass", message: containing("as before, which is not in this plan") }]);
    expect(judgeOne(alertsReachSomeone, MONITOR, { before: calling(), after: calling(ID) })).toMatchObject([{ verdict: "unknown", message: containing("whether it tells anybody can't be seen") }]);
    expect(judgeOne(alertsReachSomeone, MONITOR, { after: calling(ID) })).toMatchObject([{ verdict: "unknown" }]);
  });

  it("that calls a group which the plan reads is judged by what was read", () => {
    const read = (values: Json) => ({ address: "data.azurerm_monitor_action_group.soc", mode: "data", type: "azurerm_monitor_action_group", name: "soc", values });
    expect(judged(MONITOR, { changes: [changeOf(MONITOR, { after: calling(ID) })], prior: [read(group())] })).toMatchObject([{ verdict: "pass" }]);
    expect(judged(MONITOR, { changes: [changeOf(MONITOR, { after: calling(ID) })], prior: [read(group({ email_receiver: [] }))] })).toMatchObject([{ verdict: "fail" }]);
  });

  it("that calls a group which the plan deletes fails", () => {
    expect(judged(MONITOR, { changes: [changeOf(MONITOR, { before: calling(ID), after: calling(ID) }), changeOf(GROUP, { before: group() })] })).toMatchObject([{ verdict: "fail", message: `calls nobody: the action group ${ID} is deleted` }]);
  });

  it("with several groups needs one that tells somebody", () => {
    expect(judged(MONITOR, { changes: [changeOf(MONITOR, { after: calling(ID, `${ID}-2`) }), changeOf(GROUP, { after: group({ enabled: false }) }), changeOf(`${GROUP}-2`, { after: group({ id: `${ID}-2` }) })] })).toMatchObject([{ verdict: "pass" }]);
  });

  it("whose groups aren't known is unknown", () => {
    const { action: _a, ...alert } = monitorAlert();
    expect(judgeOne(alertsReachSomeone, MONITOR, { after: alert, unknown: { action: true } })).toMatchObject([{ verdict: "unknown" }]);
    expect(judgeOne(alertsReachSomeone, MONITOR, { after: { ...alert, action: [{}] }, unknown: { action: [{ action_groups: true }] } })).toMatchObject([{ verdict: "unknown" }]);
  });

  it("of the older kind names its groups otherwise", () => {
    const old = MONITOR.replace("_v2", "");
    expect(judgeOne(alertsReachSomeone, old, { after: { enabled: true, action: [{ action_group: [] }] } })).toMatchObject([{ verdict: "fail" }]);
    expect(judgeOne(alertsReachSomeone, old, { before: { enabled: true, action: [{ action_group: [ID] }] }, after: { enabled: true, action: [{ action_group: [ID] }] } })).toMatchObject([{ verdict: "pass" }]);
  });

  it("that is off, goes away or is only read is nobody's business here", () => {
    expect(judgeOne(alertsReachSomeone, MONITOR, { after: monitorAlert({ enabled: false }) })).toEqual([]);
    expect(judgeOne(alertsReachSomeone, MONITOR, { before: calling(ID) })).toEqual([]);
    expect(judgeOne(alertsReachSomeone, MONITOR, { before: calling(ID), entry: { deposed: "ab12cd34" } })).toEqual([]);
    expect(judgeOne(alertsReachSomeone, "data.azurerm_monitor_action_group.soc", { after: group({ email_receiver: [] }), actions: ["read"] })).toEqual([]);
  });
});

describe("an action group", () => {
  const alert = changeOf(MONITOR, { before: calling(ID), after: calling(ID), actions: ["no-op"] });
  const changes = (after: Json | null, before: Json | null = group()) => [alert, changeOf(GROUP, { before, after })];

  it("that loses its last receiver, or is switched off, fails and names the alerts that the plan leaves alone", () => {
    expect(judged(GROUP, { changes: changes(group({ email_receiver: [] })) })).toEqual([{ verdict: "fail", message: `now has no receiver: nobody hears of ${MONITOR} any more`, mend: "leave it switched on, with a receiver" }]);
    expect(judged(GROUP, { changes: changes(group({ enabled: false })) })).toMatchObject([{ verdict: "fail", message: containing("now is switched off") }]);
    expect(judgeOne(alertsReachSomeone, GROUP, { before: group(), after: group({ email_receiver: [] }) })).toMatchObject([{ verdict: "fail", message: containing("nobody hears of whatever calls it") }]);
    const keyed = `module.a["x.data.y"].${MONITOR}`;
    expect(judged(GROUP, { changes: [changeOf(keyed, { before: calling(ID), after: calling(ID), actions: ["no-op"], entry: { mode: "managed", type: MONITOR.split(".")[0] } }), changeOf(GROUP, { before: group(), after: group({ email_receiver: [] }) })] })).toMatchObject([{ verdict: "fail", message: containing(`nobody hears of ${keyed} any more`) }]);
  });

  it("that is created without anybody to tell fails", () => {
    expect(judgeOne(alertsReachSomeone, GROUP, { after: group({ email_receiver: [] }) })).toMatchObject([{ verdict: "fail", message: containing("has no receiver") }]);
  });

  it("that still tells somebody passes, and says how many are left", () => {
    const two = group({ webhook_receiver: [{ name: "hook", service_uri: "https://hooks.example.com/secret-token" }] });
    expect(judged(GROUP, { changes: changes(group(), two) })).toEqual([{ verdict: "pass", message: "tells one receiver of 2 still: no longer hook (webhook)" }]);
    expect(judged(GROUP, { changes: changes(two, null) })).toEqual([{ verdict: "pass", message: "tells 2 receivers" }]);
    expect(judged(GROUP, { changes: changes(group({ email_receiver: [], short_name: "x" }), group({ email_receiver: [] })) })).toMatchObject([{ verdict: "pass", message: containing("told nobody before") }]);
  });

  it("whose receivers are all exchanged for others is unknown, and names them without an address", () => {
    const hook = { name: "hook", service_uri: "https://hooks.example.com/secret-token" };
    const before = group({ webhook_receiver: [hook] });
    const exchanged = judged(GROUP, { changes: changes(group({ email_receiver: [{ name: "x", email_address: "x@elsewhere.example" }] }), before) });
    expect(exchanged).toMatchObject([{ verdict: "unknown", message: "tells none of those whom it told: no longer soc (email), hook (webhook); now x (email)" }]);
    expect(JSON.stringify(exchanged)).not.toMatch(/@|secret-token/u);
    expect(judged(GROUP, { changes: changes(group({ email_receiver: [{ name: "x", email_address: "x@elsewhere.example" }], webhook_receiver: [hook] }), before) })).toEqual([{ verdict: "pass", message: "tells 2 receivers: no longer soc (email); now x (email)" }]);
    expect(judged(GROUP, { changes: changes(group({ email_receiver: [{ ...mail, name: "renamed", email_address: "SOC@acme.example" }] })) })).toEqual([{ verdict: "pass", message: "tells one receiver" }]);
    expect(judgeOne(alertsReachSomeone, GROUP, { before: group(), after: group({ email_receiver: [{ name: "soc" }] }), unknown: { email_receiver: [{ email_address: true }] } })).toMatchObject([{ verdict: "unknown" }]);
    const named = judgeOne(alertsReachSomeone, GROUP, { before, after: group({ email_receiver: [], sms_receiver: [{ name: "x", country_code: "1", phone_number: "2" }] }), sensitive: { email_receiver: true } });
    expect(named).toMatchObject([{ verdict: "unknown", message: containing("(unnamed) (email)") }]);
  });

  it("whose receivers aren't known is unknown", () => {
    expect(judgeOne(alertsReachSomeone, GROUP, { before: group(), after: group({ email_receiver: null }), unknown: { email_receiver: true } })).toMatchObject([{ verdict: "unknown" }]);
  });

  it("that is deleted while alerts call it fails", () => {
    expect(judged(GROUP, { changes: changes(null) })).toMatchObject([{ verdict: "fail", message: containing(`and is still called by ${MONITOR}`) }]);
  });

  it("that is deleted when its alerts call another passes; when nobody is known to call it, that is unknown", () => {
    const moved = changeOf(MONITOR, { before: calling(ID), after: calling(`${ID}-2`) });
    expect(judged(GROUP, { changes: [moved, changeOf(GROUP, { before: group() })] })).toMatchObject([{ verdict: "pass", message: containing("no longer do") }]);
    expect(judgeOne(alertsReachSomeone, GROUP, { before: group() })).toMatchObject([{ verdict: "unknown", message: containing("others can't be seen") }]);
  });

  it("that is forgotten stays in the tenant, and passes", () => {
    expect(judged(GROUP, { changes: [alert, changeOf(GROUP, { before: group(), actions: ["forget"] })] })).toMatchObject([{ verdict: "pass" }]);
  });
});

describe("a Sentinel rule", () => {
  const opening = (create_incident_enabled: unknown) => scheduledRule({ incident: [{ create_incident_enabled, grouping: [grouping()] }] });
  const check = (before: Json | null, after: Json, unknown: Json = {}) => judgeOne(alertsReachSomeone, SCHEDULED, { before, after, unknown });

  it("that opens incidents passes, also where it leaves that to Sentinel", () => {
    expect(check(null, opening(true))).toEqual([{ verdict: "pass", message: "opens an incident for each alert" }]);
    const { incident: _i, ...without } = scheduledRule();
    expect(check(null, without, { incident: true })).toEqual([{ verdict: "pass", message: "opens an incident for each alert, as Sentinel does by itself" }]);
    expect(check(opening(false), opening(true))).toMatchObject([{ verdict: "pass" }]);
  });

  it("that switches incidents off fails, in the words of azurerm 4 and 3", () => {
    expect(check(opening(true), opening(false))).toMatchObject([{ verdict: "fail", message: containing("opens no incidents") }]);
    expect(check(null, opening(false))).toMatchObject([{ verdict: "fail" }]);
    expect(check(null, { enabled: true, incident_configuration: [{ create_incident: false }] })).toMatchObject([{ verdict: "fail" }]);
  });

  it("that opened none before and still doesn't is said", () => {
    expect(check(opening(false), { ...opening(false), severity: "Low" })).toEqual([{ verdict: "pass", message: "opened no incidents before, and still opens none" }]);
  });

  it("of which it isn't known is unknown", () => {
    expect(check(null, opening(null), { incident: [{ create_incident_enabled: true }] })).toMatchObject([{ verdict: "unknown" }]);
  });
});
