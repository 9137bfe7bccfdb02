import { loadCatalogue } from "../../catalogue/load";
import { loadEvents } from "../../catalogue/events";
import { loadTables } from "../../catalogue/tables";
import { testDetection } from "../../hunt/test-detection";

const schema = { tables: loadTables() };

/** Which changes of a query its events notice is `test --mutate`'s subject: it takes minutes, so CI runs it beside these. */
describe.each(loadCatalogue().map((detection) => [detection.id, detection] as const))("%s", (_id, detection) => {
  const events = loadEvents(detection);
  const tested = events ? testDetection(detection, events, schema) : [];

  it.each(tested.map((event) => [event.fires ? "fires" : "stays quiet", event.name, event] as const))("%s: %s", (_fires, _name, { outcome, difference }) => {
    expect({ outcome, difference }).toEqual({ outcome: "holds", difference: [] });
  });

  it("has at least three events that fire and four near misses, each with a name of its own", () => {
    expect(events?.fires.length).toBeGreaterThanOrEqual(3);
    expect(events?.quiet.length).toBeGreaterThanOrEqual(4);
    const names = tested.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });
});
