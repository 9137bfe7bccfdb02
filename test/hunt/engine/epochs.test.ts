import type { Binding } from "../../../catalogue/bindings";
import { Epochs } from "../../../hunt/engine/epochs";
import { dateTimeText } from "../../../kql/values/datetime";
import { records } from "../../support/log";

const excepted = (...ends: readonly string[]): Binding => ({ name: "exceptions", value: { type: "table", columns: { entity: "string", expires: "datetime" }, rows: ends.map((end) => ["bob", end]) } });
const log = records([{ at: "08:00" }, { at: "10:00" }, { at: "10:00", table: "AuditLogs" }, { at: "12:00" }]);
const divided = (...bindings: readonly Binding[]) =>
  new Epochs(bindings).divide(log).map(({ now, records: of }) => [dateTimeText(now), [...of.values()].flat().map(({ place }) => place.line).sort()]);

describe("Epochs", () => {
  it("sees a log whole where nothing lapses, by a clock after all of it", () => {
    expect(divided()).toEqual([["3984-08-28T00:00:00.0000000Z", [1, 2, 3, 4]]]);
    expect(divided({ name: "domains", value: { type: "strings", texts: ["contoso.com"] } }, excepted())).toHaveLength(1);
  });

  it("divides it where something lapses: a record of that very instant comes after it, as `expires > now()` has it", () => {
    expect(divided(excepted("2026-11-02T10:00:00Z"))).toEqual([
      ["2026-11-02T09:59:59.9999999Z", [1]],
      ["3984-08-27T23:59:59.9999999Z", [2, 3, 4]],
    ]);
  });

  it("divides it at each end of any table, in order, once each, and leaves out what holds no record", () => {
    const ends = ["2026-11-02T11:00:00Z", "2026-11-02T09:00:00Z", "2026-11-02T11:00:00Z", "2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z"];
    expect(divided(excepted(...ends.slice(0, 2)), excepted(...ends.slice(2)))).toEqual([
      ["2026-11-02T08:59:59.9999999Z", [1]],
      ["2026-11-02T10:59:59.9999999Z", [2, 3]],
      ["2029-12-31T23:59:59.9999999Z", [4]],
    ]);
  });
});
