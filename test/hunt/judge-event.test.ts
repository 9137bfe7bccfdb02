import { judgeEvent } from "../../hunt/judge-event";
import type { Result } from "../../kql/evaluate";
import type { Row } from "../../kql/values/value";

const result = (...rows: Row[]): Result => ({ columns: [{ name: "Who", type: "string" }, { name: "Count", type: "long" }, { name: "Sure", type: "bool" }], rows });
const ann: Row = ["ann", 2n, true];
const bob: Row = ["bob", 1n, false];
const judge = (expect: Record<string, unknown>[] | undefined, ...rows: Row[]) => judgeEvent({ name: "an event", rows: {}, ...(expect ? { expect } : {}) }, true, { fired: true, result: result(...rows) });

describe("an event that must fire", () => {
  it("holds when it does", () => {
    expect(judge(undefined, ann)).toEqual({ holds: true, difference: [] });
  });

  it("fails when no row comes", () => {
    expect(judgeEvent({ name: "an event", rows: {} }, true, { fired: false, result: result() })).toEqual({ holds: false, difference: ["- an alert", "+ no row"] });
  });

  it("fails when rows come that are no alert", () => {
    expect(judgeEvent({ name: "an event", rows: {} }, true, { fired: false, result: result(ann, bob) }).difference).toEqual(["- an alert", "+ no alert on 2 rows"]);
  });

  it("holds when each expected row comes, in whatever order and with whatever other columns", () => {
    expect(judge([{ Who: "bob" }, { Count: 2, Sure: true }], ann, bob).holds).toBe(true);
  });

  it("fails when one row would have to stand for two", () => {
    expect(judge([{ Who: "ann" }, { Count: 2 }], ann, bob).difference).toEqual(["- Count: 2", "+ Count: 1"]);
  });

  it("says which values differ, in the row that is nearest", () => {
    expect(judge([{ Who: "bob", Count: 1, Sure: true }], bob).difference).toEqual(["- Sure: True", "+ Sure: False"]);
  });

  it("says which row is missing, which is too much, and which column there isn't", () => {
    expect(judge([{ Who: "ann" }, { Who: "carol" }], ann).difference).toEqual(["- Who: carol"]);
    expect(judge([{ Who: "ann" }], ann, bob).difference).toEqual(["+ Who: bob, Count: 1, Sure: False"]);
    expect(judge([{ What: "x" }], ann).difference).toEqual(["- What: x", "+ What: (no such column)"]);
  });

  it("takes an empty cell for expected nothing", () => {
    expect(judge([{ Who: "" }], ["", 1n, null]).holds).toBe(true);
    expect(judge([{ Sure: null }], ["", 1n, null]).holds).toBe(true);
  });
});

describe("an event that must not fire", () => {
  it("fails with the rows that came", () => {
    expect(judgeEvent({ name: "an event", rows: {} }, false, { fired: true, result: result(ann) })).toEqual({ holds: false, difference: ["- no alert", "+ Who: ann, Count: 2, Sure: True"] });
  });

  it("holds when nothing comes", () => {
    expect(judgeEvent({ name: "an event", rows: {} }, false, { fired: false, result: result() }).holds).toBe(true);
  });
});
