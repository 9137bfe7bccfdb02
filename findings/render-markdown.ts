import { forMarkdown } from "./escape";
import { VERDICTS, type Finding } from "./finding";
import { countLine } from "./render-text";

/** Findings as a page for a pull request: a table for each verdict but pass, which is only counted. */
export function renderMarkdown(findings: readonly Finding[], title: string): string {
  const sections = VERDICTS.filter((verdict) => verdict !== "pass").flatMap((verdict) => {
    const rows = findings.filter((f) => f.verdict === verdict);
    return rows.length === 0 ? [] : [`## ${verdict[0]?.toUpperCase() ?? ""}${verdict.slice(1)} (${rows.length})`, ["| tenant | rule | subject | what | mend |", "|---|---|---|---|---|", ...rows.map(tableRow)].join("\n")];
  });
  return [`# ${forMarkdown(title)}`, `${countLine(findings)}.`, ...sections].join("\n\n");
}

function tableRow({ tenant, rule, subject, message, mend, place }: Finding): string {
  const where = place === undefined ? "" : ` (${place.file}:${place.line})`;
  return `| ${[tenant ?? "", rule, subject, `${message}${where}`, mend ?? ""].map(forMarkdown).join(" | ")} |`;
}
