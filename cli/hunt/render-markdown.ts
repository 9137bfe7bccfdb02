import { forMarkdown } from "../../findings/escape";
import { FileNames } from "./file-names";
import { type GroupedFinding, grouped, type HuntReport, listingOf, notEvaluatedByReason, withRunbook } from "./report";
import { counted, evidenceInWords, kindsInWords, leftInWords, readingNotes, shortTime, spanInWords } from "./words";

/** For a ticket or a wiki, as GitHub shows it. */
export function renderMarkdown(report: HuntReport): string {
  const { result, reading } = report;
  const groups = grouped(result.findings);
  const runbooks = withRunbook(result.findings);
  const { listed, left } = listingOf(groups);
  const names = new FileNames(reading.files);
  const span = spanInWords(report);
  const notEvaluated = notEvaluatedByReason(report);
  const lines = [
    "# Hunt",
    "",
    `${result.findings.length === 0 ? "Nothing found" : `**${counted(result.findings.length, "finding")}**`} by ${counted(result.evaluated, "detection")} in ${counted(result.records, "record")}${span === "" ? "" : `, ${span} UTC`}.`,
    "",
    ...(groups.length > 0 ? findingTable(listed, names.short) : []),
    ...(left.length > 0 ? ["", "Not listed:", "", ...left.map((some) => `- ${forMarkdown(leftInWords(some))}`)] : []),
    ...(runbooks.length > 0 ? ["", "## What to do", ...runbooks.flatMap(({ id, title, baseline }) => ["", `### ${forMarkdown(title)}`, "", `\`${id}\``, "", ...(baseline?.runbook ?? []).map((step, index) => `${index + 1}. ${forMarkdown(step)}`)])] : []),
    ...(notEvaluated.length > 0 ? ["", "## Could not be evaluated", "", ...notEvaluated.map(({ why, detections }) => `- ${forMarkdown(why)}: ${detections.map((id) => `\`${id}\``).join(", ")}`)] : []),
    "",
    "## Read",
    "",
    ...[`${names.inWords()}: ${kindsInWords(report)}`, ...readingNotes(report)].map((note) => `- ${forMarkdown(note)}`),
  ];
  return `${lines.join("\n")}\n`;
}

/** @param nameOf shortens files' names */
export function findingTable(groups: readonly GroupedFinding[], nameOf?: (file: string) => string): string[] {
  const rows = groups.map(({ first, last, count, evidence, records }) => {
    const again = count > 1 ? ` (${counted(count, "time")} until ${shortTime(last.at)})` : "";
    return `| ${[shortTime(first.at), first.severity, `${forMarkdown(first.title)}${again}<br>\`${first.detection.id}\``, forMarkdown(first.actor), forMarkdown(first.mailbox), forMarkdown(first.address), forMarkdown(evidenceInWords(evidence, records, 3, nameOf))].join(" | ")} |`;
  });
  return ["| Time (UTC) | Severity | Finding | Actor | Mailbox | Address | Evidence |", "|---|---|---|---|---|---|---|", ...rows];
}
