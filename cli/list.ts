import { Command, Option } from "commander";
import { createColors } from "picocolors";
import { toWords } from "../catalogue/duration";
import { loadEvents } from "../catalogue/events";
import { loadCatalogue } from "../catalogue/load";
import type { Detection } from "../catalogue/detection";
import { loadPermissions } from "../catalogue/permissions";
import { FAMILIES } from "../catalogue/schema";
import { EXIT } from "../findings/exit-code";
import { forTerminal } from "../findings/escape";
import { hang } from "../findings/wrap";
import type { Io } from "./io";
import { catalogueOption, formatOption } from "./options";
import { familyTitle } from "./summary";

interface ListOptions {
  readonly catalogue?: string[];
  readonly permissions?: true;
  readonly format: "text" | "json";
}

export function listCommand(io: Io, exit: (code: number) => void): Command {
  return new Command("list")
    .description("list the catalogue's detections, or the permissions it knows")
    .addOption(catalogueOption())
    .addOption(new Option("--permissions", "list application and delegated permissions instead"))
    .addOption(formatOption(["text", "json"]))
    .action((options: ListOptions) => exit(list(options, io)));
}

function list(options: ListOptions, io: Io): number {
  if (options.permissions === true) listPermissions(options, io);
  else listDetections(options, io);
  return EXIT.clean;
}

function listDetections({ catalogue = [], format }: ListOptions, io: Io): void {
  const detections = loadCatalogue(catalogue);
  if (format === "json") {
    io.out(`${JSON.stringify({ formatVersion: 1, detections: detections.map(asJson) }, undefined, 2)}\n`);
    return;
  }
  const colors = createColors(io.color);
  const sections = [...FAMILIES, "community" as const].flatMap((family) => {
    const members = detections.filter((d) => d.family === family);
    return members.length === 0 ? [] : [[colors.bold(familyTitle(family)), ...members.map((d) => describe(d, io.width))].join("\n")];
  });
  io.out(`${sections.join("\n\n")}\n\n${detections.length} detections; \`mailbox-baseline explain ID\` tells of one\n`);
}

function describe(detection: Detection, width: number): string {
  const { id, severity, title } = detection;
  const events = loadEvents(detection);
  const tested = events === undefined ? "no events" : `${events.fires.length} events fire, ${events.quiet.length} near misses`;
  const tables = detection.tables.length === 0 ? "tables unknown" : detection.tables.join(", ");
  return [`  ${id}`, hang("      ", forTerminal(title), width), hang("      ", `${severity}; ${rhythm(detection)}; ${tables}; ${tested}`, width)].join("\n");
}

/** `every 5 minutes over 30 minutes`, or `near-real-time`. */
export function rhythm({ schedule }: Detection): string {
  return schedule === undefined ? "near-real-time" : `every ${toWords(schedule.frequency)} over ${toWords(schedule.period)}`;
}

function asJson(detection: Detection): object {
  const { id, family, title, severity, kind, schedule, tables, tactics, techniques, version, file, baseline } = detection;
  const events = loadEvents(detection);
  return {
    id, family, title, severity, kind,
    frequencyMinutes: schedule?.frequency.minutes, periodMinutes: schedule?.period.minutes,
    tables, tactics, techniques, controls: baseline?.controls ?? [], version, file,
    events: events === undefined ? undefined : { fires: events.fires.length, quiet: events.quiet.length },
  };
}

function listPermissions({ format }: ListOptions, io: Io): void {
  const permissions = loadPermissions();
  if (format === "json") {
    io.out(`${JSON.stringify({ formatVersion: 1, permissions }, undefined, 2)}\n`);
    return;
  }
  const lines = permissions.map((p) => `${p.resource}  ${p.type.padEnd(11)}  ${p.guarded ? "guarded" : p.powerful ? "powerful" : "-"}`.padEnd(42) + p.name);
  io.out(`${lines.join("\n")}\n\n${permissions.length} permissions; guarded ones open mailboxes, powerful ones grant themselves such\n`);
}
