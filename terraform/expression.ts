/** As much of Terraform's expression language as says what a value refers to. Anything else is no {@link Expression}: only Terraform evaluates it. */
export type Expression = { readonly kind: "literal"; readonly value: string | number | boolean | null } | Traversal;

/** `data.azuread_service_principal.graph.app_role_ids["Mail.Send"]`: names, and what stands in brackets. */
export interface Traversal {
  readonly kind: "traversal";
  readonly steps: readonly (string | number | Expression)[];
}

/** A string in Terraform's JSON: text, and expressions in `${}`. */
export type Template = readonly (string | { readonly source: string })[];

/** Whether a text holds more than text, or the escape of it. */
export function hasTemplate(text: string): boolean {
  return /[$%]\{/u.test(text);
}

/** Deeper than anybody writes, and shallow enough for the stack. */
const DEEPEST = 50;

/** Takes a template apart; undefined where it holds a directive (`%{`), or an expression that doesn't end. */
export function parseTemplate(text: string): Template | undefined {
  const parts: (string | { source: string })[] = [];
  let literal = "";
  for (let at = 0; at < text.length; ) {
    if (text.startsWith("$${", at) || text.startsWith("%%{", at)) {
      literal += text.slice(at + 1, at + 3);
      at += 3;
    } else if (text.startsWith("%{", at)) {
      return undefined;
    } else if (text.startsWith("${", at)) {
      const end = endOfExpression(text, at + 2);
      if (end === undefined) return undefined;
      if (literal !== "") parts.push(literal);
      literal = "";
      parts.push({ source: text.slice(at + 2, end).trim() });
      at = end + 1;
    } else {
      literal += text.charAt(at);
      at += 1;
    }
  }
  if (literal !== "" || parts.length === 0) parts.push(literal);
  return parts;
}

/** The place of the brace that closes an expression: braces in it and in quoted strings don't. */
function endOfExpression(text: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const c = text.charAt(at);
    if (c === '"') {
      const end = endOfString(text, at);
      if (end === undefined) return undefined;
      at = end;
    } else if (c === "{") depth += 1;
    else if (c === "}") {
      if (depth === 0) return at;
      depth -= 1;
    }
  }
  return undefined;
}

function endOfString(text: string, from: number): number | undefined {
  for (let at = from + 1; at < text.length; at += 1) {
    const c = text.charAt(at);
    if (c === "\\") at += 1;
    else if (c === '"') return at;
  }
  return undefined;
}

/** Reads an expression that is a literal, a traversal, or `lookup(map, "key")` and `element(list, 0)`, which mean the same as brackets. */
export function parseExpression(source: string): Expression | undefined {
  const cursor = new Cursor(source);
  const parsed = expression(cursor, 0);
  return parsed !== undefined && cursor.atEnd() ? parsed : undefined;
}

/** The texts in `toset(["a", "b"])` or `["a", "b"]`; undefined where something else stands there. */
export function parseTextList(source: string): readonly string[] | undefined {
  const list = /^(?:toset\(\s*(\[.*\])\s*\)|(\[.*\]))$/su.exec(source);
  const inner = list?.[1] ?? list?.[2];
  if (inner === undefined) return undefined;
  const cursor = new Cursor(inner);
  const items: string[] = [];
  cursor.take(/^\[/u);
  while (cursor.take(/^\]/u) === undefined) {
    const item = expression(cursor, 0);
    if (item?.kind !== "literal" || typeof item.value !== "string") return undefined;
    items.push(item.value);
    if (cursor.take(/^,/u) === undefined && !cursor.sees(/^\]/u)) return undefined;
  }
  return cursor.atEnd() ? items : undefined;
}

class Cursor {
  private at = 0;
  constructor(private readonly source: string) {}

  /** Takes what matches here, blanks before it left out. */
  take(pattern: RegExp): string | undefined {
    this.blanks();
    const found = pattern.exec(this.source.slice(this.at, this.at + 10_000))?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  sees(pattern: RegExp): boolean {
    this.blanks();
    return pattern.test(this.source.slice(this.at, this.at + 100));
  }

  atEnd(): boolean {
    this.blanks();
    return this.at === this.source.length;
  }

  private blanks(): void {
    while (/\s/u.test(this.source.charAt(this.at))) this.at += 1;
  }
}

function expression(cursor: Cursor, depth: number): Expression | undefined {
  if (depth > DEEPEST) return undefined;
  if (cursor.take(/^\(/u) !== undefined) {
    const inner = expression(cursor, depth + 1);
    return cursor.take(/^\)/u) === undefined ? undefined : stepsAfter(inner, cursor, depth);
  }
  const called = cursor.take(/^(?:lookup|element)\s*\(/u);
  if (called !== undefined) return stepsAfter(indexed(cursor, depth), cursor, depth);
  const text = cursor.take(/^"(?:[^"\\]|\\.)*"/u);
  if (text !== undefined) return literalText(text);
  const number = cursor.take(/^-?\d+(?:\.\d+)?/u);
  if (number !== undefined) return { kind: "literal", value: Number(number) };
  const name = cursor.take(/^[\p{ID_Start}_][\p{ID_Continue}-]*/u);
  if (name === undefined) return undefined;
  if (/^(?:true|false|null)$/u.test(name)) return { kind: "literal", value: JSON.parse(name) as boolean | null };
  return stepsAfter({ kind: "traversal", steps: [name] }, cursor, depth);
}

/** The inside of `lookup(map, key)` and `element(list, place)`; a third argument is a default, which nothing here can choose. */
function indexed(cursor: Cursor, depth: number): Expression | undefined {
  const target = expression(cursor, depth + 1);
  if (target?.kind !== "traversal" || cursor.take(/^,/u) === undefined) return undefined;
  const key = expression(cursor, depth + 1);
  if (key === undefined || cursor.take(/^\)/u) === undefined) return undefined;
  return { kind: "traversal", steps: [...target.steps, step(key)] };
}

function stepsAfter(from: Expression | undefined, cursor: Cursor, depth: number): Expression | undefined {
  if (from?.kind !== "traversal") return from;
  const steps = [...from.steps];
  for (;;) {
    const name = cursor.take(/^\.\s*(?:[\p{ID_Start}_][\p{ID_Continue}-]*|\d+)/u);
    if (name !== undefined) {
      const bare = name.slice(1).trim();
      steps.push(/^\d/u.test(bare) ? Number(bare) : bare);
    } else if (cursor.take(/^\[/u) !== undefined) {
      const key = expression(cursor, depth + 1);
      if (key === undefined || cursor.take(/^\]/u) === undefined) return undefined;
      steps.push(step(key));
    } else return { kind: "traversal", steps };
  }
}

function step(key: Expression): string | number | Expression {
  return key.kind === "literal" && (typeof key.value === "string" || typeof key.value === "number") ? key.value : key;
}

/** A quoted string without a template in it. Its escapes are JSON's, and `\U` with eight digits. */
function literalText(quoted: string): Expression | undefined {
  if (/(?<!\$)\$\{|(?<!%)%\{/u.test(quoted)) return undefined;
  try {
    const json = quoted.replace(/\\U([0-9A-Fa-f]{8})/gu, (_, hex: string) => JSON.stringify(String.fromCodePoint(parseInt(hex, 16))).slice(1, -1)).replace(/\$\$\{/gu, "${").replace(/%%\{/gu, "%{");
    return { kind: "literal", value: JSON.parse(json) as string };
  } catch {
    // An escape that Terraform doesn't have either.
    return undefined;
  }
}
