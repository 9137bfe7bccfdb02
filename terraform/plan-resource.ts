import { written } from "./address";
import { isMap } from "./block";
import { hasTemplate } from "./expression";
import { known, referencesOf, unknown, type Block, type Path, type Resource, type Unknown, type Value } from "./resource";

type Json = Readonly<Record<string, unknown>>;

/** Says what an expression of the configuration refers to, given that the plan doesn't know its value. */
export type Evaluate = (expression: unknown) => Value;

/** Values of a plan beside what masks them, and the expressions that they come from. */
export interface PlanValues {
  readonly values: Json;
  /** True where the value is known only after apply; of the values' own shape. */
  readonly unknown: unknown;
  /** True where the value is sensitive; of the values' own shape. */
  readonly sensitive: unknown;
  /** The blocks of the configuration that this one may be: Terraform sorts sets, so which of several is not said. */
  readonly expressions: readonly Json[];
}

export class PlanBlock implements Block {
  constructor(
    protected readonly of: PlanValues,
    protected readonly evaluate: Evaluate,
  ) {}

  get(name: string): Value {
    if (maskOf(this.of.unknown, name) === true) return this.open(name);
    return { ...known(own(this.of.values, name) ?? null), ...(this.isSensitive(name) ? { sensitive: true } : {}) };
  }

  list(name: string): Value<readonly Value[]> {
    const mask = maskOf(this.of.unknown, name);
    if (mask === true) return this.openList(name);
    const open = whollyUnknown(mask);
    return known(inMask(items(own(this.of.values, name)), mask).map((item, i) => (maskOf(mask, i) === true ? oneOf(this.open(name), open) : known(item ?? null))));
  }

  blocks(name: string): Value<readonly Block[]> {
    const { values, unknown: masks, sensitive, expressions } = this.of;
    const mask = maskOf(masks, name);
    if (mask === true) return stillOpen(this.open(name));
    const blocks = inMask(items(own(values, name)), mask);
    // Such a block is as unknown as its list would be.
    if (blocks.some((item, i) => !isMap(item) && inList(mask, i) === true)) return stillOpen(this.open(name));
    const inner = expressions.flatMap((expression) => items(own(expression, name)).filter(isMap));
    return known(
      blocks.flatMap((item, i) =>
        isMap(item) ? [new PlanBlock({ values: item, unknown: inList(mask, i), sensitive: inList(maskOf(sensitive, name), i), expressions: inner }, this.evaluate)] : [],
      ),
    );
  }

  /** Of all attributes that have a value. */
  names(): readonly string[] {
    return Object.keys(this.of.values);
  }

  /** Whether a value, or anything in it, is to be kept out of every output. */
  isSensitive(name: string): boolean {
    return holdsTrue(maskOf(this.of.sensitive, name));
  }

  /** A list that is not known as a whole may still be written out in the configuration, item by item. */
  private openList(name: string): Value<readonly Value[]> {
    const [only, ...others] = this.of.expressions.flatMap((expression) => candidates(expression, name));
    const value = only === undefined || others.length > 0 ? undefined : this.evaluate(only);
    if (value?.known === true && Array.isArray(value.value)) return known((value.value as unknown[]).map((item) => known(item)));
    const open = stillOpen(this.open(name));
    const references = referencesOf(open);
    // How many items it has isn't known, nor whether all of them are references.
    return references.length === 0 ? open : known(references.map((one) => ({ known: false, why: open.why, alternatives: [one], partial: open.partial ?? references.length })));
  }

  private open(name: string): Value {
    const found = this.of.expressions.flatMap((expression) => candidates(expression, name)).map(this.evaluate);
    const [first, ...others] = found;
    if (first === undefined) return { ...unknown("is known only after apply"), ...(this.leavesOut(name) ? { leftOut: true } : {}) };
    // A value that the plan doesn't know is none that the configuration writes out, where that may be another block's.
    if (others.length === 0) return first;
    const references = found.flatMap(referencesOf);
    const all = found.every((value) => value.known || referencesOf(value).length > 0);
    const partial = !all || found.some((value) => !value.known && value.partial !== undefined);
    return { known: false, why: "is known only after apply", ...(references.length > 0 ? { alternatives: references, ...(partial ? { partial: found.length } : {}) } : {}) };
  }

  private leavesOut(name: string): boolean {
    const { expressions } = this.of;
    return expressions.length > 0 && !expressions.some((expression) => Object.hasOwn(expression, name));
  }
}

export class PlanResource extends PlanBlock implements Resource {
  constructor(
    readonly address: string,
    readonly type: string,
    readonly tenantId: Value,
    of: PlanValues,
    evaluate: Evaluate,
  ) {
    super(of, evaluate);
  }

  get place(): string {
    return this.address;
  }

  /** What stands at a path of its values, or why nobody knows. */
  at(path: Path): Value {
    let value: unknown = this.of.values;
    let mask = this.of.unknown;
    for (const step of path) {
      if (mask === true) break;
      // A block is a list of one in JSON, and addressed with or without its place.
      const list = Array.isArray(value) && typeof step === "string" && value.length === 1;
      if (list) {
        value = (value as unknown[])[0];
        mask = maskOf(mask, 0);
      }
      value = Array.isArray(value) ? (value as unknown[])[Number(step)] : isMap(value) ? own(value, String(step)) : undefined;
      mask = maskOf(mask, step);
    }
    // Of a whole resource any attribute may be meant; which one, the next step says.
    if (path.length === 0 || mask === true || value === undefined) return unknown(`is ${written(this.address, path)}, which is known only after apply`, { resource: this, path });
    return known(value);
  }
}

function stillOpen(value: Value): Unknown {
  return value.known ? unknown("is known only after apply") : value;
}

/** Every item that is unknown needs a reference of its own: where there are as many of both, each item is one of them. */
function oneOf(value: Value, items: number): Value {
  if (value.known || value.partial !== items || value.alternatives?.length !== items) return value;
  const { partial: _, ...whole } = value;
  return whole;
}

function whollyUnknown(mask: unknown): number {
  return Array.isArray(mask) ? mask.filter((inner) => inner === true).length : 0;
}

/** Items, and those that only the mask has. */
function inMask(values: readonly unknown[], mask: unknown): readonly unknown[] {
  const length = Array.isArray(mask) ? Math.max(values.length, mask.length) : values.length;
  return Array.from({ length }, (_, i) => values[i]);
}

/** The expressions of an attribute that aren't written out: those alone can be unknown. */
function candidates(expression: Json, name: string): unknown[] {
  const found = own(expression, name);
  return isMap(found) && (Array.isArray(found["references"]) || isTemplate(found["constant_value"])) ? [found] : [];
}

function isTemplate(value: unknown): boolean {
  if (typeof value === "string") return hasTemplate(value);
  return Array.isArray(value) && value.some(isTemplate);
}

function holdsTrue(mask: unknown): boolean {
  if (mask === true) return true;
  return typeof mask === "object" && mask !== null && Object.values(mask).some(holdsTrue);
}

function items(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  return value === undefined || value === null ? [] : [value];
}

function inList(mask: unknown, i: number): unknown {
  return Array.isArray(mask) ? (mask as unknown[])[i] : mask;
}

function maskOf(mask: unknown, step: string | number): unknown {
  if (Array.isArray(mask)) return typeof step === "number" ? (mask as unknown[])[step] : undefined;
  return isMap(mask) ? own(mask, String(step)) : mask === true ? true : undefined;
}

function own(map: Json, name: string): unknown {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}
