import { known, unknown, type Block, type Known, type Path, type Unknown, type Value } from "./resource";

/** Reads one scalar, or a list or map that is written as an expression as a whole. */
export type ReadLeaf = (raw: unknown) => Value;

type Json = Readonly<Record<string, unknown>>;

/** Deeper than anybody nests lists in lists. */
const MOST_NESTED = 10;

/** A block over Terraform's JSON, in which any part may be an expression. */
export class JsonBlock implements Block {
  constructor(
    readonly body: Json,
    private readonly read: ReadLeaf,
  ) {}

  get(name: string): Value {
    return this.read(own(this.body, name));
  }

  list(name: string): Value<readonly Value[]> {
    const items = this.items(name);
    return items.known ? known(items.value.map((item) => this.read(item))) : items;
  }

  blocks(name: string): Value<readonly Block[]> {
    if (hasDynamic(this.body, name)) return unknown(`is a dynamic block, whose ${name} only a plan expands`);
    const items = this.items(name);
    if (!items.known) return items;
    const blocks: Block[] = [];
    // Terraform's JSON takes lists of lists of blocks for lists of blocks.
    for (const item of items.value.flat(MOST_NESTED)) {
      const read = isMap(item) ? known(item) : this.read(item);
      if (!read.known) return read;
      if (!isMap(read.value)) return unknown(`holds in ${name} what is no block`);
      blocks.push(new JsonBlock(read.value, this.read));
    }
    return known(blocks);
  }

  /** A single item may stand without its list. */
  private items(name: string): Known<readonly unknown[]> | Unknown {
    const raw = own(this.body, name);
    if (Array.isArray(raw)) return known(raw as unknown[]);
    if (isMap(raw)) return known([raw]);
    const read = this.read(raw);
    if (!read.known) return read;
    if (read.value === null) return known([]);
    return known(Array.isArray(read.value) ? (read.value as unknown[]) : [read.value]);
  }
}

/** What stands at a path of a JSON value; undefined where there is nothing. */
export function atPath(value: unknown, path: Path): unknown {
  let at = value;
  for (const key of path) {
    // A block is a list of one in JSON, and addressed with or without its place.
    if (typeof key === "string" && Array.isArray(at) && at.length === 1) at = (at as unknown[])[0];
    if (Array.isArray(at)) at = typeof key === "number" ? (at as unknown[])[key] : undefined;
    else if (isMap(at) && key === 0 && !Object.hasOwn(at, "0")) continue;
    else at = isMap(at) ? own(at, String(key)) : undefined;
  }
  return at;
}

function hasDynamic(body: Json, name: string): boolean {
  const dynamic = own(body, "dynamic");
  const maps = Array.isArray(dynamic) ? (dynamic as unknown[]) : [dynamic];
  return maps.some((map) => isMap(map) && Object.hasOwn(map, name));
}

/** The maps of a section that Terraform's JSON may write as one map or as a list of them. */
export function mapsOf(value: unknown): readonly Json[] {
  return (Array.isArray(value) ? (value as unknown[]).flat(MOST_NESTED) : [value]).filter(isMap);
}

export function isMap(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function own(body: Json, name: string): unknown {
  return Object.hasOwn(body, name) ? body[name] : undefined;
}
