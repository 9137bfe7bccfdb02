import { join } from "node:path";
import { bundledCatalogueDir } from "./location";
import { map, text } from "./shape";
import { readValid } from "./read-valid";
import * as v from "valibot";

/** A demand of a framework that the baseline answers. */
export interface Control {
  readonly framework: string;
  readonly title: string;
}

const words = text("text", "write a few words");

/** Every control of `controls.yaml`, by id. */
export function loadControls(): ReadonlyMap<string, Control> {
  return new Map(Object.entries(readValid(join(bundledCatalogueDir(), "controls.yaml"), v.record(v.string(), map({ framework: words, title: words })))));
}
