import type { Colors } from "picocolors/types";
import { forTerminal } from "../../findings/escape";
import type { FamilySummary, TenantSummary } from "../summary";

const HEADINGS = ["tenant", "alerting", "on", "off", "n/a", "changed", "excepted", "approved", "resources"] as const;
const IMPORTS = "imports";

/** Many tenants' stacks for a person at a terminal: a line for each. */
export function renderSummaryLines(summaries: readonly TenantSummary[], colors: Colors): string {
  const imports = summaries.some((summary) => summary.imports !== undefined);
  const rows = [[...HEADINGS, ...(imports ? [IMPORTS] : [])], ...summaries.map((summary) => cells(summary, imports))];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = rows.map((row) => row.map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join("  "));
  return [colors.dim(lines[0] ?? ""), ...lines.slice(1)].join("\n");
}

function cells({ tenant, alerting, families, changed, excepted, approved, resources, imports }: TenantSummary, withImports: boolean): string[] {
  const sum = (of: (family: FamilySummary) => number): number => families.reduce((total, family) => total + of(family), 0);
  const counts = [sum(({ on }) => on), sum(({ off }) => off), sum(({ notApplicable }) => notApplicable), changed.length, excepted.length, approved.length, resources];
  return [forTerminal(tenant), alerting, ...[...counts, ...(withImports ? [imports?.imported.length ?? 0] : [])].map(String)];
}
