import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Detection } from "./detection";
import { EventsShape, type EventsFile } from "./events-schema";
import { type Fault, InputError } from "./fault";
import { readValid } from "./read-valid";

const known = new WeakMap<Pick<Detection, "folder">, EventsFile>();

/** The events a detection is tested on, or nothing: then it is untested. Read once, and only on demand, since synthesis has no use for them. */
export function loadEvents(detection: Pick<Detection, "folder">): EventsFile | undefined {
  const file = join(detection.folder, "events.yaml");
  if (!existsSync(file)) return undefined;
  const events = known.get(detection) ?? readValid(file, EventsShape);
  known.set(detection, events);
  return events;
}

/**
 * Reads the events of every detection, for their faults alone. Throws {@link InputError} with all of them.
 * @param faultsOf what else is wrong with them, beyond their file's form
 */
export function checkEvents(detections: readonly Detection[], faultsOf: (detection: Detection, events: EventsFile) => readonly Fault[]): void {
  const faults = detections.flatMap((detection) => {
    try {
      const events = loadEvents(detection);
      return events === undefined ? [] : faultsOf(detection, events);
    } catch (error) {
      if (error instanceof InputError) return error.faults;
      throw error;
    }
  });
  if (faults.length > 0) throw new InputError(faults);
}
