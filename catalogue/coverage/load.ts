import { join } from "node:path";
import type * as v from "valibot";
import { loadAttack, techniqueTitle } from "../attack";
import { loadControls } from "../controls";
import { defined } from "../defined";
import type { Detection } from "../detection";
import { InputError, shown, type Fault } from "../fault";
import { bundledCatalogueDir } from "../location";
import { nearest } from "../nearest";
import { loadPermissions } from "../permissions";
import { faultAt, validate, type Locate } from "../validate";
import { readYaml, type Path } from "../yaml-document";
import { isSeen, type CoverageDocument, type CoverageItem } from "./item";
import { referenceFaults } from "./references";
import { lookingForPermission, namingTechnique, seenByOf, servingControl } from "./seen-by";
import { ControlsShape, DocumentShape, type ItemFile, type SectionFile, type ToldFile } from "./shape";

/** The documents that the baseline answers, in the order in which they are told. */
export const DOCUMENTS = ["cm0074", "elastic"] as const;

/**
 * Everything that is asked of the baseline, and by what it is seen: the two documents, the ATT&CK techniques that detections name, and the other frameworks'
 * controls. Throws {@link InputError} with every reference that names nothing, and every item of which neither is said what sees it nor why nothing does.
 */
export function loadCoverage(detections: readonly Detection[], dir: string = join(bundledCatalogueDir(), "coverage")): readonly CoverageDocument[] {
  const faults: Fault[] = [];
  const documents = DOCUMENTS.map((id) => readDocument(id, dir, detections, faults));
  const answered = new Set(documents.map(({ framework }) => framework));
  const controls = readControls(dir, detections, answered, faults);
  if (faults.length > 0) throw new InputError(faults);
  return [...documents.map(({ framework: _, ...document }) => document), techniques(detections), controls];
}

function readDocument(id: string, dir: string, detections: readonly Detection[], faults: Fault[]): CoverageDocument & { readonly framework: string } {
  const { value, locate } = readShaped(join(dir, `${id}.yaml`), DocumentShape);
  const known = new Set<string>();
  const items = value.sections.flatMap((section, i) => {
    faults.push(...referenceFaults(section.seenBy ?? {}, ["sections", i, "seenBy"], detections, locate));
    return Object.entries(section.items).map(([itemId, item]) => {
      const at = ["sections", i, "items", itemId];
      if (known.has(itemId)) faults.push(faultAt(at, "stands in an earlier section too; keep one of them", locate));
      known.add(itemId);
      return toItem(itemId, item, section, { at, detections, locate, faults });
    });
  });
  return { id, title: value.title, framework: value.framework, items };
}

interface Reading {
  readonly at: Path;
  readonly detections: readonly Detection[];
  readonly locate: Locate;
  /** Takes what is found wrong. */
  readonly faults: Fault[];
}

function toItem(id: string, item: ItemFile, section: SectionFile, reading: Reading): CoverageItem {
  const { at, detections, locate, faults } = reading;
  const { control, technique } = item.seenBy ?? {};
  const derived = [
    ...(control === undefined ? [] : servingControl(control, detections)),
    ...(technique === undefined ? [] : namingTechnique(technique, detections)),
    ...(item.kind === "permission" ? lookingForPermission(id, detections) : []),
  ];
  const title = item.title ?? (item.kind === "permission" ? permissionTitle(id) : undefined);
  if (title === undefined) faults.push(faultAt(at, item.kind === "permission" ? noPermission(id) : "has no title; say in our own words what it asks for", locate));
  const seenBy = seenByOf([section.seenBy, item.seenBy], derived);
  return { id, kind: item.kind, section: section.title, title: title ?? "", ...told(withPartly(item, section), seenBy, reading), later: { ...section.later, ...item.later } };
}

/** What its section says of every item, where the item says nothing of its own. */
function withPartly(item: ItemFile, { partly }: SectionFile): ItemFile {
  return item.partly === undefined && item.notSeen === undefined ? { ...item, ...defined({ partly }) } : item;
}

/** What is said of it, held against what sees it. */
function told({ seenBy: named, partly, notSeen }: ToldFile, seenBy: CoverageItem["seenBy"], { at, detections, locate, faults }: Reading): Pick<CoverageItem, "seenBy" | "because"> {
  const unknown = referenceFaults(named ?? {}, [...at, "seenBy"], detections, locate);
  faults.push(...unknown);
  const seen = isSeen(seenBy);
  if (seen && notSeen !== undefined) faults.push(faultAt([...at, "notSeen"], "is said of what something sees; write partly, or leave it out", locate));
  if (!seen && notSeen === undefined && unknown.length === 0) {
    faults.push(faultAt(at, "is seen by nothing; name what sees it, or say under notSeen why nothing does", locate));
  }
  return { seenBy, ...defined({ because: partly ?? notSeen }) };
}

/** As an application holds it, where it may; else as a user's. */
function permissionTitle(name: string): string | undefined {
  const [permission] = loadPermissions().filter((p) => p.name === name && !p.secondId);
  return permission === undefined ? undefined : `lets an application ${permission.allows}, on ${permission.reach}`;
}

function noPermission(id: string): string {
  const meant = nearest(id, loadPermissions().map(({ name }) => name));
  return `${shown(id)} is no permission of permissions.yaml; ${meant === undefined ? "add it there" : `did you mean ${meant}?`}`;
}

/** Every technique that a detection names. */
function techniques(detections: readonly Detection[]): CoverageDocument {
  const ids = [...new Set(detections.flatMap((d) => d.techniques))].sort();
  const items = ids.map((id): CoverageItem => {
    const naming = detections.filter((d) => d.techniques.includes(id));
    const title = techniqueTitle(id) ?? "a technique that attack.yaml doesn't name";
    return { id, kind: "technique", section: "Techniques", title, seenBy: seenByOf([], naming), later: {} };
  });
  return { id: "attack", title: `MITRE ATT&CK, version ${loadAttack().version}`, items };
}

/** The controls of the frameworks that no document stands for. */
function readControls(dir: string, detections: readonly Detection[], answered: ReadonlySet<string>, faults: Fault[]): CoverageDocument {
  const { value, locate } = readShaped(join(dir, "controls.yaml"), ControlsShape);
  const controls = [...loadControls()].filter(([, { framework }]) => !answered.has(framework));
  const known = controls.map(([id]) => id);
  for (const id of Object.keys(value).filter((key) => !known.includes(key))) {
    const meant = nearest(id, known);
    faults.push(faultAt([id], `is no control that is told of here; ${meant === undefined ? "remove it" : `did you mean ${meant}?`}`, locate));
  }
  const items = controls.map(([id, { framework, title }]): CoverageItem => {
    const said = value[id] ?? {};
    const seenBy = seenByOf([said.seenBy], servingControl(id, detections));
    return { id, kind: "control", section: framework, title, ...told(said, seenBy, { at: [id], detections, locate, faults }), later: said.later ?? {} };
  });
  return { id: "controls", title: "Controls of SCuBA, CIS and NIST", items };
}

function readShaped<const S extends v.GenericSchema>(file: string, schema: S): { readonly value: v.InferOutput<S>; readonly locate: Locate } {
  const document = readYaml(file);
  const locate: Locate = (path) => ({ file, line: document.lineOf(path) });
  const result = validate(schema, document.value, locate);
  if (!result.ok) throw new InputError(result.faults);
  return { value: result.value, locate };
}
