import type { Attribute, Block, NestedBlock, ValueType } from "./schema";

/** What one module of the bindings describes. */
export interface Described {
  readonly kind: "resource" | "data" | "provider";
  /** `azurerm_resource_group` */
  readonly type: string;
  readonly block: Block;
}

const KINDS: Readonly<Record<string, Described["kind"]>> = { TerraformResource: "resource", TerraformDataSource: "data", TerraformProvider: "provider" };

/** The schema that a module of the bindings was generated from. It lacks what the generator didn't write down: defaults, sensitive marks, what forces a replacement, computed blocks. */
export function described(source: string): Described {
  const [, name = "", base = ""] = /^export class (\w+) extends cdktf\.(TerraformResource|TerraformDataSource|TerraformProvider) \{/mu.exec(source) ?? [];
  const kind = KINDS[base];
  const type = /tfResourceType = "(\w+)"/u.exec(source)?.[1];
  if (kind === undefined || type === undefined) throw new Error("the source is no resource, data source or provider of cdktf's bindings");
  return { kind, type, block: new Reading(source).root(name) };
}

/** What the comment over a property, and its getter, say. */
interface Property {
  readonly flags: Pick<Attribute, "required" | "optional" | "computed">;
  readonly getter: string;
}

/** An attribute or block as the function that writes the configuration has it. */
const WRITTEN = /^ +(\w+): \{\n\s+value: (.*),\n\s+isBlock: (true|false),\n\s+type: "(\w+)",\n\s+storageClassType: "(\w+)",/gmu;
/** The comment over a property, and all up to the next one. */
const PROPERTY = /\/\/ (\w+) - computed: (true|false), optional: (true|false), required: (true|false)([\s\S]*?)(?=\n {2}\/\/ \w+ - computed|$)/gu;
const SCALARS: Readonly<Record<string, ValueType>> = { string: "string", number: "number", boolean: "bool", any: "string" };

class Reading {
  private readonly classes: ReadonlyMap<string, string>;
  private readonly mappers: ReadonlyMap<string, string>;

  constructor(source: string) {
    this.classes = new Map([...source.matchAll(/^export class (\w+) extends cdktf\.\w+ \{\n([\s\S]*?)^\}/gmu)].map(([, name = "", body = ""]) => [name, body]));
    this.mappers = new Map([...source.matchAll(/^export function (\w+)ToHclTerraform\(([\s\S]*?)^\}/gmu)].map(([, name = "", body = ""]) => [name, body]));
  }

  root(name: string): Block {
    const body = this.classes.get(name) ?? "";
    return this.block(/synthesizeHclAttributes\(\)[\s\S]*$/u.exec(body)?.[0] ?? "", body);
  }

  /** @param written the function that writes the configuration, which names all that can be set @param body the class, which has the flags and names what can be read */
  private block(written: string, body: string): Block {
    const attributes: Record<string, Attribute> = {};
    const blocks: Record<string, NestedBlock> = {};
    const properties = propertiesOf(body);
    for (const [, name = "", value = "", isBlock, kind = "", storage = ""] of written.matchAll(WRITTEN)) {
      const flags = properties.get(name)?.flags ?? { optional: true };
      if (isBlock === "false") attributes[name] = { type: valueType(kind, storage), ...flags };
      else if (/listMapperHcl\(\w+, false\)/u.test(value)) attributes[name] = { type: [kind === "set" ? "set" : "list", objectType(this.nested(value))], ...flags };
      else blocks[name] = { nesting: nestingOf(kind), ...(value.startsWith("cdktf.listMapperHcl") || kind === "struct" ? {} : { maxItems: 1 }), block: this.nested(value) };
    }
    for (const [name, { flags, getter }] of properties) {
      const type = name in attributes || name in blocks || flags.computed !== true ? undefined : this.readType(getter);
      if (type !== undefined) attributes[name] = { type, computed: true };
    }
    return { attributes, blocks };
  }

  private nested(value: string): Block {
    const mapper = /(\w+)ToHclTerraform/u.exec(value)?.[1] ?? "";
    return this.block(this.mappers.get(mapper) ?? "", this.classes.get(`${mapper.slice(0, 1).toUpperCase()}${mapper.slice(1)}OutputReference`) ?? "");
  }

  /** Of an attribute that can only be read. */
  private readType(getter: string): ValueType | undefined {
    const [, scalar] = /this\.get(String|Number|Boolean)Attribute\(/u.exec(getter) ?? [];
    if (scalar !== undefined) return SCALARS[scalar.toLowerCase()];
    const [, element, list] = /this\.get(String|Number|Boolean|)(List)Attribute\(/u.exec(getter) ?? [];
    if (list !== undefined) return ["list", SCALARS[element?.toLowerCase() ?? ""] ?? "string"];
    const [, values] = /(?:new cdktf\.|this\.get)(String|Number|Boolean|Any)Map/u.exec(getter) ?? [];
    if (values !== undefined) return ["map", SCALARS[values.toLowerCase()] ?? "string"];
    const [, name = "", isSet] = /= new (\w+?)List\(this, "\w+", (true|false)\)/u.exec(getter) ?? [];
    const body = this.classes.get(`${name}OutputReference`);
    return body === undefined ? undefined : [isSet === "true" ? "set" : "list", objectType(this.block("", body))];
  }
}

function propertiesOf(body: string): Map<string, Property> {
  const flagged = (computed?: string, optional?: string, required?: string): Property["flags"] => ({ computed: computed === "true", optional: optional === "true", required: required === "true" });
  return new Map([...body.matchAll(PROPERTY)].map(([, name = "", computed, optional, required, getter = ""]) => [name, { flags: flagged(computed, optional, required), getter }]));
}

function nestingOf(kind: string): NestedBlock["nesting"] {
  if (kind === "struct") return "single";
  return kind === "set" ? "set" : "list";
}

/** Of an attribute that can be set. `storage` is `boolean`, `stringList`, `stringMap`. */
function valueType(kind: string, storage: string): ValueType {
  const [, element = "", collection] = /^(string|number|boolean|any)(List|Map)?$/u.exec(storage) ?? [];
  const scalar = SCALARS[element];
  if (scalar === undefined) throw new Error(`the bindings hold an attribute of the unknown type ${storage}`);
  if (collection === undefined) return scalar;
  return [collection === "Map" ? "map" : kind === "set" ? "set" : "list", scalar];
}

function objectType({ attributes, blocks }: Block): ValueType {
  return [
    "object",
    {
      ...Object.fromEntries(Object.entries(attributes).map(([name, { type }]): [string, ValueType] => [name, type])),
      ...Object.fromEntries(Object.entries(blocks).map(([name, { nesting, block }]): [string, ValueType] => [name, [nesting === "set" ? "set" : "list", objectType(block)]])),
    },
  ];
}
