import type { DetectionChange } from "../../catalogue/tenant";
import { detectionNotWeakened } from "../../policies/detection-not-weakened";
import { containing } from "../support/containing";
import { change, grouping, monitorAlert, MONITOR, scheduledRule, SCHEDULED } from "../support/detection-in-plan";
import { judgeOne, type ChangeOf } from "../support/review-change";
import { LIVE, OVER, tenantWith } from "../support/tenant-in-code";

type Json = Readonly<Record<string, unknown>>;

const judged = (of: ChangeOf, address: string, changes?: Partial<DetectionChange>) =>
  judgeOne(detectionNotWeakened, address, of, changes === undefined ? undefined : tenantWith({ changes: new Map([["full-access", change(changes)]]) }));
/** A scheduled rule with one thing otherwise before and after. */
const scheduled = (before: Json, after: Json, changes?: Partial<DetectionChange>) => judged({ before: scheduledRule(before), after: scheduledRule(after) }, SCHEDULED, changes);
const monitor = (before: Json, after: Json, changes?: Partial<DetectionChange>) => judged({ before: monitorAlert(before), after: monitorAlert(after) }, MONITOR, changes);
const criteria = (before: Json, after: Json) => judged({ before: monitorAlert({}, before), after: monitorAlert({}, after) }, MONITOR);
/** With some attributes known only after apply. */
const open = (unknown: Json) => {
  const after = Object.fromEntries(Object.entries(scheduledRule()).filter(([name]) => unknown[name] !== true));
  return judged({ before: scheduledRule(), after, unknown }, SCHEDULED);
};

const FINE = [{ verdict: "pass", message: "is changed, and not weakened" }];
const failing = (message: string) => [{ verdict: "fail", message: containing(message) }];
const OPEN = [{ verdict: "unknown" }];

describe("a detection", () => {
  it("that is changed otherwise passes, saying so", () => {
    expect(scheduled({}, { description: "Tells of full access." })).toEqual(FINE);
    expect(monitor({}, { description: "Tells of full access." })).toEqual(FINE);
  });

  it("has each weakening judged by itself", () => {
    expect(scheduled({}, { severity: "Low", trigger_threshold: 50, query_frequency: "PT10M" }).map(({ verdict }) => verdict)).toEqual(["fail", "fail", "fail"]);
  });

  it("is nobody's business here where it goes away or stays untouched", () => {
    expect(judged({ before: scheduledRule() }, SCHEDULED)).toEqual([]);
    expect(judged({ before: scheduledRule(), after: scheduledRule(), actions: ["no-op"] }, SCHEDULED)).toEqual([]);
    expect(judged({ before: scheduledRule(), entry: { deposed: "ab12cd34" } }, SCHEDULED)).toEqual([]);
    expect(detectionNotWeakened.types).not.toContain("azurerm_log_analytics_saved_search");
  });

  it("that is created passes; so does one of which the plan knows the rest only after apply", () => {
    expect(judged({ after: scheduledRule(), unknown: { incident: true, id: true } }, SCHEDULED)).toEqual([{ verdict: "pass", message: "is created, and weakens nothing" }]);
  });

  it("that is replaced, and whose incidents the configuration leaves to Sentinel, passes", () => {
    const { incident: _, ...after } = scheduledRule();
    expect(judged({ before: scheduledRule(), after, unknown: { incident: true, id: true }, actions: ["delete", "create"] }, SCHEDULED)).toEqual(FINE);
  });

  it("prints nothing of a sensitive attribute", () => {
    const said = JSON.stringify(judged({ before: scheduledRule(), after: scheduledRule({ severity: "Low" }), sensitive: { severity: true } }, SCHEDULED));
    expect(said).toContain("from (sensitive) to (sensitive)");
    expect(said).not.toMatch(/High|Low/u);
  });
});

describe("severity", () => {
  it("lowered fails, raised passes", () => {
    expect(scheduled({}, { severity: "Informational" })).toEqual([
      { verdict: "fail", message: "lowers its severity from High to Informational", mend: "leave severity at High, or have it granted under detections.full-access in the tenant's file, with owner, reason and end" },
    ]);
    expect(scheduled({ severity: "Low" }, { severity: "Medium" })).toEqual(FINE);
  });

  it("of Azure Monitor is lowered by a higher number", () => {
    expect(monitor({}, { severity: 3 })).toMatchObject(failing("lowers its severity from 1 to 3 (0 is the worst)"));
    expect(monitor({}, { severity: 0 })).toEqual(FINE);
  });

  it("that its tenant says is excepted; another, or one that expired, is not", () => {
    expect(scheduled({}, { severity: "Low" }, { severity: "Low" })).toMatchObject([{ verdict: "excepted", message: containing(`granted until ${LIVE.expires} (Messaging team`), place: { file: "acme.yaml" } }]);
    expect(monitor({}, { severity: 3 }, { severity: "Low" })).toMatchObject([{ verdict: "excepted" }]);
    expect(scheduled({}, { severity: "Informational" }, { severity: "Low" })).toMatchObject([{ verdict: "fail" }]);
    expect(scheduled({}, { severity: "Low" }, { severity: "Low", ...OVER })).toMatchObject(failing(`expired on ${OVER.expires}`));
  });

  it("that isn't known, has no order, or comes from a column is unknown", () => {
    expect(open({ severity: true })).toMatchObject(OPEN);
    expect(scheduled({}, { severity: "Mild" })).toMatchObject(OPEN);
    expect(scheduled({}, { alert_details_override: [{ severity_column_name: "Grade" }] })).toMatchObject([{ verdict: "unknown", message: containing("the column Grade") }]);
    expect(scheduled({ alert_details_override: [{ severity_column_name: "Grade" }] }, {})).toEqual(FINE);
  });
});

describe("the number that makes an alert", () => {
  it("raised fails, lowered passes, for what is counted up", () => {
    expect(scheduled({}, { trigger_threshold: 50 })).toMatchObject(failing("alerts on more than 50 where it alerted on more than 0"));
    expect(scheduled({ trigger_threshold: 50 }, {})).toEqual(FINE);
    expect(criteria({}, { threshold: 5 })).toMatchObject(failing("more than 5"));
  });

  it("lowered fails, raised passes, for what notices silence", () => {
    expect(criteria({ operator: "LessThan", threshold: 5 }, { operator: "LessThan", threshold: 1 })).toMatchObject(failing("alerts on less than 1"));
    expect(criteria({ operator: "LessThan", threshold: 1 }, { operator: "LessThan", threshold: 5 })).toEqual(FINE);
  });

  it("with another operator fails where something no longer alerts, and passes where all still does", () => {
    expect(scheduled({}, { trigger_operator: "Equal" })).toMatchObject(failing("alerts on exactly 0 where it alerted on more than 0"));
    expect(scheduled({}, { trigger_operator: "NotEqual" })).toEqual(FINE);
    expect(criteria({}, { operator: "GreaterThanOrEqual", threshold: 1 })).toEqual(FINE);
    expect(criteria({ time_aggregation_method: "Total" }, { time_aggregation_method: "Total", operator: "GreaterThanOrEqual", threshold: 1 })).toMatchObject([{ verdict: "fail" }]);
  });

  it("that is another one to be met exactly is unknown, as is what counts something else", () => {
    expect(scheduled({ trigger_operator: "Equal", trigger_threshold: 3 }, { trigger_operator: "Equal", trigger_threshold: 4 })).toMatchObject(OPEN);
    expect(scheduled({ trigger_operator: "NotEqual", trigger_threshold: 3 }, { trigger_operator: "NotEqual", trigger_threshold: 4 })).toMatchObject(OPEN);
    expect(criteria({}, { time_aggregation_method: "Total", metric_measure_column: "Rows" })).toMatchObject([{ verdict: "unknown", message: containing("counts something else") }]);
  });

  it("that its tenant says is excepted; another is not", () => {
    expect(scheduled({}, { trigger_threshold: 5 }, { threshold: 5 })).toMatchObject([{ verdict: "excepted" }]);
    expect(scheduled({}, { trigger_threshold: 6 }, { threshold: 5 })).toMatchObject([{ verdict: "fail" }]);
  });

  it("that isn't known is unknown", () => {
    expect(open({ trigger_threshold: true })).toMatchObject(OPEN);
    expect(judged({ before: monitorAlert(), after: monitorAlert(), unknown: { criteria: [{ threshold: true }] } }, MONITOR)).toMatchObject(OPEN);
  });

  it("of an older Azure Monitor alert is read in its own block", () => {
    const old = (threshold: number) => ({ name: "full-access", enabled: true, frequency: 5, time_window: 60, trigger: [{ operator: "GreaterThan", threshold, metric_trigger: [] }] });
    expect(judged({ before: old(0), after: old(9) }, MONITOR.replace("_v2", ""))).toMatchObject(failing("more than 9"));
  });
});

describe("runs", () => {
  it("further apart fail, closer together pass", () => {
    expect(scheduled({}, { query_frequency: "PT1H" })).toMatchObject(failing("runs every 1 hour where it ran every 5 minutes"));
    expect(scheduled({ query_frequency: "PT1H" }, {})).toEqual(FINE);
    expect(scheduled({ query_frequency: "PT60M" }, { query_frequency: "PT1H" })).toEqual(FINE);
    expect(monitor({}, { evaluation_frequency: "PT10M" })).toMatchObject([{ verdict: "fail" }]);
  });

  it("as far apart as its tenant says are excepted; Azure Monitor may take the next shorter length", () => {
    expect(scheduled({}, { query_frequency: "PT20M" }, { frequency: { minutes: 20 } })).toMatchObject([{ verdict: "excepted" }]);
    expect(scheduled({}, { query_frequency: "PT15M" }, { frequency: { minutes: 20 } })).toMatchObject([{ verdict: "fail" }]);
    expect(monitor({}, { evaluation_frequency: "PT15M" }, { frequency: { minutes: 20 } })).toMatchObject([{ verdict: "excepted" }]);
    expect(monitor({}, { evaluation_frequency: "PT30M" }, { frequency: { minutes: 20 } })).toMatchObject([{ verdict: "fail" }]);
  });

  it("that look back less fail; in one that notices silence, those that look back further", () => {
    expect(scheduled({}, { query_period: "PT30M" })).toMatchObject(failing("looks back 30 minutes where it looked back 1 hour"));
    expect(scheduled({}, { query_period: "PT2H" })).toEqual(FINE);
    const silence = { trigger_operator: "LessThan", trigger_threshold: 1 };
    expect(scheduled(silence, { ...silence, query_period: "PT2H" })).toMatchObject(failing("notices a silence that much later"));
    expect(scheduled(silence, { ...silence, query_period: "PT30M" })).toEqual(FINE);
    const exactly = { trigger_operator: "Equal", trigger_threshold: 3 };
    expect(scheduled(exactly, { ...exactly, query_period: "PT30M" })).toMatchObject(OPEN);
  });

  it("that read less by an override fail, also where it is dropped; in one that notices silence, those that read more", () => {
    const reading = (query_time_range_override: string | null) => ({ query_time_range_override });
    expect(monitor(reading("P2D"), reading("PT6H"))).toMatchObject(failing("looks back 6 hours where it looked back 2 days"));
    expect(monitor(reading("P2D"), reading(null))).toMatchObject(failing("looks back 1 hour where it looked back 2 days"));
    expect(monitor(reading("P2D"), reading(""))).toMatchObject([{ verdict: "fail", mend: containing("leave query_time_range_override at 2 days") }]);
    expect(monitor(reading(""), reading("P2D"))).toEqual(FINE);
    expect(monitor(reading("PT1H"), reading(null))).toEqual(FINE);
    const silence = { operator: "LessThan", threshold: 1 };
    expect(judged({ before: monitorAlert(reading(null), silence), after: monitorAlert(reading("P2D"), silence) }, MONITOR)).toMatchObject(failing("notices a silence that much later"));
    expect(judged({ before: monitorAlert(reading("P2D")), after: monitorAlert(reading(null)), unknown: { query_time_range_override: true } }, MONITOR)).toMatchObject(OPEN);
  });

  it("that read several windows are told by all of them where the override is dropped", () => {
    const periods = (of: number) => ({ failing_periods: [{ minimum_failing_periods_to_trigger_alert: 1, number_of_evaluation_periods: of }] });
    expect(judged({ before: monitorAlert({ query_time_range_override: "PT2H" }, periods(2)), after: monitorAlert({}, periods(2)) }, MONITOR)).toEqual(FINE);
  });

  it("that leave events between them fail, also in a rule that is created", () => {
    const gap = scheduledRule({ query_frequency: "PT1H", query_period: "PT30M" });
    expect(judged({ after: gap }, SCHEDULED)).toMatchObject(failing("looks back 30 minutes less than its runs are apart: what happens in between is never seen"));
    expect(judged({ before: scheduledRule({ query_frequency: "PT1H" }), after: gap }, SCHEDULED)).toHaveLength(2);
    expect(judged({ before: gap, after: { ...gap, description: "" } }, SCHEDULED)).toEqual(FINE);
    expect(judged({ after: monitorAlert({ evaluation_frequency: "PT1H", window_duration: "PT5M" }) }, MONITOR)).toMatchObject([{ verdict: "fail" }]);
    expect(judged({ after: monitorAlert({ evaluation_frequency: "PT1H", window_duration: "PT5M", query_time_range_override: "PT1H" }) }, MONITOR)).toMatchObject([{ verdict: "pass" }]);
  });

  it("whose lengths aren't known, or can't be read, are unknown", () => {
    expect(open({ query_frequency: true })).toMatchObject(OPEN);
    expect(open({ query_period: true })).toMatchObject(OPEN);
    expect(scheduled({}, { query_frequency: "P1M" })).toMatchObject(OPEN);
    expect(judged({ after: { ...scheduledRule(), query_period: null }, unknown: { query_period: true } }, SCHEDULED)).toMatchObject(OPEN);
  });
});

describe("quiet after an alert", () => {
  it("begun or made longer fails, ended passes", () => {
    expect(scheduled({}, { suppression_enabled: true })).toMatchObject(failing("keeps quiet for 5 hours after an alert where it told of each alert"));
    expect(scheduled({ suppression_enabled: true }, { suppression_enabled: true, suppression_duration: "P1D" })).toMatchObject(failing("1 day after an alert where it kept quiet for 5 hours"));
    expect(scheduled({}, { suppression_duration: "P1D" })).toEqual(FINE);
    expect(scheduled({ suppression_enabled: true }, {})).toEqual(FINE);
    expect(monitor({}, { mute_actions_after_alert_duration: "PT5M" })).toMatchObject([{ verdict: "fail" }]);
    expect(monitor({ mute_actions_after_alert_duration: "PT5M" }, {})).toEqual(FINE);
  });

  it("that is \"\", as the provider reads it back, isn't set", () => {
    const unset = { mute_actions_after_alert_duration: "", query_time_range_override: "" };
    expect(monitor(unset, { ...unset, description: "Tells of full access." })).toEqual(FINE);
    expect(monitor(unset, {})).toEqual(FINE);
    expect(monitor(unset, { ...unset, mute_actions_after_alert_duration: "P1D" })).toMatchObject(failing("keeps quiet for 1 day after an alert where it told of each alert"));
  });

  it("that isn't known is unknown", () => {
    expect(open({ suppression_enabled: true })).toMatchObject(OPEN);
  });

  it("until an alert resolves itself fails", () => {
    expect(monitor({}, { auto_mitigation_enabled: true })).toMatchObject(failing("not again until it has resolved itself"));
    expect(monitor({ auto_mitigation_enabled: true }, {})).toEqual(FINE);
    expect(monitor({}, { auto_mitigation_enabled: null })).toEqual(FINE);
    expect(judged({ before: monitorAlert(), after: monitorAlert(), unknown: { auto_mitigation_enabled: true } }, MONITOR)).toMatchObject(OPEN);
  });
});

describe("grouping", () => {
  const incident = (overrides: Json) => ({ incident: [{ create_incident_enabled: true, grouping: [grouping(overrides)] }] });
  const selected = { entity_matching_method: "Selected", by_entities: ["Account", "Mailbox"] };

  it("of rows into one alert fails", () => {
    expect(scheduled({}, { event_grouping: [{ aggregation_method: "SingleAlert" }] })).toMatchObject(failing("one mailbox hides behind another"));
    expect(scheduled({}, { event_grouping: [] })).toMatchObject([{ verdict: "fail" }]);
    expect(scheduled({ event_grouping: [] }, {})).toEqual(FINE);
    expect(scheduled({ event_grouping: [] }, { event_grouping: [{ aggregation_method: "SingleAlert" }] })).toEqual(FINE);
    expect(open({ event_grouping: true })).toMatchObject(OPEN);
  });

  it("of alerts by all entities is said only", () => {
    expect(scheduled({}, incident({}))).toEqual([...FINE, { verdict: "pass", message: "puts alerts within 5 hours into one incident where all their entities are the same" }]);
  });

  it("of alerts whomever they are about, or by some entities, fails", () => {
    expect(scheduled({}, incident({ entity_matching_method: "AnyAlert" }))).toMatchObject(failing("puts every alert, whomever it is about, within 5 hours into an incident that is open already"));
    expect(scheduled(incident({}), incident(selected))).toMatchObject(failing("alerts that share some entities only"));
    expect(scheduled(incident(selected), incident({ ...selected, by_entities: ["Account"] }))).toMatchObject(failing("no longer asks that Mailbox be the same"));
    expect(scheduled(incident(selected), incident({}))).toEqual(FINE);
  });

  it("for longer fails, for less passes", () => {
    expect(scheduled(incident({}), incident({ lookback_duration: "P1D" }))).toMatchObject(failing("for 1 day where it did for 5 hours"));
    expect(scheduled(incident({}), incident({ lookback_duration: "PT1H" }))).toEqual(FINE);
  });

  it("that isn't known is unknown", () => {
    expect(judged({ before: scheduledRule(), after: scheduledRule(), unknown: { incident: [{ grouping: [{ enabled: true }] }] } }, SCHEDULED)).toMatchObject(OPEN);
  });
});

describe("what else an Azure Monitor alert asks for", () => {
  const runs = (needed: number, of: number) => ({ failing_periods: [{ minimum_failing_periods_to_trigger_alert: needed, number_of_evaluation_periods: of }] });
  const by = (...values: string[]) => ({ dimension: [{ name: "Mailbox", operator: "Include", values }] });

  it("in more runs fails, in fewer passes", () => {
    expect(criteria({}, runs(3, 4))).toMatchObject(failing("alerts once 3 of 4 runs found it, where one run did"));
    expect(criteria(runs(2, 4), runs(2, 2))).toMatchObject([{ verdict: "fail" }]);
    expect(criteria(runs(3, 4), runs(2, 4))).toEqual(FINE);
    expect(criteria({}, { failing_periods: [] })).toEqual(FINE);
  });

  it("of fewer values, or no longer by each value, fails", () => {
    expect(criteria(by("*"), by("a@acme.example"))).toMatchObject(failing("looks at fewer values of Mailbox"));
    expect(criteria({}, by("a@acme.example"))).toMatchObject([{ verdict: "fail" }]);
    expect(criteria({}, { dimension: [{ name: "Mailbox", operator: "Exclude", values: ["a@acme.example"] }] })).toMatchObject([{ verdict: "fail" }]);
    expect(criteria(by("a"), by("a", "b"))).toEqual(FINE);
    expect(criteria(by("*"), {})).toMatchObject(failing("no longer split by Mailbox"));
  });

  it("by each value is unknown where a value may stay below the threshold by itself", () => {
    expect(criteria({}, by("*"))).toEqual(FINE);
    expect(criteria({ threshold: 5 }, { threshold: 5, ...by("*") })).toMatchObject(OPEN);
  });

  it("that isn't known is unknown", () => {
    const unknownCriteria = (unknown: Json) => judged({ before: monitorAlert({}, by("*")), after: monitorAlert({}, by("*")), unknown: { criteria: [unknown] } }, MONITOR);
    expect(unknownCriteria({ failing_periods: true })).toMatchObject(OPEN);
    expect(unknownCriteria({ dimension: true })).toMatchObject(OPEN);
    expect(unknownCriteria({ dimension: [{ values: [true] }] })).toMatchObject(OPEN);
  });
});

describe("what an alert tells", () => {
  it("without an entity fails, without a custom detail passes and says so", () => {
    const [account] = scheduledRule()["entity_mapping"] as Json[];
    expect(scheduled({}, { entity_mapping: [account] })).toMatchObject(failing("no longer names IP by Address"));
    expect(scheduled({ entity_mapping: [] }, {})).toEqual(FINE);
    expect(scheduled({}, { custom_details: { Rights: "Rights" } })).toEqual([...FINE, { verdict: "pass", message: "no longer shows Mailbox in its alerts, which stand in the events still" }]);
    expect(open({ entity_mapping: true })).toMatchObject(OPEN);
    expect(open({ custom_details: true })).toMatchObject(OPEN);
  });

  it("of another product fails where a filter lets less through", () => {
    const rule = (of: Json) => ({ name: "defender", enabled: true, severity_filter: ["High", "Medium"], display_name_exclude_filter: [], ...of });
    const address = "azurerm_sentinel_alert_rule_ms_security_incident.defender";
    expect(judged({ before: rule({}), after: rule({ severity_filter: ["High"] }) }, address)).toMatchObject(failing("no longer takes in alerts of Medium (severity_filter)"));
    expect(judged({ before: rule({}), after: rule({ display_name_exclude_filter: ["Phish"] }) }, address)).toMatchObject(failing("alerts of Phish"));
    expect(judged({ before: rule({ severity_filter: ["High"] }), after: rule({}) }, address)).toEqual(FINE);
    expect(judged({ before: rule({}), after: { ...rule({}), severity_filter: null }, unknown: { severity_filter: true } }, address)).toMatchObject(OPEN);
  });
});

describe("what a detection reads", () => {
  const LAW = "/subscriptions/1/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/law";
  const MOVED = { log_analytics_workspace_id: "/w/empty" };

  it("that becomes something else fails, also in a replace without a gap", () => {
    expect(monitor({ scopes: [LAW] }, { scopes: ["/w/empty"] })).toMatchObject(failing(`no longer reads ${LAW}, but /w/empty (scopes)`));
    expect(monitor({ scopes: [LAW] }, { scopes: [] })).toMatchObject(failing(`no longer reads ${LAW} (scopes)`));
    const law = { log_analytics_workspace_id: LAW };
    expect(judged({ before: scheduledRule(law), after: scheduledRule(MOVED), actions: ["create", "delete"] }, SCHEDULED)).toMatchObject([{ verdict: "fail", mend: containing("or let the review of the other workspace say") }]);
    const fusion = { name: "fusion", enabled: true };
    expect(judged({ before: { ...fusion, ...law }, after: { ...fusion, ...MOVED } }, "azurerm_sentinel_alert_rule_fusion.it")).toMatchObject([{ verdict: "fail" }]);
    const old = (data_source_id: string) => ({ enabled: true, data_source_id, trigger: [{ operator: "GreaterThan", threshold: 0, metric_trigger: [] }] });
    expect(judged({ before: old(LAW), after: old("/w/empty") }, MONITOR.replace("_v2", ""))).toMatchObject(failing("(data_source_id)"));
  });

  it("that stays, in whatever case of letters, or becomes more passes", () => {
    expect(monitor({ scopes: [LAW] }, { scopes: [LAW.toUpperCase(), "/w/other"] })).toEqual(FINE);
    expect(monitor({ target_resource_types: ["a/b"] }, { target_resource_types: ["A/B", "c/d"] })).toEqual(FINE);
    expect(monitor({ target_resource_types: null }, { target_resource_types: [] })).toEqual(FINE);
  });

  it("that is narrowed to some types of resources, or to others, fails", () => {
    expect(monitor({ target_resource_types: [] }, { target_resource_types: ["a/b"] })).toMatchObject(failing("looks at a/b only, where it looked at everything"));
    expect(monitor({ target_resource_types: ["a/b"] }, { target_resource_types: ["c/d"] })).toMatchObject(failing("no longer looks at each of a/b"));
  });

  it("that isn't known is unknown, and what is sensitive isn't told", () => {
    expect(judged({ before: monitorAlert({ scopes: [LAW] }), after: monitorAlert({ scopes: [null] }), unknown: { scopes: [true] } }, MONITOR)).toMatchObject(OPEN);
    expect(judged({ before: monitorAlert({ target_resource_types: [] }), after: monitorAlert(), unknown: { target_resource_types: true } }, MONITOR)).toMatchObject(OPEN);
    expect(JSON.stringify(judged({ before: monitorAlert({ scopes: [LAW] }), after: monitorAlert({ scopes: ["/w/empty"] }), sensitive: { scopes: true } }, MONITOR))).not.toMatch(/workspaces|empty/u);
  });
});
