import type { Resource } from "../../terraform/resource";

/** Every plan's resources are looked through again and again: by what they say of themselves. */
const indexes = new WeakMap<readonly Resource[], Map<string, Map<unknown, Resource>>>();

/** The first of the resources whose attribute is known to be this text. */
export function resourceBy(attribute: string, wanted: unknown, resources: readonly Resource[]): Resource | undefined {
  if (typeof wanted !== "string" || wanted === "") return undefined;
  const byAttribute = indexes.get(resources) ?? new Map<string, Map<unknown, Resource>>();
  indexes.set(resources, byAttribute);
  const index = byAttribute.get(attribute) ?? indexOf(attribute, resources);
  byAttribute.set(attribute, index);
  return index.get(wanted);
}

function indexOf(attribute: string, resources: readonly Resource[]): Map<unknown, Resource> {
  const index = new Map<unknown, Resource>();
  for (const resource of resources) {
    const value = resource.get(attribute);
    if (value.known && !index.has(value.value)) index.set(value.value, resource);
  }
  return index;
}
