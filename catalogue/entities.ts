import { join } from "node:path";
import * as v from "valibot";
import { bundledCatalogueDir } from "./location";
import { readValid } from "./read-valid";
import { list, text } from "./shape";

let entities: Readonly<Record<string, readonly string[]>> | undefined;

function load(): Readonly<Record<string, readonly string[]>> {
  return (entities ??= readValid(join(bundledCatalogueDir(), "entities.yaml"), v.record(v.string(), list(text("an identifier", "write one such as Name")))));
}

/** Entity types that a rule may map its columns to. */
export function entityTypes(): readonly string[] {
  return Object.keys(load());
}

/** Identifiers of an entity type, in the service's spelling. */
export function identifiersOf(entityType: string): readonly string[] {
  return load()[entityType] ?? [];
}
