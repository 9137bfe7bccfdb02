import { parametersIn } from "../../../hunt/records/cmdlet-parameters";

const read = (text: string): Record<string, string> => Object.fromEntries(parametersIn(text).map(({ Name, Value }) => [Name, Value]));

describe("parametersIn", () => {
  it.each([
    ["a text in quotes, one in apostrophes, a bare word", `-Identity "Ann B" -Name 'Carol''s' -Priority 1`, { Identity: "Ann B", Name: "Carol's", Priority: "1" }],
    ["quotes in quotes, doubled or escaped", '-Name "a ""b"" `"c`""', { Name: 'a "b" "c"' }],
    ["truth, however it is spelled", "-A $true -B:$False -C $FALSE", { A: "True", B: "False", C: "False" }],
    ["a switch, which has no value", '-Force -Identity "x" -Confirm', { Force: "True", Identity: "x", Confirm: "True" }],
    ["a list", '-RecordTypes "ExchangeItem", "SharePoint",Teams -Priority 2', { RecordTypes: "ExchangeItem;SharePoint;Teams", Priority: "2" }],
    ["an empty text", '-Identity "" -Name \'\'', { Identity: "", Name: "" }],
    ["names and hyphens inside values", '-Description "uses -Force" -Name ann-marie -Limit -1', { Description: "uses -Force", Name: "ann-marie", Limit: "-1" }],
    ["several words without quotes", "-Identity Ann B -Force", { Identity: "Ann B", Force: "True" }],
    ["a quote that is never closed", '-Identity "Ann', { Identity: "Ann" }],
    ["nothing", "", {}],
    ["text that names no parameter", "Ann, Bob", {}],
  ])("reads %s", (_what, text, expected) => expect(read(text)).toEqual(expected));

  it("keeps the order, and a name that comes twice", () => {
    expect(parametersIn("-B 1 -A 2 -B 3")).toEqual([{ Name: "B", Value: "1" }, { Name: "A", Value: "2" }, { Name: "B", Value: "3" }]);
  });

  it("takes a hostile text in stride", () => {
    const began = performance.now();
    parametersIn(`-A ${'"'.repeat(100_001)}${"`".repeat(100_000)}`);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});
