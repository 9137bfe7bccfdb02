import { Dependence } from "../../../hunt/engine/log-dependence";
import { isRowWise } from "../../../hunt/engine/row-wise";
import { bound } from "../../support/log";

const answersEachAlone = (query: string): boolean => isRowWise(new Dependence(bound(query)));

describe("isRowWise", () => {
  it.each([
    ["filters", "OfficeActivity | where Operation == 'Send' | where Number > 1"],
    ["makes and drops columns", "OfficeActivity | extend N = Number + 1 | project-away Number | project-rename M = N | project M"],
    ["takes a list apart", "OfficeActivity | mv-expand Part = todynamic(Parameters) | where Part.Name == 'User'"],
    ["sums within one record", "OfficeActivity | mv-apply Part = todynamic(Parameters) on (summarize User = take_any(tostring(Part.Value)))"],
    ["reads a text's parts", "OfficeActivity | parse UserId with Name '@' Domain"],
    ["takes several tables, each for itself", "union (OfficeActivity | where Operation == 'Send'), (AuditLogs | where OperationName == 'x') | extend User = UserId"],
    ["looks values up in a list of its own", "OfficeActivity | lookup kind=leftouter (datatable(UserId:string, Rank:long)['bob', 1]) on UserId"],
    ["asks a list of its own", "let known = datatable(UserId:string)['bob']; OfficeActivity | where UserId !in (known)"],
    ["names a table by let", "let sent = OfficeActivity | where Operation == 'Send'; sent | project UserId"],
    ["stands in parentheses", "((OfficeActivity) | where Number == 1)"],
  ])("says yes of a query that %s", (_what, query) => expect(answersEachAlone(query)).toBe(true));

  it.each([
    ["counts", "OfficeActivity | summarize count() by UserId"],
    ["counts in a let", "let senders = OfficeActivity | summarize count() by UserId; senders | where count_ > 1"],
    ["leaves out what is the same", "OfficeActivity | distinct UserId"],
    ["puts rows in order", "OfficeActivity | sort by TimeGenerated asc"],
    ["takes some", "OfficeActivity | take 1"],
    ["joins", "OfficeActivity | join kind=inner (AuditLogs) on UserId"],
    ["looks values up in other records", "OfficeActivity | lookup kind=leftouter (AuditLogs | project UserId, OperationName) on UserId"],
    ["asks other records", "OfficeActivity | where UserId in ((AuditLogs | project UserId))"],
    ["asks other records by let", "let admins = AuditLogs | project UserId; OfficeActivity | where UserId in (admins)"],
    ["asks for one value of other records", "OfficeActivity | where Number > toscalar(OfficeActivity | summarize max(Number))"],
    ["numbers rows", "OfficeActivity | serialize | extend Before = prev(UserId)"],
    ["counts what a union has gathered", "union OfficeActivity, AuditLogs | count"],
    ["names a table in a text", "table('OfficeActivity') | summarize count() by UserId"],
    ["asks other records of a table that it names in a text", "OfficeActivity | where UserId in ((table('AuditLogs') | project UserId))"],
    ["names tables by their beginning", "union Office* | summarize count() by UserId"],
    ["reads all tables", "search 'bob'"],
    ["has rows of its own beside the log's, which belong to no record", "union OfficeActivity, (datatable(UserId:string)['bob'])"],
    ["reads no log at all", "print UserId = 'bob'"],
    ["reads the log in a function", "let sent = () { OfficeActivity | where Operation == 'Send' }; sent() | count"],
  ])("says no of a query that %s", (_what, query) => expect(answersEachAlone(query)).toBe(false));
});
