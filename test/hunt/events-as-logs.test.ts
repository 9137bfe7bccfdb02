import { loadEvents } from "../../catalogue/events";
import type { EventsFile } from "../../catalogue/events-schema";
import { loadCatalogue } from "../../catalogue/load";
import type { Detection } from "../../catalogue/detection";
import { ownBindings } from "../../hunt/bound-query";
import { Hunt } from "../../hunt/hunt";
import type { Json } from "../../hunt/records/json";
import { Recogniser } from "../../hunt/records/recognise";
import { type RuleEvent, valueFrom } from "../../hunt/run-event";
import { line, tables } from "../support/log";

/** What no log shows: that records should have come. */
const OF_ABSENCE = "exchange-audit-silent";

const recogniser = new Recogniser(tables);
const detections = loadCatalogue();

/** The first event that fires without anything of a tenant's, unless all need a parameter that a tenant must give. */
function eventOf(events: EventsFile): RuleEvent {
  const [event] = [...events.fires].sort((a, b) => givenIn(a) - givenIn(b));
  if (event === undefined) throw new Error("the schema lets through a detection without an event that fires");
  return event;
}

function givenIn({ exceptions, parameters }: RuleEvent): number {
  return (exceptions === undefined ? 0 : 2) + (parameters === undefined ? 0 : 1);
}

/** As lines of an exported log: each row a record with an id of its own, which events share. */
function linesOf(event: RuleEvent, { common }: EventsFile): Record<string, Json>[] {
  return Object.entries(event.rows).flatMap(([table, rows]) => rows.map((row, index) => ({ ...common?.[table], ...row, OfficeId: `${index}`, Id: `${index}`, RequestId: `${index}`, Type: table, TableName: table })));
}

function hunted(detection: Detection) {
  const events = loadEvents(detection) as EventsFile;
  const event = eventOf(events);
  const hunt = new Hunt([{ detection, bindings: ownBindings(detection).map((binding) => valueFrom(event, binding)) }], tables);
  const skipped = linesOf(event, events).flatMap((record, index) => {
    const known = recogniser.recognise(record);
    return "skipped" in known ? [known.skipped] : [hunt.take(known, line(index + 1))].filter((why) => why !== undefined);
  });
  return { skipped, result: hunt.finish() };
}

describe("a detection's own event, as an exported log", () => {
  it.each(detections.filter(({ id }) => id !== OF_ABSENCE).map((detection) => [detection.id, detection] as const))("makes a finding: %s", (_id, detection) => {
    const { skipped, result } = hunted(detection);
    expect(skipped).toEqual([]);
    expect(result.findings.length).toBeGreaterThan(0);
    for (const { title, evidence, records } of result.findings) {
      expect(title).not.toMatch(/\{\{|\}\}/u);
      expect([evidence.length > 0, records >= evidence.length]).toEqual([true, true]);
    }
  });

  it("makes none where it tells of what is absent, and says so", () => {
    const detection = detections.find(({ id }) => id === OF_ABSENCE) as Detection;
    expect(hunted(detection).result).toMatchObject({ findings: [], notEvaluated: [{ detection: OF_ABSENCE, why: expect.stringContaining("absent") as string }] });
  });
});
