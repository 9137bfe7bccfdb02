import { InputError } from "../../catalogue/fault";

/** An id as it stands in a list. */
export interface ListedId {
  /** Not text where a JSON list holds something else. */
  readonly id: unknown;
  readonly line?: number;
  /** Where in a JSON document; empty for a line of text. */
  readonly path: string;
}

/** A list of ids, or of objects with an `id`, as az prints them; or one under `value` (Azure Resource Manager) or `data` (az graph query). */
export function idsInJson(file: string, text: string): ListedId[] {
  const fail = (message: string, line?: number): never => {
    throw new InputError([{ file, ...(line === undefined ? {} : { line }), path: "", message }]);
  };
  const lines = new Lines(text);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const [, offset] = /at position (\d+)/u.exec((error as Error).message) ?? [];
    fail("begins like JSON and is none; write a JSON list of ids, or one id a line", offset === undefined ? undefined : lines.at(Number(offset)));
  }
  const [list, path] = listIn(json) ?? fail('is JSON without a list of ids; write ["/subscriptions/…"], [{ "id": "/subscriptions/…" }] or { "value": [{ "id": "/subscriptions/…" }] }');
  if (nextPage(json)) fail("holds one page of several: it names the next one; fetch them all, and write the ids of all into one list");
  return list.map((entry, i) => {
    const isObject = typeof entry === "object" && entry !== null && !Array.isArray(entry);
    const id = isObject ? (entry as { readonly id?: unknown }).id : entry;
    const line = typeof id === "string" ? lines.of(JSON.stringify(id)) : undefined;
    return { id, ...(line === undefined ? {} : { line }), path: `${path}[${i}]${isObject ? ".id" : ""}` };
  });
}

function listIn(json: unknown): readonly [readonly unknown[], string] | undefined {
  if (Array.isArray(json)) return [json as unknown[], ""];
  const { value, data } = json as { readonly value?: unknown; readonly data?: unknown };
  if (Array.isArray(value)) return [value as unknown[], "value"];
  return Array.isArray(data) ? [data as unknown[], "data"] : undefined;
}

/** Half a list would leave resources out, whose creation then fails. */
function nextPage(json: unknown): boolean {
  return ["nextLink", "@odata.nextLink", "skip_token", "$skipToken"].some((key) => typeof (json as Record<string, unknown>)[key] === "string");
}

/** Lines of texts that are asked for in the order in which they stand, so that a long document is read once. */
class Lines {
  private offset = 0;
  private line = 1;

  constructor(private readonly text: string) {}

  /** Of a place after those asked for before. */
  at(offset: number): number {
    for (; this.offset < offset; this.offset += 1) if (this.text.charCodeAt(this.offset) === NEWLINE) this.line += 1;
    return this.line;
  }

  /** Of the next place where a text stands; undefined once one was written with other escapes, and couldn't be found. */
  of(text: string): number | undefined {
    const found = this.text.indexOf(text, this.offset);
    if (found === -1) this.offset = this.text.length;
    return found === -1 ? undefined : this.at(found);
  }
}

const NEWLINE = 10;
