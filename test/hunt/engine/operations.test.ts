import { Dependence } from "../../../hunt/engine/log-dependence";
import { operationsAsked } from "../../../hunt/engine/operations";
import { bound } from "../../support/log";

const asked = (query: string): Record<string, string[]> => Object.fromEntries([...operationsAsked(new Dependence(bound(query)))].map(([table, operations]) => [table, [...operations]]));

describe("operationsAsked", () => {
  it.each([
    ["one, in small letters", "OfficeActivity | where Operation == 'Send'", ["send"]],
    ["one, whatever its case", "OfficeActivity | where Operation =~ 'SEND'", ["send"]],
    ["some", "OfficeActivity | where Operation in~ ('Send', 'Move')", ["send", "move"]],
    ["those of a list by let", "let names = dynamic(['Send', 'Move']); OfficeActivity | where Operation in (names)", ["send", "move"]],
    ["both of an or", "OfficeActivity | where Operation == 'Send' or (Operation =~ 'Move' and Number > 1)", ["send", "move"]],
    ["after other conditions", "OfficeActivity | where Number > 1 | where UserId != '' and Operation == 'Send'", ["send"]],
    ["of each place where the table is named", "union (OfficeActivity | where Operation == 'Send'), (OfficeActivity | where Operation == 'Move')", ["send", "move"]],
  ])("tells %s", (_what, query, operations) => expect(asked(query)).toEqual({ OfficeActivity: operations }));

  it("tells them of each table by the table's own column", () =>
    expect(asked("union (OfficeActivity | where Operation == 'Send'), (AuditLogs | where OperationName == 'Add user')")).toEqual({ OfficeActivity: ["send"], AuditLogs: ["add user"] }));

  it.each([
    ["there is no condition", "OfficeActivity | extend N = 1"],
    ["one place asks for all", "union (OfficeActivity | where Operation == 'Send'), OfficeActivity"],
    ["one side of an or asks for none", "OfficeActivity | where Operation == 'Send' or Number > 1"],
    ["a condition denies", "OfficeActivity | where Operation != 'Send'"],
    ["a condition denies as a whole", "OfficeActivity | where not(Operation == 'Send')"],
    ["a list is denied", "OfficeActivity | where Operation !in ('Send')"],
    ["a part is asked for", "OfficeActivity | where Operation has 'Send'"],
    ["the column is made anew before it is asked", "OfficeActivity | extend Operation = UserId | where Operation == 'Send'"],
    ["it is compared with another column", "OfficeActivity | where Operation == UserId"],
    ["it is compared with what a function gives", "OfficeActivity | where Operation == tolower('Send')"],
    ["a list comes from a table", "let names = datatable(Name:string)['Send']; OfficeActivity | where Operation in (names)"],
    ["a let has the name of a column, which it is not", "let UserId = 'Send'; OfficeActivity | where Operation == UserId"],
    ["a list holds more than texts", "OfficeActivity | where Operation in (dynamic(['Send', 1]))"],
    ["another column is asked", "OfficeActivity | where UserId == 'Send'"],
    ["the table is read once more without its name", "union (OfficeActivity | where Operation == 'Send'), Office*"],
    ["it is read by a search", "union (OfficeActivity | where Operation == 'Send'), (search 'bob')"],
  ])("asks for all where %s", (_what, query) => expect(asked(query)).toEqual({}));
});
