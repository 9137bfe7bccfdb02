import { forTerminal } from "../../findings/escape";
import { hang } from "../../findings/wrap";
import type { TenantSummary } from "../summary";

/** What became of a list of existing resources, over all stacks of a run. */
export interface ImportReport {
  /** Different ids in the list. */
  readonly ids: number;
  /** Those that no stack of the run declares, as the list has them. */
  readonly notDeclared: readonly string[];
}

/** @param listed by `azureIdKey` */
export function importReport(listed: ReadonlyMap<string, string>, summaries: readonly TenantSummary[]): ImportReport {
  const declared = new Set(summaries.flatMap(({ imports }) => imports?.imported.flatMap(({ listedAs }) => listedAs) ?? []));
  return { ids: listed.size, notDeclared: [...listed].filter(([key]) => !declared.has(key)).map(([, id]) => id) };
}

const MOST_NAMED = 10;

export function renderImportReport({ ids, notDeclared }: ImportReport, imported: number, width: number): string {
  const more = notDeclared.length - MOST_NAMED;
  return [
    hang("", `${ids} id${ids === 1 ? "" : "s"} in the list, ${ids - notDeclared.length} declared by these stacks${notDeclared.length === 0 ? "" : "; left alone:"}`, width),
    ...notDeclared.slice(0, MOST_NAMED).map((id) => hang("  - ", forTerminal(id), width)),
    ...(more > 0 ? [`  and ${more} more; --format json names all`] : []),
    ...(imported === 0 ? [] : [hang("", "A plan names what it imports, and what it would change of it. Once that is applied, synthesize again without --import-existing.", width)]),
  ].join("\n");
}

/** One tenant's part, below its stack. */
export function renderTenantImports({ imports, resources }: TenantSummary, width: number, titleWidth: number): string[] {
  if (imports === undefined) return [];
  const { imported, notLookedFor } = imports;
  const implied = imported.filter(({ listedAs }) => listedAs.length === 0);
  const because = implied.length === 0 ? "" : `, ${implied.length} of them because the list names what they hold: ${implied.map(({ to }) => to).join(", ")}`;
  const reasons = new Map<string, string[]>();
  for (const { address, reason } of notLookedFor) reasons.set(reason, [...(reasons.get(reason) ?? []), address]);
  return [
    hang(`    ${"imports".padEnd(titleWidth)}`, `${imported.length} of ${resources} resources${because}`, width),
    ...(notLookedFor.length === 0 ? [] : ["    can't be looked for in a list"]),
    ...[...reasons].map(([reason, addresses]) => hang("      - ", forTerminal(`${addresses.join(", ")}: ${reason}`), width)),
  ];
}
