import type { Detection } from "../../catalogue/detection";
import { readDetection } from "../../catalogue/load";
import { serviceLimitBreaches } from "../../catalogue/service-limits";
import { formatPath } from "../../catalogue/validate";
import { detection, nearRealTime } from "../support/community-detection";
import { refusedWith } from "../support/refusal";
import { ruleFolder } from "../support/rule-folder";

const faults = (of: Detection): string[] => serviceLimitBreaches(of).map(({ path, message }) => `${formatPath(path)}: ${message}`);
const minutes = (count: number) => ({ minutes: count });
const DAY = 1440;
const schedule = (frequency: number, period: number): Partial<Detection> => ({ schedule: { frequency: minutes(frequency), period: minutes(period), operator: "gt", threshold: 0 } });
const entity = (...identifiers: string[]) => ({ entityType: "Account", fieldMappings: identifiers.map((identifier) => ({ identifier, columnName: "A" })) });
const entities = (count: number): Partial<Detection> => ({ entityMappings: Array.from({ length: count }, () => entity("Name")) });
const details = (count: number) => Object.fromEntries([...Array(count).keys()].map((i) => [`Key${i}`, "Column"]));
const alert = (displayNameFormat: string, descriptionFormat = ""): Partial<Detection> => ({ alertDetails: { displayNameFormat, descriptionFormat, dynamicProperties: [] } });
const suppressed = (enabled: boolean, duration: number): Partial<Detection> => ({ suppression: { enabled, duration: minutes(duration) } });
const grouped = (grouping: Partial<Detection["grouping"]>): Partial<Detection> => ({ grouping: { ...detection().grouping, ...grouping } });
const GROUPING = "incidentConfiguration.groupingConfiguration";

describe("the services take a rule", () => {
  it.each<[string, Partial<Detection>]>([
    ["as plain as can be", {}],
    ["with a query of 10,000 characters", { query: "T".repeat(10_000) }],
    ["every 5 minutes over 5 minutes", schedule(5, 5)],
    ["every 14 days over 14 days", schedule(14 * DAY, 14 * DAY)],
    ["every 5 minutes over a minute less than 2 days", schedule(5, 2 * DAY - 1)],
    ["every hour over 2 days", schedule(60, 2 * DAY)],
    ["silent for 5 minutes or a day", suppressed(false, 5)],
    ["silent for a day", suppressed(true, DAY)],
    ["silent as long as it waits", suppressed(true, 15)],
    ["silent for less than it waits, as long as that is off", suppressed(false, 10)],
    ["with 10 entities", entities(10)],
    ["with 10 entities of both kinds", { ...entities(9), sentinelEntityColumns: ["E"] }],
    ["with an entity of 3 identifiers", { entityMappings: [entity("Name", "UPNSuffix", "AadUserId")] }],
    ["with 20 details", { customDetails: details(20) }],
    ["with a detail's name of 20 characters", { customDetails: { ["K".repeat(20)]: "Column" } }],
    ["with a detail's column of 500 characters", { customDetails: { Key: "_".repeat(500) } }],
    ["with an alert's title of 256 characters", alert("x".repeat(256))],
    ["with 3 columns each in an alert's title and text", alert("{{A}}{{B}}{{C}}", "{{A}}{{B}}{{C}}")],
    ["that groups over 5 minutes", grouped({ lookback: minutes(5) })],
    ["that groups over 7 days", grouped({ lookback: minutes(7 * DAY) })],
    ["that would group by nothing if it were on", grouped({ matchingMethod: "Selected" })],
    ["that groups by a detail it has", { customDetails: details(1), ...grouped({ enabled: true, matchingMethod: "Selected", groupByCustomDetails: ["Key0"] }) }],
    ["with a title of 256 characters", { title: "x".repeat(256) }],
    ["with a description of 5,000 characters", { description: "x".repeat(5000) }],
  ])("%s", (_, changes) => {
    expect(faults(detection(changes))).toEqual([]);
  });

  it("near real time with 5 entities, and any number of Sentinel's own", () => {
    expect(faults(nearRealTime({ ...entities(5), sentinelEntityColumns: ["E"] }))).toEqual([]);
  });
});

describe("the services refuse a rule", () => {
  it.each<[string, Partial<Detection>, string]>([
    ["with a query of 10,001 characters", { query: "T".repeat(10_001) }, "query: has 10001 characters; the service takes 10000: shorten it"],
    ["with an empty query", { query: " \n" }, "query: is empty; write the query here or in query.kql"],
    ["that reads every table", { query: "union *" }, "query: reads every table (search * or union *), which the service refuses in a rule; name the tables"],
    ["every 4 minutes", schedule(4, 60), "queryFrequency: 4 minutes is outside what the service takes; write 5m to 14d"],
    ["over a minute more than 14 days", schedule(60, 14 * DAY + 1), "queryPeriod: 20161 minutes is outside what the service takes; write 5m to 14d"],
    ["that leaves a gap", schedule(61, 60), "queryFrequency: running every 61 minutes and looking back 1 hour leaves a gap, which the service refuses; look back at least as long"],
    ["every 59 minutes over 2 days", schedule(59, 2 * DAY), "queryFrequency: looking back 2 days, the service takes a frequency of 1h or slower; write 1h, or look back less than 2d"],
    ["silent for 4 minutes", suppressed(false, 4), "suppressionDuration: 4 minutes is outside what the service takes; write 5m to 24h"],
    ["silent for more than a day", suppressed(true, DAY + 1), "suppressionDuration: 1441 minutes is outside what the service takes; write 5m to 24h"],
    ["silent for less than it waits", suppressed(true, 14), "suppressionDuration: 14 minutes is shorter than the frequency, which the service refuses; write 15 minutes or more"],
    ["with 11 entities", entities(11), "entityMappings: has 11 entities; the service takes 10 on a rule of kind Scheduled: leave some out"],
    ["with 11 entities of both kinds", { ...entities(10), sentinelEntityColumns: ["E"] }, "entityMappings: has 11 entities; the service takes 10 on a rule of kind Scheduled: leave some out"],
    ["with an entity of 4 identifiers", { entityMappings: [entity("Name", "UPNSuffix", "AadUserId", "Sid")] }, "entityMappings[0].fieldMappings: has 4 identifiers; the service takes 1 to 3"],
    ["with an entity of no identifiers", { entityMappings: [entity()] }, "entityMappings[0].fieldMappings: has 0 identifiers; the service takes 1 to 3"],
    ["with an identifier misspelt", { entityMappings: [entity("Name", "UpnSufix")] }, 'entityMappings[0].fieldMappings[1].identifier: "UpnSufix" does not identify an entity of type Account; write UPNSuffix'],
    ["with an identifier of another entity", { entityMappings: [{ entityType: "IP", fieldMappings: [{ identifier: "CommandLine", columnName: "A" }] }] }, 'entityMappings[0].fieldMappings[0].identifier: "CommandLine" does not identify an entity of type IP; write one of Address'],
    ["with 21 details", { customDetails: details(21) }, "customDetails: has 21 entries; the service takes 20"],
    ["with a detail's name of 21 characters", { customDetails: { ["K".repeat(21)]: "Column" } }, `customDetails.${"K".repeat(21)}: is a name the service refuses; write at most 20 letters, digits, underscores, a letter first`],
    ["with a detail's name that begins with a digit", { customDetails: { "1st": "Column" } }, "customDetails.1st: is a name the service refuses; write at most 20 letters, digits, underscores, a letter first"],
    ["with a detail's column of 501 characters", { customDetails: { Key: "_".repeat(501) } }, "customDetails.Key: names no column; write letters, digits and underscores"],
    ["with a detail's column that is an expression", { customDetails: { Key: "tostring(x)" } }, "customDetails.Key: names no column; write letters, digits and underscores"],
    ["with an alert's title of 257 characters", alert("x".repeat(257)), "alertDetailsOverride.alertDisplayNameFormat: has 257 characters; the service takes 256"],
    ["with 4 columns in an alert's title", alert("{{A}}{{B}}{{C}}{{D}}"), "alertDetailsOverride.alertDisplayNameFormat: has 4 columns in {{}}; the service takes 3"],
    ["with 4 columns in an alert's text", alert("x", "{{A}}{{B}}{{C}}{{D}}"), "alertDetailsOverride.alertDescriptionFormat: has 4 columns in {{}}; the service takes 3"],
    ["that groups over 4 minutes", grouped({ lookback: minutes(4) }), `${GROUPING}.lookbackDuration: 4 minutes is outside what the service takes; write 5m to 7d`],
    ["that groups over more than 7 days", grouped({ lookback: minutes(7 * DAY + 1) }), `${GROUPING}.lookbackDuration: 10081 minutes is outside what the service takes; write 5m to 7d`],
    ["that groups by a detail it hasn't", { ...grouped({ groupByCustomDetails: ["Who"] }) }, `${GROUPING}.groupByCustomDetails: "Who" is none of customDetails; write one of them`],
    ["that groups by nothing", grouped({ enabled: true, matchingMethod: "Selected" }), `${GROUPING}.matchingMethod: Selected groups by nothing; name groupByEntities, groupByAlertDetails or groupByCustomDetails`],
    ["with a title of 257 characters", { title: "x".repeat(257) }, "name: has 257 characters; the service takes 256"],
    ["with a description of 5,001 characters", { description: "x".repeat(5001) }, "description: has 5001 characters; the service takes 5000"],
  ])("%s", (_, changes, fault) => {
    expect(faults(detection(changes))).toEqual([fault]);
  });

  it("near real time with 6 entities", () => {
    expect(faults(nearRealTime(entities(6)))).toEqual(["entityMappings: has 6 entities; the service takes 5 on a rule of kind NRT: leave some out"]);
  });

  it.each(["toString", "constructor", "__proto__"])("that groups by the detail %s, which every object seems to have", (name) => {
    expect(faults(detection(grouped({ groupByCustomDetails: [name] })))).toEqual([`${GROUPING}.groupByCustomDetails: "${name}" is none of customDetails; write one of them`]);
  });

  it("for all its faults at once, each with the line of its file", () => {
    const rule = `name: x\nseverity: Low\nqueryFrequency: 4m\nqueryPeriod: 15d\nquery: union *\nsuppressionDuration: 2d\ncustomDetails:\n  1st: A\n`;
    expect(refusedWith(() => readDetection(ruleFolder(rule)))).toEqual([
      "query: reads every table (search * or union *), which the service refuses in a rule; name the tables",
      "queryFrequency: 4 minutes is outside what the service takes; write 5m to 14d",
      "queryPeriod: 15 days is outside what the service takes; write 5m to 14d",
      "queryFrequency: looking back 15 days, the service takes a frequency of 1h or slower; write 1h, or look back less than 2d",
      "suppressionDuration: 2 days is outside what the service takes; write 5m to 24h",
      "customDetails.1st: is a name the service refuses; write at most 20 letters, digits, underscores, a letter first",
    ]);
  });
});
