import { loadCatalogue } from "../../catalogue/load";
import { loadEvents } from "../../catalogue/events";
import { loadTables } from "../../catalogue/tables";
import { EventRunner } from "../../hunt/run-event";

const schema = { tables: loadTables() };

describe.each(loadCatalogue().map((detection) => [detection.id, detection] as const))("%s", (_id, detection) => {
  const events = loadEvents(detection);
  if (events === undefined) throw new Error(`${detection.id} has no events`);
  const runner = new EventRunner(detection, events, schema);

  it.each(events.fires.map((event) => [event.name, event] as const))("fires: %s", (_name, event) => {
    const { fired, result } = runner.run(event);
    expect({ fired, rows: result.rows.length }).toEqual({ fired: true, rows: expect.any(Number) as number });
  });

  it.each(events.quiet.map((event) => [event.name, event] as const))("stays quiet: %s", (_name, event) => {
    expect(runner.run(event).fired).toBe(false);
  });
});
