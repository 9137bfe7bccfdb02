import { asCsv } from "../../findings/csv";
import { cellsOf, COLUMNS } from "../hunt/render-csv";
import { toldOtherwise } from "../../hunt/replay/told-otherwise";
import type { ReplayReport } from "./report";

/** A row for each alert of either rule; one that both have stands there as the changed rule tells it. */
export function renderCsv({ outcome }: ReplayReport): string {
  const { lost, gained, kept } = outcome?.comparison ?? { lost: [], gained: [], kept: [] };
  const rows = [
    ...lost.map((finding) => ({ change: "lost", finding, otherwise: "" })),
    ...gained.map((finding) => ({ change: "gained", finding, otherwise: "" })),
    ...kept.map((pair) => ({ change: "kept", finding: pair.after, otherwise: toldOtherwise(pair).map(({ what, before }) => `${what} was ${before || "nothing"}`).join("; ") })),
  ];
  return asCsv([["change", ...COLUMNS, "otherwise"], ...rows.map(({ change, finding, otherwise }) => [change, ...cellsOf(finding), otherwise])]);
}
