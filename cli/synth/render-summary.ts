import type { Colors } from "picocolors/types";
import { forTerminal } from "../../findings/escape";
import { hang } from "../../findings/wrap";
import { renderTenantImports } from "./import-report";
import { familyTitle, type FamilySummary, type TenantSummary } from "../summary";

const ALERTING = { sentinel: "Microsoft Sentinel", "azure-monitor": "Azure Monitor" } as const;

/** One tenant's stack for a person at a terminal. */
export function renderSummary(summary: TenantSummary, colors: Colors, width: number): string {
  const { tenant, file, workspace, alerting, stack, resources, families } = summary;
  const block = (title: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : [`    ${title}`, ...lines.map((line) => hang("      - ", forTerminal(line), width))]);
  return [
    colors.bold(tenant) + colors.dim(forTerminal(`  ${file}`)),
    hang("    ", `${ALERTING[alerting]} on the workspace ${forTerminal(workspace)}`, width),
    ...families.map((family) => `    ${familyTitle(family.family).padEnd(TITLE_WIDTH)}${counts(family, colors)}`),
    ...block("off or changed", summary.changed),
    ...block("excepted", summary.excepted),
    ...block("approved applications", summary.approved),
    ...block("not applicable", summary.notApplicable.map(({ reason, detections }) => `${reason}: ${detections.join(", ")}`)),
    ...block("different from Sentinel, or unknown", summary.notes.map(({ note, detections }) => `${note}: ${detections.join(", ")}`)),
    `    ${"stack".padEnd(TITLE_WIDTH)}${resources} resources`,
    hang("      - ", forTerminal(stack), width),
    ...renderTenantImports(summary, width, TITLE_WIDTH),
  ].join("\n");
}

const TITLE_WIDTH = 27;

function counts({ on, off, notApplicable }: FamilySummary, colors: Colors): string {
  const parts = [
    ...(on > 0 ? [colors.green(`${on} on`)] : []),
    ...(off > 0 ? [colors.yellow(`${off} off`)] : []),
    ...(notApplicable > 0 ? [colors.dim(`${notApplicable} not applicable`)] : []),
  ];
  return parts.length === 0 ? "none" : parts.join(", ");
}
