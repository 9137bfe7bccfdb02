import { parseDateTime } from "../values/datetime";
import { parseJson, type NodeJson } from "../values/json";
import type { Column, KustoType } from "../values/value";

/** How many records of a file decide what its columns are, where no schema says so. */
export const SAMPLE = 1000;

/** Collects what types the values of each column have. */
export class ColumnTypes {
  private readonly types = new Map<string, KustoType | undefined>();

  json(name: string, json: NodeJson): void {
    this.see(name, typeOfJson(json));
  }

  text(name: string, text: string): void {
    this.see(name, typeOfText(text));
  }

  /** In the order in which they were first seen; what never had a value is a string. */
  columns(): Column[] {
    return [...this.types].map(([name, type]) => ({ name, type: type ?? "string" }));
  }

  private see(name: string, type: KustoType | undefined): void {
    const known = this.types.get(name);
    this.types.set(name, known === undefined || type === undefined ? (known ?? type) : common(known, type));
  }
}

/** A type that holds the values of both. */
function common(a: KustoType, b: KustoType): KustoType {
  if (a === b) return a;
  if (a === "dynamic" || b === "dynamic") return "dynamic";
  return [a, b].every((type) => type === "long" || type === "real") ? "real" : "string";
}

function typeOfJson(json: NodeJson): KustoType | undefined {
  if (json === null) return undefined;
  if (typeof json === "boolean") return "bool";
  if (typeof json === "number") return Number.isInteger(json) && Math.abs(json) < 2 ** 63 ? "long" : "real";
  if (typeof json === "object") return "dynamic";
  return json.trim() === "" ? undefined : isInstant(json) ? "datetime" : "string";
}

function typeOfText(text: string): KustoType | undefined {
  if (text.trim() === "") return undefined;
  if (/^(?:true|false)$/iu.test(text)) return "bool";
  // 007 is a name, not a number.
  if (/^-?(?:0|[1-9]\d{0,17})$/u.test(text)) return "long";
  if (/^-?(?:0|[1-9]\d{0,17})\.\d{1,17}(?:[eE][+-]?\d{1,3})?$/u.test(text)) return "real";
  if (isInstant(text)) return "datetime";
  return /^[[{]/u.test(text) && parseJson(text) !== undefined ? "dynamic" : "string";
}

/** Only what is written out whole: 2026 or 1/2/2026 may be anything. */
function isInstant(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?$/u.test(text) && parseDateTime(text) !== null;
}
