import { loadAttack, parentTechnique, techniqueTitle } from "../../catalogue/attack";
import { packageVersion } from "../../catalogue/location";
import type { Cell, Matrix, Row } from "./matrix";
import { cellInWords, stateInWords } from "./words";

/** Of the layer's format, and the first Navigator that knows ATT&CK 18 (mitre-attack/attack-navigator, layers/spec/v4.5/layerformat.md). */
const LAYER = "4.5";
const NAVIGATOR = "5.2.0";
/** From no detection, a hunt at most, to the most that any technique has. */
const COLORS = ["#fff3c4", "#8ec843"];

/** A layer for MITRE's ATT&CK Navigator: a technique's score is the number of its and its sub-techniques' detections, with a tenant of those that are on. */
export function renderNavigator({ documents, tenant }: Matrix): string {
  const rows = documents.filter(({ id }) => id === "attack").flatMap((document) => document.rows);
  const { version, domain, next } = loadAttack();
  const shown = shownTechniques(rows);
  const layer = {
    name: `mailbox-baseline ${packageVersion()}${tenant === undefined ? "" : `, ${tenant}`}`,
    versions: { attack: version, navigator: NAVIGATOR, layer: LAYER },
    domain,
    description: `${describe(tenant)} Ids are those of ATT&CK ${version}. ${next.note}`,
    sorting: 3,
    // A parent's score holds its sub-techniques' detections already; their sum would count them twice.
    layout: { layout: "side", showName: true, showID: true, showAggregateScores: true, countUnscored: false, aggregateFunction: "max", expandedSubtechniques: "annotated" },
    hideDisabled: false,
    techniques: shown.map(technique),
    gradient: { colors: COLORS, minValue: 0, maxValue: Math.max(1, ...shown.map(scoreOf)) },
    legendItems: [{ label: "no detection, a hunt at most", color: COLORS[0] }, { label: "most detections", color: COLORS[1] }],
    metadata: [{ name: "catalogue", value: `mailbox-baseline ${packageVersion()}` }, ...(tenant === undefined ? [] : [{ name: "tenant", value: tenant }])],
    selectTechniquesAcrossTactics: true,
    selectSubtechniquesWithParent: false,
  };
  return `${JSON.stringify(layer, undefined, 2)}\n`;
}

function describe(tenant: string | undefined): string {
  const parents = "A technique's score holds those of its sub-techniques.";
  if (tenant === undefined) return `Detections by technique. Score: number of detections; 0: only a hunt. ${parents}`;
  return `Detections by technique, as ${tenant} runs them. Score: number of detections that are on; 0: none is, or only a hunt. ${parents}`;
}

/** A technique of the layer. */
interface Shown {
  readonly id: string;
  /** What names it or a sub-technique of it: detections, then hunts. */
  readonly cells: readonly Cell[];
  readonly hasSubtechniques: boolean;
}

/** Every technique that a detection names, and each one's parent, so that none stands empty above one that is seen. */
function shownTechniques(rows: readonly Row[]): Shown[] {
  const ids = new Set(rows.flatMap(({ id }) => [parentTechnique(id) ?? id, id]));
  return [...ids].sort().map((id) => {
    const below = rows.filter((row) => parentTechnique(row.id) === id);
    const family = [...rows.filter((row) => row.id === id), ...below];
    const cells = [...family.flatMap((row) => row.cells.detections), ...family.flatMap((row) => row.cells.hunts)];
    return { id, cells: [...new Map(cells.map((cell) => [cell.id, cell])).values()], hasSubtechniques: below.length > 0 };
  });
}

function technique(shown: Shown): object {
  const { id, cells, hasSubtechniques } = shown;
  const links = [{ label: techniqueTitle(id) ?? id, url: address(id) }];
  const expanded = hasSubtechniques ? { showSubtechniques: true } : {};
  return { techniqueID: id, score: scoreOf(shown), comment: cells.map(inWords).join(", "), metadata: metadata(id, cells), links, ...expanded };
}

function scoreOf({ cells }: Shown): number {
  return cells.filter(({ by, state }) => by === "detection" && state?.live !== false).length;
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
