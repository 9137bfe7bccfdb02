import { isPair, isScalar, type Document } from "yaml";

/** What no file of ours needs and a hostile one has: nesting without end, and keys that mean something else to every JavaScript object. */

export const MAX_DEPTH = 40;
const FORBIDDEN_KEYS = ["__proto__", "constructor", "prototype"];

/** More open brackets than any query or list of ours has, or as many dashes in a row. */
const MOST_OPEN = 300;

/** 1-based line on which a text is nested beyond reason, by a rough count that takes quoted brackets for brackets. */
export function firstTooDeep(text: string): number | undefined {
  let open = 0;
  let line = 1;
  let dashes = 0;
  for (const char of text) {
    if (char === "\n") {
      line += 1;
      dashes = 0;
    } else if (char === "[" || char === "{") open += 1;
    else if (char === "]" || char === "}") open = Math.max(0, open - 1);
    else if (char === "-" || char === "?") dashes += 1;
    else if (char !== " ") dashes = 0;
    if (open > MOST_OPEN || dashes > MOST_OPEN) return line;
  }
  return undefined;
}

/** Whether the document is nested too deeply; by an explicit stack, so that a hostile file cannot exhaust ours. */
export function isTooDeep({ contents }: Document): boolean {
  let deepest = 0;
  walk(contents, (_item, depth) => {
    deepest = Math.max(deepest, depth);
    return deepest <= MAX_DEPTH;
  });
  return deepest > MAX_DEPTH;
}

/** Offset of the first key that is refused wherever it stands. */
export function forbiddenKey({ contents }: Document): number | undefined {
  const offsets: number[] = [];
  walk(contents, (item) => {
    if (isPair(item) && isScalar(item.key) && FORBIDDEN_KEYS.includes(String(item.key.value))) offsets.push(item.key.range?.[0] ?? 0);
    return true;
  });
  return offsets.length === 0 ? undefined : Math.min(...offsets);
}

/** Visits every item until `visit` says false. */
function walk(root: unknown, visit: (item: unknown, depth: number) => boolean): void {
  const stack: { item: unknown; depth: number }[] = [{ item: root, depth: 0 }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (!visit(top.item, top.depth)) return;
    const node = isPair(top.item) ? top.item.value : top.item;
    const items = (node as { items?: unknown[] } | null | undefined)?.items ?? [];
    for (const item of items) stack.push({ item, depth: top.depth + 1 });
  }
}
