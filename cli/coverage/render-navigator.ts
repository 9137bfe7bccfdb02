import { loadAttack, parentTechnique, techniqueTitle } from "../../catalogue/attack";
import { packageVersion } from "../../catalogue/location";
import type { Cell, Matrix, Row } from "./matrix";
import { cellInWords, stateInWords } from "./words";

/** Of the layer's format, and the first Navigator that knows ATT&CK 18 (mitre-attack/attack-navigator, layers/spec/v4.5/layerformat.md). */
const LAYER = "4.5";
const NAVIGATOR = "5.2.0";
/** From no detection, a hunt at most, to the most that any technique has. */
const COLORS = ["#fff3c4", "#8ec843"];

/** A layer for MITRE's ATT&CK Navigator: a technique's score is the number of its detections, with a tenant of those that are on. */
export function renderNavigator({ documents, tenant }: Matrix): string {
  const rows = documents.filter(({ id }) => id === "attack").flatMap((document) => document.rows);
  const { version, domain, next } = loadAttack();
  const techniques = [...withParents(rows)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, row]) => technique(id, row, rows));
  const layer = {
    name: `mailbox-baseline ${packageVersion()}${tenant === undefined ? "" : `, ${tenant}`}`,
    versions: { attack: version, navigator: NAVIGATOR, layer: LAYER },
    domain,
    description: `${describe(tenant)} Ids are those of ATT&CK ${version}. ${next.note}`,
    sorting: 3,
    layout: { layout: "side", showName: true, showID: true, showAggregateScores: true, countUnscored: false, aggregateFunction: "sum", expandedSubtechniques: "annotated" },
    hideDisabled: false,
    techniques,
    gradient: { colors: COLORS, minValue: 0, maxValue: Math.max(1, ...rows.map(scoreOf)) },
    legendItems: [{ label: "no detection, a hunt at most", color: COLORS[0] }, { label: "most detections", color: COLORS[1] }],
    metadata: [{ name: "catalogue", value: `mailbox-baseline ${packageVersion()}` }, ...(tenant === undefined ? [] : [{ name: "tenant", value: tenant }])],
    selectTechniquesAcrossTactics: true,
    selectSubtechniquesWithParent: false,
  };
  return `${JSON.stringify(layer, undefined, 2)}\n`;
}

function describe(tenant: string | undefined): string {
  if (tenant === undefined) return "Detections by technique. Score: number of detections; 0: only a hunt.";
  return `Detections by technique, as ${tenant} runs them. Score: number of detections that are on; 0: none is, or only a hunt.`;
}

/** Every technique that a detection names, and, without a row of its own, the parent under which it is shown. */
function withParents(rows: readonly Row[]): ReadonlyMap<string, Row | undefined> {
  const parents = rows.map(({ id }) => parentTechnique(id)).filter((id) => id !== undefined);
  return new Map<string, Row | undefined>([...parents.map((id) => [id, undefined] as const), ...rows.map((row) => [row.id, row] as const)]);
}

function technique(id: string, row: Row | undefined, rows: readonly Row[]): object {
  const expanded = rows.some((other) => parentTechnique(other.id) === id) ? { showSubtechniques: true } : {};
  if (row === undefined) return { techniqueID: id, ...expanded };
  const cells = [...row.cells.detections, ...row.cells.hunts];
  const links = [{ label: techniqueTitle(id) ?? id, url: address(id) }];
  return { techniqueID: id, score: scoreOf(row), comment: cells.map(inWords).join(", "), metadata: metadata(id, cells), links, ...expanded };
}

function scoreOf({ cells }: Row): number {
  return cells.detections.filter(({ state }) => state?.live !== false).length;
}

function inWords(cell: Cell): string {
  return `${cellInWords(cell)}${cell.by === "hunt" ? " (hunt)" : ""}${cell.state?.live === false ? ` (${cell.state.word})` : ""}`;
}

function metadata(id: string, cells: readonly Cell[]): object[] {
  const { techniques, next } = loadAttack();
  const renamed = techniques[id]?.next;
  return [
    ...cells.map((cell) => ({ name: cell.by, value: `${cellInWords(cell)}${stateInWords(cell)}` })),
    ...(renamed === undefined ? [] : [{ name: `id in ATT&CK ${next.version}`, value: renamed }]),
  ];
}

/** https://attack.mitre.org/techniques/T1098/002/ */
function address(id: string): string {
  return `https://attack.mitre.org/techniques/${id.replace(".", "/")}/`;
}
