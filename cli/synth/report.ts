import { join } from "node:path";
import { createColors } from "picocolors";
import type { Colors } from "picocolors/types";
import { forTerminal } from "../../findings/escape";
import type { Finding } from "../../findings/finding";
import { countLine, renderText } from "../../findings/render-text";
import { hang } from "../../findings/wrap";
import { renderImportReport, type ImportReport } from "./import-report";
import { renderSummary } from "./render-summary";
import { renderSummaryLines } from "./render-summary-lines";
import type { TenantSummary } from "../summary";

/** What a run of `synth` made. */
export interface SynthResult {
  readonly summaries: readonly TenantSummary[];
  readonly removed: readonly string[];
  readonly kept: readonly string[];
  readonly importList?: ImportReport;
  /** What fails or is unknown. */
  readonly findings: readonly Finding[];
}

export interface ReportOptions {
  readonly out: string;
  readonly now?: Date;
  /** A block for each tenant, however many. */
  readonly verbose?: boolean;
}

/** With more tenants than these, each has a line: what a person wants to see of a thousand is the one that differs. */
const MOST_BLOCKS = 20;

export function synthReport({ summaries, importList, removed, kept, findings }: SynthResult, options: ReportOptions, io: { readonly color: boolean; readonly width: number }): string {
  const colors = createColors(io.color);
  const resources = summaries.reduce((sum, s) => sum + s.resources, 0);
  const clock = options.now === undefined ? "" : `; clock pinned at ${options.now.toISOString().replace(".000Z", "Z")} (--now)`;
  const out = forTerminal(options.out);
  const total = `${summaries.length} tenant${summaries.length === 1 ? "" : "s"}, ${resources} resources in ${out}${clock}`;
  const next = `Next: terraform -chdir=${join(out, "stacks", summaries[0]?.tenant ?? "")} init, then plan`;
  const blocks = [
    ...tenantBlocks(summaries, options.verbose ?? false, colors, io.width),
    ...(importList === undefined ? [] : [renderImportReport(importList, summaries.reduce((sum, s) => sum + (s.imports?.imported.length ?? 0), 0), io.width)]),
    ...removed.map((name) => `${name} has no tenant file any more: its stack was removed from ${out}`),
    ...kept.map((name) => hang("", `${name} has no tenant file any more, but its folder in ${out} holds Terraform state: nothing there was touched. Destroy the stack, then remove the folder.`, io.width)),
    ...(findings.length === 0 ? [] : [renderText(findings, { colors, width: io.width }), hang("", `Written all the same; ${countLine(findings)}. \`mailbox-baseline check\` repeats this.`, io.width)]),
    `${hang("", total, io.width)}\n${next}\n`,
  ];
  return blocks.join("\n\n");
}

function tenantBlocks(summaries: readonly TenantSummary[], verbose: boolean, colors: Colors, width: number): string[] {
  if (verbose || summaries.length <= MOST_BLOCKS) return summaries.map((summary) => renderSummary(summary, colors, width));
  return [renderSummaryLines(summaries, colors), hang("", "A line for each tenant, since there are many; --verbose prints a block for each, --tenant NAME that one's, --format json all there is.", width)];
}
