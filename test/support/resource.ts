import { JsonBlock } from "../../terraform/block";
import { known, type Resource, type Unknown, type Value } from "../../terraform/resource";

/** A resource whose values are given as they are, or as `unknown(…)`. */
export function resourceWith(type: string, body: Readonly<Record<string, unknown>>, overrides: { readonly address?: string; readonly tenantId?: Value } = {}): Resource {
  const open: Unknown[] = [];
  // Terraform writes what is open as an expression, which is a text.
  const written = (value: unknown): unknown => {
    if (isUnknown(value)) return `\${${open.push(value) - 1}}`;
    if (Array.isArray(value)) return value.map(written);
    return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, written(inner)])) : value;
  };
  const read = (raw: unknown): Value => {
    const at = typeof raw === "string" ? /^\$\{(\d+)\}$/u.exec(raw)?.[1] : undefined;
    return at === undefined ? known(raw ?? null) : open[Number(at)]!;
  };
  const block = new JsonBlock(written(body) as Readonly<Record<string, unknown>>, read);
  const address = overrides.address ?? `${type}.it`;
  return {
    address,
    type,
    place: `stack/${address}`,
    tenantId: overrides.tenantId ?? known(null),
    get: (name) => block.get(name),
    list: (name) => block.list(name),
    blocks: (name) => block.blocks(name),
  };
}

function isUnknown(value: unknown): value is Unknown {
  return typeof value === "object" && value !== null && "known" in value && value.known === false;
}
