import { Argument, Command, Option } from "commander";
import { createColors } from "picocolors";
import type { Colors } from "picocolors/types";
import { InputError } from "../catalogue/fault";
import { tenantBaseline } from "../catalogue/baseline";
import { loadChanges, type CatalogueChanges } from "../catalogue/changes";
import { loadControls } from "../catalogue/controls";
import type { Detection } from "../catalogue/detection";
import { loadCatalogue } from "../catalogue/load";
import { loadTenants } from "../catalogue/load-tenants";
import { unknownDetection } from "../catalogue/unknown-detection";
import { forTerminal } from "../findings/escape";
import { EXIT } from "../findings/exit-code";
import { hang } from "../findings/wrap";
import { bind } from "../kql/bind";
import type { Io } from "./io";
import { rhythm } from "./list";
import { catalogueOption, nowOption, pick, tenantsOption } from "./options";
import { familyTitle } from "./summary";

interface ExplainOptions {
  readonly catalogue?: string[];
  readonly tenant?: string;
  readonly tenants: string;
  readonly now?: Date;
}

export function explainCommand(io: Io, exit: (code: number) => void): Command {
  return new Command("explain")
    .description("tell all about a detection: what, why, query, controls, blind spots")
    .addArgument(new Argument("<id>", "the detection"))
    .addOption(catalogueOption())
    .addOption(new Option("--tenant <name>", "as this tenant runs it, with its values before the query"))
    .addOption(tenantsOption())
    .addOption(nowOption())
    .action((id: string, options: ExplainOptions) => exit(explain(id, options, io)));
}

function explain(id: string, options: ExplainOptions, io: Io): number {
  const detections = loadCatalogue(options.catalogue ?? []);
  const changes = loadChanges(detections, options.catalogue ?? []);
  const detection = detections.find((d) => d.id === id);
  if (detection === undefined) throw new InputError([{ file: "explain", path: "", message: unknownDetection(id, detections, changes) }]);
  const seen = options.tenant === undefined ? { detection, query: detection.query, state: undefined } : asTenantRuns(detection, { detections, changes }, options.tenant, options, io);
  io.out(`${render(seen.detection, seen.query, seen.state, createColors(io.color), io.width)}\n`);
  return EXIT.clean;
}

function asTenantRuns(detection: Detection, { detections, changes }: { readonly detections: readonly Detection[]; readonly changes: CatalogueChanges }, name: string, { tenants: dir, now }: ExplainOptions, io: Io): { detection: Detection; query: string; state: string } {
  const tenant = pick(name, loadTenants(dir, detections, changes), dir);
  const rule = tenantBaseline(tenant, detections, now ?? io.now()).find((r) => r.detection.id === detection.id);
  if (rule === undefined) throw new Error(`${detection.id} was lost on the way`);
  return { detection: rule.detection, query: bind(rule.detection.query, rule.bindings), state: rule.state === "not applicable" ? `not applicable to ${name}: ${rule.reason}` : `${rule.state} for ${name}` };
}

function render(detection: Detection, query: string, state: string | undefined, colors: Colors, width: number): string {
  const { baseline } = detection;
  const section = (title: string, lines: readonly string[], bullet = "  - "): string[] => (lines.length === 0 ? [] : ["", colors.bold(title), ...lines.map((line) => hang(bullet, forTerminal(line), width))]);
  const controls = loadControls();
  return [
    colors.bold(forTerminal(detection.title)),
    hang("", `${detection.id}, ${familyTitle(detection.family)}, version ${forTerminal(detection.version)}`, width),
    ...section("What", [detection.description === "" ? "No description." : detection.description], "  "),
    ...section("Why", baseline === undefined ? [] : [baseline.why], "  "),
    ...section("When", [`${rhythm(detection)}${detection.schedule === undefined ? "" : `, an alert when ${condition(detection.schedule)}`}${state === undefined ? "" : `; ${state}`}`], "  "),
    ...section("Severity", [`${detection.severity}${baseline?.severityReason === undefined ? "" : `: ${baseline.severityReason}`}`], "  "),
    ...section("ATT&CK", [`${detection.tactics.join(", ")}: ${detection.techniques.join(", ")}`], "  "),
    ...section("Controls", (baseline?.controls ?? []).map((id) => `${id}: ${controls.get(id)?.title ?? "unknown"}`)),
    ...section("Reads", detection.tables.length === 0 ? ["tables that could not be told"] : detection.tables),
    ...section("Parameters", Object.entries(baseline?.parameters ?? {}).map(([name, p]) => `${name}: ${p.from === undefined ? `${p.type ?? "string"}, ${defaultInWords(p.default)} unless the tenant says otherwise. ${p.description ?? ""}` : `from ${p.from}`}`)),
    ...section("Takes exceptions", (baseline?.exceptions ?? []).map(({ entity, value }) => `entity: ${entity}; value: ${value}`)),
    ...section("False positives", baseline?.falsePositives ?? []),
    ...section("What to do", (baseline?.runbook ?? []).map((step, i) => `${i + 1}. ${step}`), "  "),
    ...section("Blind spots", baseline?.blindSpots ?? ["none named: a community rule"]),
    ...section("Investigation queries", detection.investigation.map((q) => `${q.id}: ${q.title}`)),
    ...section("References", baseline?.references ?? []),
    "",
    colors.bold("Query"),
    ...query.trim().split("\n").map((line) => `  ${forTerminal(line)}`),
  ].join("\n");
}

function condition({ operator, threshold }: NonNullable<Detection["schedule"]>): string {
  const words = { gt: "more than", lt: "fewer than", eq: "exactly", ne: "other than" } as const;
  return `${words[operator]} ${threshold} rows are found`;
}

function defaultInWords(value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  return value.length === 0 ? "empty" : value.join(", ");
}
