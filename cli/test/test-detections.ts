import { createColors } from "picocolors";
import type { Detection } from "../../catalogue/detection";
import { loadEvents } from "../../catalogue/events";
import { InputError } from "../../catalogue/fault";
import { loadCatalogue } from "../../catalogue/load";
import { loadChanges } from "../../catalogue/changes";
import { loadTables } from "../../catalogue/tables";
import { unknownDetection } from "../../catalogue/unknown-detection";
import { EXIT } from "../../findings/exit-code";
import { checkRule } from "../../hunt/check-rule";
import { eventFaults } from "../../hunt/check-events";
import { idleReasons, type JudgedMutant, mutantsOfDetection, mutateDetection } from "../../hunt/mutate-detection";
import { testDetection } from "../../hunt/test-detection";
import type { Schema } from "../../kql/language/database";
import type { Io } from "../io";
import { WorkProgress } from "../progress";
import { renderDetection, renderTotals } from "./render";
import { asJson } from "./render-json";
import type { DetectionReport, MutationReport } from "./report";

export interface TestOptions {
  readonly catalogue?: string[];
  readonly mutate?: boolean;
  readonly format: "text" | "json";
}

/** Runs the detections on their events, and asks what these notice. */
export function testDetections(ids: readonly string[], { catalogue = [], mutate = false, format }: TestOptions, io: Io): number {
  io.endOnInterrupt();
  const detections = chosen(ids, catalogue);
  const schema = { tables: loadTables() };
  const progress = new WorkProgress(io);
  const reports: DetectionReport[] = [];
  for (const detection of detections) {
    const report = reportOf(detection, schema, mutate, progress);
    reports.push(report);
    progress.clear();
    if (format === "text") io.stream(renderDetection(report, createColors(io.color), io.width));
  }
  io.stream(format === "text" ? `${renderTotals(reports)}\n` : `${JSON.stringify(asJson(reports), undefined, 2)}\n`);
  return exitCode(reports);
}

function chosen(ids: readonly string[], catalogue: readonly string[]): readonly Detection[] {
  const detections = loadCatalogue(catalogue);
  const unknown = ids.filter((id) => !detections.some((d) => d.id === id));
  if (unknown.length > 0) {
    const changes = loadChanges(detections, catalogue);
    throw new InputError(unknown.map((id) => ({ file: "test", path: "", message: unknownDetection(id, detections, changes) })));
  }
  return ids.length === 0 ? detections : detections.filter(({ id }) => ids.includes(id));
}

function reportOf(detection: Detection, schema: Schema, mutate: boolean, progress: WorkProgress): DetectionReport {
  const events = loadEvents(detection);
  if (events === undefined) return { id: detection.id, events: [] };
  const faults = eventFaults(detection, events, schema.tables);
  if (faults.length > 0) throw new InputError(faults);
  const tested = testDetection(detection, events, schema);
  // A query that doesn't bind is the rule's fault, and the same for every event.
  if (tested.every(({ outcome }) => outcome === "unknown")) refuseUnbound(detection, schema);
  // Of a query that its own events don't hold for, nothing could be said of what they notice.
  if (!mutate) return { id: detection.id, events: tested };
  if (tested.some(({ outcome }) => outcome !== "holds")) return { id: detection.id, events: tested, mutation: "not run" };
  const done = progress.of(`mutants of ${detection.id}`, mutantsOfDetection(detection, schema).length);
  const judged: JudgedMutant[] = [];
  for (const mutant of mutateDetection(detection, events, schema)) {
    judged.push(mutant);
    done(judged.length);
  }
  const mutation: MutationReport = { judged, idle: idleReasons(events, judged) };
  return { id: detection.id, events: tested, mutation };
}

function refuseUnbound(detection: Detection, schema: Schema): void {
  const { errors } = checkRule(detection, schema);
  if (errors.length > 0) throw new InputError(errors);
}

/** A detection without events is untested, which is no finding; where nothing at all was tested, nothing can be said. */
function exitCode(reports: readonly DetectionReport[]): number {
  const events = reports.flatMap((report) => report.events);
  const mutants = reports.flatMap(({ mutation }) => (typeof mutation !== "object" ? [] : [...mutation.judged.filter(({ fate }) => fate === "survived"), ...mutation.idle]));
  if (events.some(({ outcome }) => outcome === "fails") || mutants.length > 0) return EXIT.findings;
  return events.length === 0 || events.some(({ outcome }) => outcome === "unknown") ? EXIT.unknown : EXIT.clean;
}
