import { forMarkdown } from "../../findings/escape";
import { fired, grouped, type HuntReport, notEvaluatedByReason } from "./report";
import { counted, evidenceInWords, kindsInWords, readingNotes, shortTime, spanInWords } from "./words";

/** For a ticket or a wiki, as GitHub shows it. */
export function renderMarkdown(report: HuntReport): string {
  const { result, reading } = report;
  const groups = grouped(result.findings);
  const span = spanInWords(report);
  const notEvaluated = notEvaluatedByReason(report);
  const lines = [
    "# Hunt",
    "",
    `${result.findings.length === 0 ? "Nothing found" : `**${counted(result.findings.length, "finding")}**`} by ${counted(result.evaluated, "detection")} in ${counted(reading.records, "record")}${span === "" ? "" : `, ${span} UTC`}.`,
    "",
    ...(groups.length > 0 ? ["| Time (UTC) | Severity | Finding | Actor | Mailbox | Address | Evidence |", "|---|---|---|---|---|---|---|"] : []),
    ...groups.map(({ first, last, count, records }) => {
      const again = count > 1 ? ` (${counted(count, "time")} until ${shortTime(last.at)})` : "";
      return `| ${[shortTime(first.at), first.severity, `${forMarkdown(first.title)}${again}<br>\`${first.detection.id}\``, forMarkdown(first.actor), forMarkdown(first.mailbox), forMarkdown(first.address), forMarkdown(evidenceInWords(first.evidence, records, 3))].join(" | ")} |`;
    }),
    ...(groups.length > 0 ? ["", "## What to do", ...fired(result.findings).flatMap(({ id, title, baseline }) => ["", `### ${forMarkdown(title)}`, "", `\`${id}\``, "", ...(baseline?.runbook ?? []).map((step, index) => `${index + 1}. ${forMarkdown(step)}`)])] : []),
    ...(notEvaluated.length > 0 ? ["", "## Could not be evaluated", "", ...notEvaluated.map(({ why, detections }) => `- ${forMarkdown(why)}: ${detections.map((id) => `\`${id}\``).join(", ")}`)] : []),
    "",
    "## Read",
    "",
    ...[kindsInWords(report), ...readingNotes(report)].map((note) => `- ${forMarkdown(note)}`),
  ];
  return `${lines.join("\n")}\n`;
}
