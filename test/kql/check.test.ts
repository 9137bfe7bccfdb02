import { checkQuery } from "../../kql/check";

const schema = { tables: new Map([["T", [{ name: "a", type: "string" as const }, { name: "at", type: "datetime" as const }]]]) };
const found = (query: string) => checkQuery(query, schema).diagnostics.map(({ code, severity, line, column, message }) => `${line}:${column} ${severity} ${code} ${message}`);

describe("checkQuery", () => {
  it("finds nothing in a query that binds and runs", () => {
    expect(found("T | where a has 'x' | summarize count() by bin(at, 1h)")).toEqual([]);
  });

  it("finds a format that the engine refuses, although names and types are right", () => {
    expect(found("T\n| extend day = format_datetime(at, 'QQ')")).toEqual([expect.stringMatching(/^2:16 error engine format_datetime can't use "Q"/u)]);
  });

  it("finds a regular expression that is none", () => {
    expect(found("T | where a matches regex '('")).toEqual([expect.stringContaining("error engine")]);
  });

  it("warns of what can't be run offline", () => {
    expect(found("T | extend x = geo_azimuth(1, 2, 3, 4)")).toEqual(["1:16 warning unsupported can't be run offline: geo_azimuth()"]);
  });

  it("doesn't try a query whose columns are those of its data", () => {
    expect(found("T | extend b = parse_json(a) | evaluate bag_unpack(b) | where c == 1")).toEqual([]);
    expect(found("_GetWatchlist('vips') | where Tier == 'Gold'")).toEqual([]);
  });

  it("leaves it at the binder's faults where there are any", () => {
    expect(found("T | where nope == 1 | extend day = format_datetime(at, 'QQ')")).toEqual([expect.stringContaining("KS142")]);
  });
});
