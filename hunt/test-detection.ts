import type { Detection } from "../catalogue/detection";
import type { EventsFile } from "../catalogue/events-schema";
import { InputError } from "../catalogue/fault";
import { KqlError } from "../kql/engine/errors";
import type { Schema } from "../kql/language/database";
import { type EventVerdict, judgeEvent } from "./judge-event";
import { EventRunner, type RuleEvent } from "./run-event";

/** What became of one event. `unknown`: its detection, or its record, can't be run. */
export interface TestedEvent {
  readonly name: string;
  readonly fires: boolean;
  readonly outcome: "holds" | "fails" | "unknown";
  /** One line each; empty where it holds. */
  readonly difference: readonly string[];
}

/** Every event of a detection, in its file's order. */
export function testDetection(detection: Detection, events: EventsFile, schema: Schema): TestedEvent[] {
  const runner = new EventRunner(detection, events, schema);
  return eventsOf(events).map(({ event, fires }) => ({ name: event.name, fires, ...outcomeOf(() => judgeEvent(event, fires, runner.run(event))) }));
}

export function eventsOf({ fires, quiet }: EventsFile): { readonly event: RuleEvent; readonly fires: boolean }[] {
  return [...fires.map((event) => ({ event, fires: true })), ...quiet.map((event) => ({ event, fires: false }))];
}

function outcomeOf(judge: () => EventVerdict): Pick<TestedEvent, "outcome" | "difference"> {
  try {
    const { holds, difference } = judge();
    return { outcome: holds ? "holds" : "fails", difference };
  } catch (error) {
    if (error instanceof KqlError) return { outcome: "unknown", difference: [`can't be run offline: ${error.message}`] };
    if (error instanceof InputError) return { outcome: "unknown", difference: error.faults.map(({ file, path, message }) => `${file} ${path}: ${message}`) };
    throw error;
  }
}
