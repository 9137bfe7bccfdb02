/** Deeper than anybody nests a document in an attribute; a deeper one is compared as a text. */
const DEEPEST = 100;

/** Whether two texts are the same JSON, in another order of keys or with other blanks. Numbers are the same where they are written the same. */
export function sameJson(a: string, b: string): boolean {
  if (!/^\s*[[{]/u.test(a) || !/^\s*[[{]/u.test(b)) return false;
  const one = canonical(a);
  return one !== undefined && one === canonical(b);
}

function canonical(text: string): string | undefined {
  const scanned = scan(text);
  if (scanned === undefined) return undefined;
  try {
    const keys = { count: 0 };
    const sorted = JSON.stringify(inOrder(JSON.parse(scanned.kept), keys));
    // A key that stands twice is lost in reading, and which of the two holds is the reader's choice.
    return keys.count === scanned.keys ? sorted : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** As JSON writes one. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/u;

/**
 * A document with its numbers as texts, since JavaScript would round one of more digits than it holds, and how many keys stand in it. Every text begins with what
 * it was, an `n` for a number and an `s` for a text, so that none is taken for the other. Strings are passed over by searching for their ends, which stays quick
 * for megabytes of them.
 */
function scan(text: string): { readonly kept: string; readonly keys: number } | undefined {
  const pieces: string[] = [];
  let [depth, keys, from] = [0, 0, 0];
  const next = /["[\]{}]|-?\d[\d.eE+-]*/gu;
  for (let token = next.exec(text); token !== null; token = next.exec(text)) {
    const { 0: found, index } = token;
    if (found === '"') {
      const end = endOfString(text, index);
      if (end === undefined) return undefined;
      next.lastIndex = end;
      if (/^\s*:/u.test(text.slice(end, end + 100))) keys += 1;
      pieces.push(text.slice(from, index), '"s');
      from = index + 1;
    } else if (found === "[" || found === "{") depth += 1;
    else if (found === "]" || found === "}") depth -= 1;
    else {
      if (!NUMBER.test(found)) return undefined;
      pieces.push(text.slice(from, index), `"n${found}"`);
      from = index + found.length;
    }
    if (depth > DEEPEST) return undefined;
  }
  return { kept: `${pieces.join("")}${text.slice(from)}`, keys };
}

/** The place behind the quote that ends a string: one with an even number of backslashes before it. */
function endOfString(text: string, start: number): number | undefined {
  for (let at = text.indexOf('"', start + 1); at > 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charAt(at - 1 - slashes) === "\\") slashes += 1;
    if (slashes % 2 === 0) return at + 1;
  }
  return undefined;
}

function inOrder(value: unknown, keys: { count: number }): unknown {
  if (Array.isArray(value)) return value.map((item) => inOrder(item, keys));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  keys.count += entries.length;
  // As a map, so that it is another value than the same entries in a list.
  return { entries: entries.map(([key, item]) => [key, inOrder(item, keys)]) };
}
