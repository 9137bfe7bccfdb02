import { isObject, type Json, type JsonObject, textOf, unpacked } from "./json";

/** The fields of an object by name, whatever their case: Panther's schemas write all names small, Graph's begin small. */
export class Fields {
  private bySmallName: Map<string, string> | undefined;

  constructor(readonly object: JsonObject) {}

  /** Undefined for a field that isn't there. Lists and objects that were written as JSON text are read. */
  get(name: string): Json | undefined {
    return unpacked(this.raw(name));
  }

  /** As it was written; "" for what isn't there. */
  text(name: string): string {
    return textOf(this.raw(name));
  }

  has(name: string): boolean {
    return this.raw(name) !== undefined;
  }

  /** The objects of a list; none where there is no list. */
  list(name: string): readonly Fields[] {
    const value = this.get(name);
    return Array.isArray(value) ? value.filter(isObject).map((item) => new Fields(item)) : [];
  }

  /** The first of these fields that holds text. */
  first(...names: readonly string[]): string {
    for (const name of names) {
      const text = this.text(name).trim();
      if (text !== "" && text !== "<null>") return text;
    }
    return "";
  }

  private raw(name: string): Json | undefined {
    if (Object.hasOwn(this.object, name)) return this.object[name];
    this.bySmallName ??= new Map(Object.keys(this.object).reverse().map((key) => [key.toLowerCase(), key]));
    const key = this.bySmallName.get(name.toLowerCase());
    return key === undefined ? undefined : this.object[key];
  }
}
