import * as v from "valibot";
import { DETECTION_ID } from "./detection-id";
import { InputError } from "./fault";
import { list, map, matching, text, yesOrNo } from "./shape";
import { faultAt, validate, type Locate } from "./validate";
import { VERSION } from "./version";
import { readYaml, type Path } from "./yaml-document";

/** A detection that goes by another id since a version of its catalogue. */
export interface RenamedDetection {
  readonly from: string;
  readonly to: string;
  readonly since: string;
}

/** A detection that its catalogue no longer holds. */
export interface RetiredDetection {
  readonly id: string;
  readonly since: string;
  /** False: Terraform forgets the rule, and it stays in the tenant. */
  readonly destroy: boolean;
  /** In a sentence, for whoever still names it. */
  readonly why: string;
}

/** What became of detections that are gone. Plain data. */
export interface CatalogueChanges {
  readonly renamed: readonly RenamedDetection[];
  readonly retired: readonly RetiredDetection[];
}

/** One `changes.yaml`, and where its parts stand. */
export interface ChangesFile extends CatalogueChanges {
  readonly locate: Locate;
}

const id = () => matching(DETECTION_ID, "a detection's id", "write letters, digits, hyphens and underscores, a letter first");
const version = () => matching(VERSION, "a version", "write three numbers, such as 0.2.0");
const ChangesShape = map({
  renamed: v.optional(list(map({ from: id(), to: id(), since: version() }))),
  retired: v.optional(list(map({ id: id(), since: version(), destroy: yesOrNo(), why: text("text", "write in a sentence why") }))),
});

/** Reads one `changes.yaml`; whether it fits a catalogue is judged elsewhere. Throws {@link InputError} with every fault. */
export function readChangesFile(file: string): ChangesFile {
  const document = readYaml(file);
  const locate = (path: Path): { file: string; line: number } => ({ file, line: document.lineOf(path) });
  // valibot takes a list for a map where no key is required.
  if (Array.isArray(document.value)) throw new InputError([faultAt([], "a list is not a map; write `key: value` lines", locate)]);
  // A file that says nothing, or comments alone, says that nothing changed.
  const result = validate(ChangesShape, document.value ?? {}, locate);
  if (!result.ok) throw new InputError(result.faults);
  return { renamed: result.value.renamed ?? [], retired: result.value.retired ?? [], locate };
}
