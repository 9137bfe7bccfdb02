import { createdId, drawnId } from "./ids";
import { behaviourOf } from "./real-providers";
import { mapped, type Attribute, type Block, type ValueType } from "./schema";
import { UNKNOWN, type Attributes } from "./values";

/** A planned resource after its apply: what was unknown has a value, and what was left out reads as both SDKs store it. */
export function madeKnown(type: string, block: Block, planned: Attributes, { id, subscription }: { readonly id?: string | undefined; readonly subscription: string }): Attributes {
  const { chosen = {} } = behaviourOf(type);
  const identified = id ?? createdId(type, planned, subscription);
  const known = mapped(block, planned, {
    attribute: (value, attribute, name) => (value === UNKNOWN ? (name === "id" ? identified : (chosen[name] ?? served(identified, name, attribute))) : stored(value, attribute)),
    blocks: (value) => (value === UNKNOWN ? [] : value),
  });
  return known;
}

/** A resource as both SDKs read it back: no list, set or map is null. The first refresh after an apply therefore changes what nobody touched. */
export function readBack(block: Block, attributes: Attributes): Attributes {
  return mapped(block, attributes, { attribute: (value, { type }) => value ?? emptyCollection(type) });
}

function stored(value: unknown, { type, sensitive }: Attribute): unknown {
  if (value !== null || sensitive === true) return value;
  if (type === "string") return "";
  return type === "bool" ? false : null;
}

/** What a service puts where only it can. */
function served(id: string, name: string, { type, sensitive }: Attribute): unknown {
  if (type === "string") return sensitive === true ? `secret ${drawnId(id, name)}` : drawnId(id, name);
  if (type === "number") return 0;
  return type === "bool" ? false : emptyCollection(type);
}

function emptyCollection(type: ValueType): unknown {
  if (typeof type === "string" || type[0] === "object") return null;
  return type[0] === "map" ? {} : [];
}
