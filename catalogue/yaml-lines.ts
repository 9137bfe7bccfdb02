import { isMap, isPair, isScalar, type Document, type LineCounter, type Node } from "yaml";

/** Keys and indexes from the root of a document to a place in it. */
export type Path = readonly (string | number)[];

/** 1-based line of the nearest place on `path` that the document holds. */
export function lineOf(document: Document, lines: LineCounter, path: Path): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range?.[0] ?? 0;
  for (const step of path) {
    const next = child(node, step);
    if (next === undefined) break;
    offset = next.offset;
    node = next.node;
  }
  return Math.max(1, lines.linePos(offset).line);
}

function child(node: unknown, step: string | number): { node: unknown; offset: number } | undefined {
  if (isMap(node)) {
    const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === String(step));
    const start = (pair?.key as Node | undefined)?.range?.[0];
    return pair === undefined || start === undefined ? undefined : { node: pair.value, offset: start };
  }
  const items: unknown = (node as { items?: unknown } | null)?.items;
  const item: unknown = Array.isArray(items) && typeof step === "number" ? items[step] : undefined;
  const start = (item as Node | undefined)?.range?.[0];
  return item === undefined || start === undefined ? undefined : { node: item, offset: start };
}

/** 1-based line of the first `*name`, where whoever mends an explosion has to look; nothing where there is none. */
export function lineOfFirstAlias(text: string): number | undefined {
  const at = text.search(/(?:^|[\s,[:-])\*[\w-]+/u);
  return at === -1 ? undefined : text.slice(0, at + 1).split("\n").length;
}
