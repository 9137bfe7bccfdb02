import { dateTimeText } from "./datetime";
import { realText } from "./real-text";
import { timespanText } from "./timespan";
import { type Bag, DateTime, isArray, isDecimal, Timespan, type Value } from "./value";

/** Kusto refuses JSON that is deeper; it also keeps hostile input from exhausting the stack. */
const DEEPEST = 500;

/**
 * JSON as Kusto's dynamic reads it: whole numbers are longs, others reals. Undefined for what is no JSON.
 * Node's own parser does the work wherever it can't lose anything.
 */
export function parseJson(text: string): Value | undefined {
  if (losesInNodesParser(text)) return new ExactReader(text).read();
  try {
    return fromNode(JSON.parse(text) as NodeJson, 0);
  } catch {
    return undefined;
  }
}

export type NodeJson = null | boolean | number | string | NodeJson[] | { [key: string]: NodeJson };

/**
 * A fraction may be `1.0`, which is a real although it is whole; 16 digits may be more than a double holds; a key of digits would lose its place.
 * It may find these inside a string too, and then the exact reader does what Node's would have done.
 */
export function losesInNodesParser(text: string): boolean {
  return LOSSY.test(text);
}
const LOSSY = /(?:^|[:,[\s])-?\d+(?:\.\d|[eE])|\d{16}|"\d+"\s*:/u;

/** A value of Node's parser as a dynamic one. */
export function fromNode(json: NodeJson, depth: number): Value {
  if (depth > DEEPEST) throw new SyntaxError("nested too deep");
  if (typeof json === "number") return Number.isInteger(json) ? BigInt(json) : json;
  if (json === null || typeof json !== "object") return json;
  if (Array.isArray(json)) return json.map((item) => fromNode(item, depth + 1));
  const bag = new Map<string, Value>();
  for (const key of Object.keys(json)) bag.set(key, fromNode(json[key] ?? null, depth + 1));
  return bag;
}

/** Keeps what Node's parser loses. */
class ExactReader {
  private at = 0;

  constructor(private readonly text: string) {}

  read(): Value | undefined {
    try {
      const value = this.value(0);
      this.blanks();
      return this.at === this.text.length ? value : undefined;
    } catch {
      return undefined;
    }
  }

  private value(depth: number): Value {
    if (depth > DEEPEST) throw new SyntaxError("nested too deep");
    this.blanks();
    const char = this.text[this.at];
    if (char === "{") return this.object(depth);
    if (char === "[") return this.array(depth);
    if (char === '"') return this.string();
    return this.atom();
  }

  private object(depth: number): Bag {
    const bag = new Map<string, Value>();
    this.at++;
    if (this.closes("}")) return bag;
    for (;;) {
      this.blanks();
      if (this.text[this.at] !== '"') throw new SyntaxError("a key is missing");
      const key = this.string();
      this.blanks();
      if (this.text[this.at++] !== ":") throw new SyntaxError("a colon is missing");
      bag.set(key, this.value(depth + 1));
      if (this.closes("}")) return bag;
      if (this.text[this.at++] !== ",") throw new SyntaxError("a comma is missing");
    }
  }

  private array(depth: number): Value[] {
    const items: Value[] = [];
    this.at++;
    if (this.closes("]")) return items;
    for (;;) {
      items.push(this.value(depth + 1));
      if (this.closes("]")) return items;
      if (this.text[this.at++] !== ",") throw new SyntaxError("a comma is missing");
    }
  }

  private string(): string {
    let end = this.at + 1;
    while (end < this.text.length && this.text[end] !== '"') end += this.text[end] === "\\" ? 2 : 1;
    const read = JSON.parse(this.text.slice(this.at, end + 1)) as string;
    this.at = end + 1;
    return read;
  }

  private atom(): Value {
    ATOM.lastIndex = this.at;
    const token = ATOM.exec(this.text)?.[0];
    if (token === undefined) throw new SyntaxError("a value is missing");
    this.at += token.length;
    if (token === "true") return true;
    if (token === "false") return false;
    if (token === "null") return null;
    return jsonNumber(token);
  }

  private closes(bracket: string): boolean {
    this.blanks();
    if (this.text[this.at] !== bracket) return false;
    this.at++;
    return true;
  }

  private blanks(): void {
    while (" \t\r\n".includes(this.text[this.at] ?? "x")) this.at++;
  }
}
const ATOM = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/uy;

/** A long where it is written as a whole number and fits 64 bits. */
function jsonNumber(token: string): Value {
  if (!/^-?\d{1,19}$/u.test(token)) return Number(token);
  const whole = BigInt(token);
  return whole === BigInt.asIntN(64, whole) ? whole : Number(token);
}

/** Characters of one value's JSON. A value may hold itself many times over, so that a small one in memory is written as an immense text. */
const LONGEST = 16_777_216;

/** A dynamic value as JSON text, the way `tostring` writes it: no blanks, reals with a point, datetimes and timespans as strings. Throws RangeError. */
export function jsonText(value: Value): string {
  if (value === null) return "null";
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint" || typeof value === "boolean") return String(value);
  if (typeof value === "number") return Number.isFinite(value) ? realText(value) : `"${realText(value)}"`;
  if (value instanceof DateTime) return `"${dateTimeText(value)}"`;
  if (value instanceof Timespan) return `"${timespanText(value)}"`;
  if (isDecimal(value)) return `"${value.toFixed()}"`;
  if (isArray(value)) return bounded(`[${value.map(jsonText).join(",")}]`);
  return bounded(`{${[...value].map(([key, item]) => `${JSON.stringify(key)}:${jsonText(item)}`).join(",")}}`);
}

function bounded(text: string): string {
  if (text.length > LONGEST) throw new RangeError(`JSON of more than ${LONGEST.toLocaleString("en")} characters`);
  return text;
}
