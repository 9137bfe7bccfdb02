import { behaviourOf, forcesReplacement } from "./real-providers";
import { mapped, type Block } from "./schema";
import { isEquivalent, isObject, isZero, UNKNOWN, type Attributes } from "./values";

interface Asked {
  /** Null: it is to be created. */
  readonly prior: Attributes | null;
  /** The configuration over what is there, as Terraform lays one over the other. */
  readonly proposed: Attributes;
  readonly config: Attributes;
}

/** What an apply would make of a resource, and the attributes that force it to be created anew. */
export function plannedChange(type: string, block: Block, { prior, proposed, config }: Asked): { readonly planned: Attributes; readonly replace: readonly string[] } {
  const { defaults = {}, keptBlocks = [] } = behaviourOf(type);
  const wanted = mapped(block, proposed, {});
  for (const [name, value] of Object.entries(defaults)) wanted[name] = config[name] === null && wanted[name] === null ? value : wanted[name];
  const leftOut = keptBlocks.filter((name) => name in block.blocks && isZero(config[name]));
  if (prior === null) {
    for (const name of leftOut) wanted[name] = UNKNOWN;
    return { planned: mapped(block, wanted, { attribute: (value, { computed }) => (computed === true && value === null ? UNKNOWN : value) }), replace: [] };
  }
  const planned = settled(prior, wanted) as Attributes;
  for (const name of leftOut) planned[name] = prior[name];
  return { planned, replace: Object.keys(block.attributes).filter((name) => forcesReplacement(type, name) && !isEquivalent(prior[name], planned[name])) };
}

/** As both SDKs do, keeps what is there where the configuration differs from it by nothing that they could tell. */
function settled(prior: unknown, wanted: unknown): unknown {
  if (isEquivalent(prior, wanted)) return prior;
  if (Array.isArray(prior) && Array.isArray(wanted)) return wanted.map((each: unknown, i) => settled((prior as unknown[]).find((other) => isEquivalent(other, each)) ?? prior[i], each));
  if (isObject(prior) && isObject(wanted)) return Object.fromEntries(Object.entries(wanted).map(([key, value]) => [key, settled(prior[key], value)]));
  return wanted;
}
