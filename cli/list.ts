import { Command, Option } from "commander";
import { createColors } from "picocolors";
import { toWords } from "../catalogue/duration";
import { InputError } from "../catalogue/fault";
import { loadEvents } from "../catalogue/events";
import { loadCatalogue } from "../catalogue/load";
import type { Detection } from "../catalogue/detection";
import { FAMILIES } from "../catalogue/schema";
import { EXIT } from "../findings/exit-code";
import { forTerminal } from "../findings/escape";
import { hang } from "../findings/wrap";
import type { Io } from "./io";
import { listChanges, type ListChangesOptions } from "./upgrade/list-changes";
import { listPermissions } from "./list-permissions";
import { catalogueOption, formatOption, tenantsOption } from "./options";
import { familyTitle } from "./summary";

interface ListOptions extends Omit<ListChangesOptions, "changesSince"> {
  readonly permissions?: string | true;
  readonly changesSince?: string;
}

export function listCommand(io: Io, exit: (code: number) => void): Command {
  return new Command("list")
    .description("list the catalogue's detections, the permissions it knows, or what an upgrade changes in plans")
    .addOption(catalogueOption())
    .addOption(new Option("--permissions [name]", "list application and delegated permissions instead, or those of one name or id"))
    .addOption(new Option("--changes-since <version>", "list what this version changes in plans since that one").conflicts("permissions"))
    .addOption(new Option("--tenant <name>", "with --changes-since: only of what this tenant's stack declares"))
    .addOption(tenantsOption())
    .addOption(formatOption(["text", "json", "markdown"]).default("text", "text; markdown with --changes-since"))
    .action(async (options: ListOptions) => exit(await list(options, io)));
}

async function list({ changesSince, ...options }: ListOptions, io: Io): Promise<number> {
  if (changesSince === undefined) refuseChangesOptions(options);
  if (changesSince !== undefined) await listChanges({ ...options, changesSince }, io);
  else if (options.permissions !== undefined) listPermissions({ permissions: options.permissions, format: options.format }, io);
  else listDetections(options, io);
  return EXIT.clean;
}

/** What only `--changes-since` reads would else be taken and dropped. */
function refuseChangesOptions({ tenant, format }: ListOptions): void {
  const options = [...(tenant === undefined ? [] : ["--tenant"]), ...(format === "markdown" ? ["--format markdown"] : [])];
  if (options.length > 0) throw new InputError(options.map((file) => ({ file, path: "", message: "goes with --changes-since; write --changes-since VERSION too, or leave it out" })));
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

/** `every 5 minutes over 30 minutes`, `near-real-time`, or `run by hand`. */
export function rhythm({ kind, schedule }: Detection): string {
  if (kind === "Hunting") return "a hunting query, run by hand";
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
