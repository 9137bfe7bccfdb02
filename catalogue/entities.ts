import { join } from "node:path";
import { bundledCatalogueDir } from "./location";
import { readYaml } from "./yaml-document";

let entities: Readonly<Record<string, readonly string[]>> | undefined;

function load(): Readonly<Record<string, readonly string[]>> {
  return (entities ??= readYaml(join(bundledCatalogueDir(), "entities.yaml")).value as Record<string, string[]>);
}

/** Entity types that a rule may map its columns to. */
export function entityTypes(): readonly string[] {
  return Object.keys(load());
}

/** Identifiers of an entity type, in the service's spelling. */
export function identifiersOf(entityType: string): readonly string[] {
  return load()[entityType] ?? [];
}
