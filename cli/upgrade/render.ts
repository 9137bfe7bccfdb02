import type { Colors } from "picocolors/types";
import { forMarkdown, forTerminal } from "../../findings/escape";
import { hang } from "../../findings/wrap";
import type { ReportedChange, UpgradeReport } from "./report";
import { attributeWords, effectWords, everyVersionWords, isEmpty, LAST_WORD, titleWords } from "./words";

export function renderUpgradeText(report: UpgradeReport, { colors, width }: { readonly colors: Colors; readonly width: number }): string {
  const lines = (change: ReportedChange): string[] => [
    hang("    ", forTerminal(`${change.address}: ${effectWords(change)}`), width),
    ...attributeWords(change.attributes, report).map((line) => hang("      - ", forTerminal(line), width)),
  ];
  const section = (title: string, members: readonly string[]): string[] => (members.length === 0 ? [] : [[colors.bold(title), ...members].join("\n")]);
  return [
    hang("", titleWords(report), width),
    ...section("Detections", report.detections.flatMap(({ id, title, changes }) => [hang(`  ${forTerminal(id)}  `, forTerminal(title), width), ...changes.flatMap(lines)])),
    ...section("Other resources", report.others.flatMap(lines)),
    ...section("Every version", everyVersionWords(report).map((line) => hang("  ", line, width))),
    ...section("Not compared, since no reference tenant has it", report.notCompared.map((address) => hang("  ", forTerminal(address), width))),
    hang("", `${isEmpty(report) ? "Nothing else changes. " : ""}${LAST_WORD}`, width),
  ].join("\n\n");
}

export function renderUpgradeMarkdown(report: UpgradeReport): string {
  const row = (what: string, change: ReportedChange): string => `| ${[what, change.address, [effectWords(change), ...attributeWords(change.attributes, report)].join("; ")].map(forMarkdown).join(" | ")} |`;
  const table = (title: string, rows: readonly string[]): string[] => (rows.length === 0 ? [] : [`## ${title}`, ["| detection | resource | change |", "|---|---|---|", ...rows].join("\n")]);
  const list = (title: string, items: readonly string[]): string[] => (items.length === 0 ? [] : [`## ${title}`, items.map((item) => `- ${forMarkdown(item)}`).join("\n")]);
  return [
    `# ${forMarkdown(titleWords(report))}`,
    ...table("Detections", report.detections.flatMap(({ id, title, changes }) => changes.map((change) => row(`${id}: ${title}`, change)))),
    ...table("Other resources", report.others.map((change) => row("", change))),
    ...list("Every version", everyVersionWords(report)),
    ...list("Not compared, since no reference tenant has it", report.notCompared),
    `${isEmpty(report) ? "Nothing else changes. " : ""}${LAST_WORD}`,
  ].join("\n\n");
}
