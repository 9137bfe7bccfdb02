import { createColors } from "picocolors";
import { loadChanges } from "../../catalogue/changes";
import type { Detection } from "../../catalogue/detection";
import type { Duration } from "../../catalogue/duration";
import { formatFault } from "../../catalogue/fault";
import { loadCatalogue } from "../../catalogue/load";
import { loadTables } from "../../catalogue/tables";
import { forTerminal } from "../../findings/escape";
import type { ExitCode } from "../../findings/exit-code";
import type { BoundDetection } from "../../hunt/per-record";
import { compareByRecord, compareByWindow } from "../../hunt/replay/compare-alerts";
import { countsOf, countsPerDay } from "../../hunt/replay/per-day";
import { checkOut } from "../hunt/check-out";
import { boundDetections } from "../hunt/detections";
import { type HuntedFiles, huntFiles, type RangeOptions } from "../hunt/hunt-files";
import { indentedJson } from "../hunt/json-line";
import type { Io } from "../io";
import { writeFile } from "../write-file";
import { renderCsv } from "./render-csv";
import { asJson } from "./render-json";
import { renderMarkdown } from "./render-markdown";
import { renderText } from "./render-text";
import { CHANGED, exitCodeOf, OWN, type ReplayOutcome, type ReplayReport } from "./report";
import { readChangedRule, type RuleOptions } from "./rule";
import { ruleChange } from "./what-changed";
import { summaryInWords } from "./words";

export interface ReplayOptions extends RuleOptions, RangeOptions {
  readonly tenant?: string;
  readonly tenants: string;
  readonly catalogue?: string[];
  readonly now?: Date;
  readonly format: "text" | "markdown" | "json" | "csv";
  readonly out?: string;
}

/** Runs a changed rule and the catalogue's over the same logs in one pass, and prints which alerts are lost, gained and kept. Throws InputError. */
export async function replay(files: readonly string[], options: ReplayOptions, io: Io): Promise<ExitCode> {
  const { catalogue = [], tenant, format, out } = options;
  if (out !== undefined) checkOut(out, files);
  const tables = loadTables();
  const all = loadCatalogue(catalogue);
  const changes = loadChanges(all, catalogue);
  const rule = readChangedRule(options, all, changes, tables);
  for (const warning of rule.warnings) io.err(`warning: ${forTerminal(formatFault(warning))}\n`);
  const bound = (changed: Detection): BoundDetection => boundAs(changed, boundDetections(all.map((one) => (one.id === changed.id ? changed : one)), changes, { tenant, tenants: options.tenants }, options.now ?? io.now()));
  const [own, changed] = [bound(rule.own), bound(rule.changed)];
  const change = ruleChange(own, changed, { tables });
  const hunted = await huntFiles(files, [named(OWN, own), named(CHANGED, changed)], options, io);
  const { result, reading } = hunted;
  const report: ReplayReport = { id: rule.own.id, rule: options.rule, change, outcome: outcomeOf(hunted, own, changed), hunt: { result, reading, off: [], tenant } };
  if (out === undefined) io.stream(rendered(report, format, io));
  else {
    writeFile(out, rendered(report, format, { color: false, width: 120 }));
    io.out(`${forTerminal(out)}: ${summaryInWords(report)}\n`);
  }
  return exitCodeOf(report);
}

function boundAs({ id }: Detection, bound: readonly BoundDetection[]): BoundDetection {
  // A tenant's baseline has every detection of the catalogue, those that are off or not applicable too.
  return bound.find(({ detection }) => detection.id === id) as BoundDetection;
}

/** Told apart by their names, once what a tenant excepts by the rule's id is bound. */
function named(name: string, { detection, bindings }: BoundDetection): BoundDetection {
  return { detection: { ...detection, id: name }, bindings };
}

function outcomeOf({ hunt, result }: HuntedFiles, own: BoundDetection, changed: BoundDetection): ReplayOutcome | undefined {
  if (result.notEvaluated.length > 0) return undefined;
  const findingsOf = (name: string, { detection }: BoundDetection) => result.findings.filter((finding) => finding.detection.id === name).map((finding) => ({ ...finding, detection }));
  const [before, after] = [findingsOf(OWN, own), findingsOf(CHANGED, changed)];
  const inWindows = hunt.runsInWindows(OWN) || hunt.runsInWindows(CHANGED);
  const comparison = inWindows ? compareByWindow(before, after, longerLookBack(own.detection, changed.detection)) : compareByRecord(before, after);
  return { comparison, total: countsOf(before, after, comparison), days: countsPerDay(before, after, comparison), inWindows };
}

/** What has no schedule looks at a day. */
const DAY: Duration = { minutes: 1440 };

function longerLookBack(...rules: readonly Detection[]): Duration {
  return { minutes: Math.max(...rules.map(({ schedule }) => (schedule?.period ?? DAY).minutes)) };
}

function rendered(report: ReplayReport, format: ReplayOptions["format"], { color, width }: Pick<Io, "color" | "width">): string {
  switch (format) {
    case "text":
      return renderText(report, createColors(color), width);
    case "markdown":
      return renderMarkdown(report);
    case "json":
      return indentedJson(asJson(report));
    case "csv":
      return renderCsv(report);
  }
}
