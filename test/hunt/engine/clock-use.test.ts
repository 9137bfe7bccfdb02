import { clockIsSteady } from "../../../hunt/engine/clock-use";
import { Dependence } from "../../../hunt/engine/log-dependence";
import { bound } from "../../support/log";

const NEW = "coalesce(ingestion_time(), TimeGenerated) between ((now() - frequency) .. now())";
const EXCEPTIONS = "let frequency = 5m; let exceptions = datatable(entity:string, expires:datetime)[];\n";
const isSteady = (query: string): boolean => clockIsSteady(new Dependence(bound(`${EXCEPTIONS}${query}`)));

describe("clockIsSteady", () => {
  it.each([
    ["no clock at all", "OfficeActivity | where Operation == 'Send'"],
    ["what came since the last run", `OfficeActivity | where ${NEW}`],
    ["the same in other blanks and lines", "OfficeActivity | where coalesce(ingestion_time(),\n  TimeGenerated) between ((now() - frequency)..now()) // new"],
    ["the same beside other conditions", `OfficeActivity | where (Number > 1 and (${NEW})) and UserId != ''`],
    ["what a tenant has excepted and has not lapsed", `let accepted = exceptions | where expires > now() | project entity; OfficeActivity | where ${NEW} and UserId !in (accepted)`],
  ])("says yes of a query that asks for %s", (_what, query) => expect(isSteady(query)).toBe(true));

  it.each([
    ["what didn't come since the last run", `OfficeActivity | where not(${NEW})`],
    ["either of two", `OfficeActivity | where ${NEW} or Number == 1`],
    ["the same as a column", `OfficeActivity | extend IsNew = ${NEW}`],
    ["when something else happened", "OfficeActivity | where todatetime(Parameters) between ((now() - frequency) .. now())"],
    ["another time", "OfficeActivity | where TimeGenerated > ago(1h)"],
    ["an age", "OfficeActivity | extend Age = now() - TimeGenerated"],
    ["an end that a record names, under the name of an exception's", "OfficeActivity | extend expires = todatetime(Parameters) | where expires > now()"],
    ["the time by let", "let at = now(); OfficeActivity | where TimeGenerated < at"],
    ["the clock in an odd spelling", "OfficeActivity | where TimeGenerated > ago (5m)"],
  ])("says no of a query that asks for %s", (_what, query) => expect(isSteady(query)).toBe(false));
});
