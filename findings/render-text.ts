import type { Colors } from "picocolors/types";
import { detailLines } from "./details";
import { forTerminal } from "./escape";
import { countsOf, isTold, VERDICTS, type Finding, type Verdict } from "./finding";
import { hang } from "./wrap";

export interface TextOptions {
  readonly colors: Colors;
  /** Columns of the terminal. */
  readonly width: number;
}

/** Findings for a terminal: what fails first, with its mend; what passes mostly as a count. */
export function renderText(findings: readonly Finding[], { colors, width }: TextOptions): string {
  const paint: Readonly<Record<Verdict, (text: string) => string>> = { fail: colors.red, unknown: colors.yellow, excepted: colors.cyan, "not applicable": colors.dim, pass: colors.green };
  const shown = VERDICTS.flatMap((verdict) => findings.filter((finding) => finding.verdict === verdict && isTold(finding)));
  const blocks = sameButForSubject(shown).map((finding) => {
    const { verdict, severity, tenant, rule, subject, message, mend, details, place } = finding;
    const head = `${paint[verdict](verdict.toUpperCase())}  ${forTerminal([severity, tenant, rule].filter((part) => part !== undefined).join("  "))}`;
    return [
      head,
      hang("    ", forTerminal(`${subject}: ${message}`), width),
      ...(mend === undefined ? [] : [hang("    mend: ", forTerminal(mend), width)]),
      ...detailLines(details).map((line) => `      ${line}`),
      ...(place === undefined ? [] : [`    ${colors.dim(forTerminal(`${place.file}:${place.line}`))}`]),
    ].join("\n");
  });
  return [...blocks, countLine(findings)].join("\n\n");
}

/** Findings that say the same of several subjects, such as seven detections that lack one table, as one. */
function sameButForSubject(findings: readonly Finding[]): Finding[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { subject: _, ...rest } = finding;
    const key = JSON.stringify(rest);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].flatMap((group) => (group[0] === undefined ? [] : [{ ...group[0], subject: group.map((f) => f.subject).join(", ") }]));
}

/** `2 fail, 1 excepted, 14 pass`, without the verdicts that nothing has. */
export function countLine(findings: readonly Finding[]): string {
  const counts = Object.entries(countsOf(findings)).filter(([, count]) => count > 0);
  return counts.length === 0 ? "nothing to judge" : counts.map(([verdict, count]) => `${count} ${verdict}`).join(", ");
}
