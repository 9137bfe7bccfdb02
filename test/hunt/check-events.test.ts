import type { EventsFile } from "../../catalogue/events-schema";
import { loadTables } from "../../catalogue/tables";
import { eventFaults } from "../../hunt/check-events";
import { baselineKeys, detectionWith } from "../support/detection";
import { detection as community } from "../support/community-detection";

const ours = detectionWith({ folder: "d", baseline: baselineKeys([], { parameters: { frequency: { from: "detection.frequency" } } }) });
const rows = { OfficeActivity: [{ Operation: "Send" }] };
const events = (more: Partial<EventsFile>): EventsFile => ({ now: "2026-11-20T12:00:00Z", fires: [{ name: "a", rows }], quiet: [{ name: "b", rows }], ...more });
const said = (more: Partial<EventsFile>, detection = ours) => eventFaults(detection, events(more), loadTables()).map(({ file, path, message }) => `${file} ${path} ${message}`);

describe("events that could show nothing", () => {
  it.each<[string, Partial<EventsFile>, string]>([
    ["a table that there isn't", { quiet: [{ name: "b", rows: { OfficActivity: [{ Operation: "Send" }] } }] }, 'd/events.yaml quiet[0].rows.OfficActivity "OfficActivity" is no known table; did you mean OfficeActivity?'],
    ["a column that there isn't", { fires: [{ name: "a", rows: { OfficeActivity: [{ Opration: "Send" }] } }] }, 'd/events.yaml fires[0].rows.OfficeActivity "Opration" is no column of OfficeActivity; did you mean Operation?'],
    ["a common column that there isn't", { common: { OfficeActivity: { Userid: "ann" } } }, 'd/events.yaml common.OfficeActivity "Userid" is no column of OfficeActivity; did you mean UserId?'],
    ["a parameter that the rule doesn't have", { fires: [{ name: "a", rows, parameters: { frequncy: "3d" } }] }, "d/events.yaml fires[0].parameters.frequncy is no parameter of the rule; did you mean frequency?"],
    ["an exception where the rule takes none", { quiet: [{ name: "b", rows, exceptions: [] }] }, "d/events.yaml quiet[0].exceptions are none that the rule takes; write baseline.exceptions in rule.yaml, or take them out"],
    ["a near miss without a record", { quiet: [{ name: "b", rows: { OfficeActivity: [] } }] }, "d/events.yaml quiet[0].rows holds no record, so that nothing could fire; write the near miss"],
  ])("are found: %s", (_what, more, message) => expect(said(more)).toEqual([message]));

  it("are not events that only say nothing wrong", () => expect(said({})).toEqual([]));

  it("may read tables of their writer's own in a community rule", () => {
    expect(said({ quiet: [{ name: "b", rows: { MyTable_CL: [{ x: 1 }] } }] }, community({ folder: "d" }))).toEqual([]);
  });
});
