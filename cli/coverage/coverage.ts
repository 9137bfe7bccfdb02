import { tenantBaseline } from "../../catalogue/baseline";
import { loadChanges } from "../../catalogue/changes";
import { loadCoverage } from "../../catalogue/coverage/load";
import type { Detection } from "../../catalogue/detection";
import { loadCatalogue } from "../../catalogue/load";
import { loadTenants } from "../../catalogue/load-tenants";
import { EXIT } from "../../findings/exit-code";
import { forTerminal } from "../../findings/escape";
import type { Io } from "../io";
import { pick } from "../options";
import { writeFile } from "../write-file";
import { matrixOf, type Matrix } from "./matrix";
import { renderCsv } from "./render-csv";
import { renderJson } from "./render-json";
import { renderMarkdown } from "./render-markdown";
import { renderNavigator } from "./render-navigator";
import { renderText } from "./render-text";
import { statesOf, type TenantStates } from "./tenant-states";
import { countsInWords, gapsInWords, rowsOf } from "./words";

export interface CoverageOptions {
  readonly tenant?: string;
  readonly tenants: string;
  readonly catalogue?: string[];
  readonly now?: Date;
  readonly format: "text" | "markdown" | "csv" | "json" | "navigator";
  readonly out?: string;
}

/** Prints what is seen, and answers the exit code. Throws {@link InputError}. */
export function coverage(options: CoverageOptions, io: Io): number {
  const detections = loadCatalogue(options.catalogue ?? []);
  const states = options.tenant === undefined ? undefined : statesIn(options.tenant, detections, options, io);
  const matrix = matrixOf(loadCoverage(detections), detections, states);
  const rendered: Readonly<Record<CoverageOptions["format"], () => string>> = {
    text: () => renderText(matrix, io),
    markdown: () => renderMarkdown(matrix),
    csv: () => renderCsv(matrix),
    json: () => renderJson(matrix),
    navigator: () => renderNavigator(matrix),
  };
  deliver(rendered[options.format](), matrix, options.out, io);
  return rowsOf(matrix).some(({ gap }) => gap) ? EXIT.findings : EXIT.clean;
}

function statesIn(name: string, detections: readonly Detection[], { tenants: dir, catalogue = [], now }: CoverageOptions, io: Io): TenantStates {
  const at = now ?? io.now();
  const tenant = pick(name, loadTenants(dir, detections, loadChanges(detections, catalogue)), dir);
  return statesOf(tenant, tenantBaseline(tenant, detections, at), at);
}

function deliver(text: string, matrix: Matrix, out: string | undefined, io: Io): void {
  if (out === undefined) {
    io.out(text);
    return;
  }
  writeFile(out, text);
  io.out(`${forTerminal(out)}: ${[countsInWords(rowsOf(matrix)), ...gapsInWords(matrix)].join("; ")}\n`);
}
