import { alertsReachSomeone } from "../../policies/alerts-reach-someone";
import { containing } from "../support/containing";
import { judgeOne, type ChangeOf } from "../support/review-change";

type Json = Readonly<Record<string, unknown>>;

describe("a rule that suppresses alerts", () => {
  const ADDRESS = "azurerm_monitor_alert_processing_rule_suppression.quiet";
  const severity = (...values: string[]) => [{ severity: [{ operator: "Equals", values }] }];
  const rule = (of: Json = {}) => ({ name: "quiet", enabled: true, scopes: ["/subscriptions/1"], condition: severity("Sev4"), schedule: [], ...of });
  const check = (of: ChangeOf) => judgeOne(alertsReachSomeone, ADDRESS, of);

  it("fails where it is created, or switched on", () => {
    expect(check({ after: rule({ condition: [] }) })).toEqual([
      { verdict: "fail", message: "now keeps alerts from calling anybody, whatever they are about", mend: "leave it out or off; where it is meant, let somebody who answers for the alerts say so, and narrow it" },
    ]);
    expect(check({ before: rule({ enabled: false }), after: rule() })).toMatchObject([{ verdict: "fail", message: "now keeps alerts from calling anybody" }]);
  });

  it("fails where it is for more scopes, or drops what narrowed it", () => {
    expect(check({ before: rule(), after: rule({ scopes: ["/subscriptions/1", "/subscriptions/2"] }) })).toMatchObject([{ verdict: "fail", message: containing("its scopes is widened") }]);
    expect(check({ before: rule(), after: rule({ condition: [] }) })).toMatchObject([{ verdict: "fail", message: containing("its condition is widened") }]);
    expect(check({ before: rule({ schedule: [{ time_zone: "UTC" }] }), after: rule() })).toMatchObject([{ verdict: "fail", message: containing("its schedule is widened") }]);
  });

  it("is unknown where its condition is another one, or something of it isn't known", () => {
    expect(check({ before: rule(), after: rule({ condition: severity("Sev1") }) })).toMatchObject([{ verdict: "unknown", message: containing("its condition changes") }]);
    expect(check({ before: rule(), after: rule({ scopes: null }), unknown: { scopes: true } })).toMatchObject([{ verdict: "unknown" }]);
    expect(check({ after: rule({ enabled: null }), unknown: { enabled: true } })).toMatchObject([{ verdict: "unknown", message: containing("may be one that keeps alerts") }]);
  });

  it("passes where it stays as it was or reaches less, and is nothing where it is off or goes away", () => {
    expect(check({ before: rule(), after: rule({ description: "x" }) })).toEqual([{ verdict: "pass", message: "keeps alerts from calling anybody as before" }]);
    expect(check({ before: rule({ scopes: ["/a", "/b"] }), after: rule({ scopes: ["/A"] }) })).toMatchObject([{ verdict: "pass", message: containing("for no more than before") }]);
    expect(check({ after: rule({ enabled: false }) })).toEqual([]);
    expect(check({ before: rule() })).toEqual([]);
  });
});

it("rules that hold back alerts, or close incidents, are among what is judged", () => {
  expect(alertsReachSomeone.types).toEqual(expect.arrayContaining(["azurerm_monitor_alert_processing_rule_suppression", "azurerm_sentinel_automation_rule"]));
});

describe("an automation rule of Sentinel", () => {
  const rule = (status: string | null, of: Json = {}) => ({ name: "a", enabled: true, triggers_on: "Incidents", condition_json: "", action_incident: [{ order: 1, status }], ...of });
  const check = (of: ChangeOf) => judgeOne(alertsReachSomeone, "azurerm_sentinel_automation_rule.a", of);
  const CONDITION = '[{"conditionType":"Property"}]';

  it("that closes every incident fails where it is created, or comes to it", () => {
    expect(check({ after: rule("Closed") })).toMatchObject([{ verdict: "fail", message: "now closes incidents before anybody has looked, whatever they are about" }]);
    expect(check({ after: rule("Closed", { condition_json: "[]" }) })).toMatchObject([{ verdict: "fail" }]);
    expect(check({ before: rule("Active"), after: rule("Closed") })).toMatchObject([{ verdict: "fail" }]);
    expect(check({ before: rule("Closed", { condition_json: CONDITION }), after: rule("Closed") })).toMatchObject([{ verdict: "fail", message: containing("its condition_json is widened") }]);
  });

  it("that closes those which meet its conditions is unknown, as is one of which that isn't known", () => {
    expect(check({ after: rule("Closed", { condition_json: CONDITION }) })).toMatchObject([{ verdict: "unknown", message: containing("whether the baseline's are among them can't be told") }]);
    expect(check({ before: rule("Closed", { triggers_on: "Alerts" }), after: rule("Closed") })).toMatchObject([{ verdict: "unknown", message: containing("its triggers_on changes") }]);
    expect(check({ after: rule(null), unknown: { action_incident: [{ status: true }] } })).toMatchObject([{ verdict: "unknown" }]);
    expect(check({ after: rule(null, { action_incident: null }), unknown: { action_incident: true } })).toMatchObject([{ verdict: "unknown" }]);
  });

  it("that closed them before passes, and says so; one that closes none is nothing", () => {
    expect(check({ before: rule("Closed"), after: rule("Closed", { display_name: "x" }) })).toEqual([{ verdict: "pass", message: "closes incidents before anybody has looked as before" }]);
    expect(check({ after: rule("Active") })).toEqual([]);
    expect(check({ after: rule("Closed", { enabled: false }) })).toEqual([]);
  });
});
