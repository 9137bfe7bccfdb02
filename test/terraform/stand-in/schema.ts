import { isObject, type Attributes } from "./values";

/** A type as Terraform's schemas write it. */
export type ValueType = "string" | "number" | "bool" | readonly ["list" | "set" | "map", ValueType] | readonly ["object", Readonly<Record<string, ValueType>>];

export interface Attribute {
  readonly type: ValueType;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
}

export interface NestedBlock {
  readonly nesting: "single" | "list" | "set";
  /** Absent: any number. */
  readonly maxItems?: number;
  readonly block: Block;
}

/** What a resource, a data source, a provider or a block in one of them can say. */
export interface Block {
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly blocks: Readonly<Record<string, NestedBlock>>;
}

const NESTING = { single: 1, list: 2, set: 3 } as const;

/** As plugin.proto's message Schema. */
export function schemaMessage(block: Block): object {
  return { version: 0, block: blockMessage(block) };
}

function blockMessage({ attributes, blocks }: Block): object {
  return {
    attributes: Object.entries(attributes).map(([name, { type, ...flags }]) => ({ name, type: Buffer.from(JSON.stringify(type)), ...flags })),
    block_types: Object.entries(blocks).map(([type_name, { nesting, maxItems = 0, block }]) => ({ type_name, nesting: NESTING[nesting], max_items: maxItems, block: blockMessage(block) })),
  };
}

/** Changes every attribute and every block of one object after the schema; what the object lacks is null, or no blocks. */
export interface Change {
  attribute?(value: unknown, attribute: Attribute, name: string): unknown;
  /** Before what is in them is changed. */
  blocks?(value: unknown, name: string): unknown;
}

export function mapped(block: Block, value: Attributes, change: Change): Attributes {
  const attributes = Object.entries(block.attributes).map(([name, attribute]): [string, unknown] => {
    const given = whole(attribute.type, value[name] ?? null);
    return [name, change.attribute === undefined ? given : change.attribute(given, attribute, name)];
  });
  const blocks = Object.entries(block.blocks).map(([name, nested]): [string, unknown] => {
    const given = value[name] ?? (nested.nesting === "single" ? null : []);
    const changed = change.blocks === undefined ? given : change.blocks(given, name);
    const inner = (each: unknown): unknown => (isObject(each) ? mapped(nested.block, each, change) : each);
    return [name, Array.isArray(changed) ? changed.map(inner) : inner(changed)];
  });
  return Object.fromEntries([...attributes, ...blocks]);
}

/** A value with all fields of the objects in it; those that it lacks are null. */
function whole(type: ValueType, value: unknown): unknown {
  if (typeof type === "string") return value;
  if (type[0] !== "object") return Array.isArray(value) ? value.map((each) => whole(type[1], each)) : value;
  return isObject(value) ? Object.fromEntries(Object.entries(type[1]).map(([name, inner]) => [name, whole(inner, value[name] ?? null)])) : value;
}
