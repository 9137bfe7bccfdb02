import type { Colors } from "picocolors/types";
import type { Detection } from "../../catalogue/detection";
import { forTerminal } from "../../findings/escape";
import { hang } from "../../findings/wrap";
import { FileNames } from "./file-names";
import { type GroupedFinding, grouped, type HuntReport, listingOf, notEvaluatedByReason, withRunbook } from "./report";
import { counted, evidenceInWords, kindsInWords, leftInWords, readingNotes, shortTime, spanInWords } from "./words";

/** The timeline, then what to do, then what could not be seen. */
export function renderText(report: HuntReport, colors: Colors, width: number): string {
  const { result, reading } = report;
  const groups = grouped(result.findings);
  const runbooks = withRunbook(result.findings);
  const { listed, left } = listingOf(groups);
  const notEvaluated = notEvaluatedByReason(report);
  const names = new FileNames(reading.files);
  const sections = [
    ...listed.map((group) => timelineEntry(group, colors, width, names.short)),
    ...(left.length > 0 ? [section("Not listed", left.map((some) => hang("  - ", leftInWords(some), width)), colors)] : []),
    ...(runbooks.length > 0 ? [section("What to do", runbooks.flatMap((detection) => runbook(detection, width)), colors)] : []),
    ...(notEvaluated.length > 0 ? [section("Could not be evaluated", notEvaluated.flatMap(({ why, detections }) => [hang("  - ", forTerminal(`${why}:`), width), hang("      ", detections.join(", "), width)]), colors)] : []),
    section("Read", [`${names.inWords()}: ${kindsInWords(report)}`, ...readingNotes(report)].map((note) => hang("  - ", forTerminal(note), width)), colors),
  ];
  return `${sections.join("\n\n")}\n\n${hang("", summary(report, groups.length), width)}\n${reading.records === 0 ? "the files hold no records\n" : ""}`;
}

/** Lines under a heading. */
export function section(title: string, lines: readonly string[], colors: Colors): string {
  return [colors.bold(title), ...lines].join("\n");
}

/** What was found, by whom, and in which records. @param nameOf shortens files' names */
export function timelineEntry({ first, last, count, evidence, records }: GroupedFinding, colors: Colors, width: number, nameOf?: (file: string) => string): string {
  const { detection, title, severity, actor, mailbox, address, application, at } = first;
  const paint = { High: colors.red, Medium: colors.yellow, Low: colors.cyan, Informational: colors.dim }[severity];
  const again = count > 1 ? `; ${counted(count, "time")} until ${shortTime(last.at)}` : "";
  const whom = Object.entries({ actor, mailbox, application, from: address }).flatMap(([name, value]) => (value === "" ? [] : [`${name} ${value}`]));
  return [
    `${shortTime(at)}Z  ${paint(severity)}  ${detection.id}${again}`,
    hang("    ", colors.bold(forTerminal(title)), width),
    ...(whom.length > 0 ? [hang("    ", forTerminal(whom.join(", ")), width)] : []),
    hang("    ", forTerminal(`evidence ${evidenceInWords(evidence, records, 3, nameOf)}`), width),
  ].join("\n");
}

function runbook({ id, title, baseline }: Detection, width: number): string[] {
  const steps = baseline?.runbook ?? [];
  return [hang("  ", `${id}: ${forTerminal(title)}`, width), ...steps.map((step, index) => hang(`    ${index + 1}. `, forTerminal(step), width))];
}

function summary(report: HuntReport, groups: number): string {
  const { result } = report;
  const found = result.findings.length === 0 ? "nothing found" : counted(result.findings.length, "finding");
  const told = groups > 0 && groups < result.findings.length ? ` (${groups.toLocaleString("en")} different)` : "";
  const span = spanInWords(report);
  return `${found}${told} by ${counted(result.evaluated, "detection")} in ${counted(result.records, "record")}${span === "" ? "" : `, ${span} UTC`}`;
}
