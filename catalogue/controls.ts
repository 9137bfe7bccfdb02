import { join } from "node:path";
import { InputError } from "./fault";
import { bundledCatalogueDir } from "./location";
import { map, text } from "./shape";
import { readYaml } from "./yaml-document";
import * as v from "valibot";
import { validate } from "./validate";

/** A demand of a framework that the baseline answers. */
export interface Control {
  readonly framework: string;
  readonly title: string;
}

const words = text("text", "write a few words");

/** Every control of `controls.yaml`, by id. */
export function loadControls(): ReadonlyMap<string, Control> {
  const document = readYaml(join(bundledCatalogueDir(), "controls.yaml"));
  const result = validate(v.record(v.string(), map({ framework: words, title: words })), document.value, (path) => ({ file: document.file, line: document.lineOf(path) }));
  if (!result.ok) throw new InputError(result.faults);
  return new Map(Object.entries(result.value));
}
