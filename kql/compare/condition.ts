import { compareValues } from "../values/compare";
import { distinct, type Term, type Terms } from "./term";

/** What a row must fulfil, in one form for all the ways in which it may be written: denials stand at the single tests, tests of one column stand together. */
export type Condition = { readonly key: Term; readonly text: string } & (
  | { readonly kind: "and" | "or"; readonly parts: readonly Condition[] }
  /** Some value of the list is what `how` asks for: equal, a word of it, a part of it. */
  | { readonly kind: "list"; readonly how: string; readonly of: Term; readonly values: readonly Term[]; readonly denied: boolean }
  | { readonly kind: "bound"; readonly than: Than; readonly of: Term; readonly bound: Term; readonly denied: boolean }
  | { readonly kind: "plain"; readonly of: Term; readonly denied: boolean }
  | { readonly kind: "fixed"; readonly holds: boolean }
);

export type Than = ">" | ">=" | "<" | "<=";
export type ConditionOf<Kind extends Condition["kind"]> = Extract<Condition, { readonly kind: Kind }>;

/** Operators that a list of values stands after, or one, and what they ask for; a leading `!` denies. */
const LISTS: Readonly<Record<string, string>> = {
  in: "==", "==": "==", "in~": "=~", "=~": "=~", has_any: "has", has: "has", has_cs: "has_cs", contains: "contains", contains_cs: "contains_cs",
  startswith: "startswith", startswith_cs: "startswith_cs", endswith: "endswith", endswith_cs: "endswith_cs", hasprefix: "hasprefix", hasprefix_cs: "hasprefix_cs",
  hassuffix: "hassuffix", hassuffix_cs: "hassuffix_cs", "matches regex": "matches regex",
};
const MIRRORED: Readonly<Record<Than, Than>> = { ">": "<", ">=": "<=", "<": ">", "<=": ">=" };

/** Whether case counts for none of what an operator compares. */
export function ignoresCase(how: string): boolean {
  return how === "=~" || !(how === "==" || how === "matches regex" || how.endsWith("_cs"));
}

/** Makes conditions of terms. */
export class Conditions {
  constructor(private readonly terms: Terms) {}

  of(term: Term, denied = false): Condition {
    this.terms.work();
    const { head, args: [left, right], args } = term;
    if (head === "not" && left) return this.of(left, !denied);
    if (head === "and" || head === "or") return this.joined((head === "and") !== denied ? "and" : "or", args.map((arg) => this.of(arg, denied)), denied ? `not(${term.text})` : term.text);
    if (typeof term.constant?.value === "boolean") return this.fixed(term.constant.value !== denied);
    if (left && right) return this.test(term, left, args.slice(1), denied) ?? this.plain(term, denied);
    return this.plain(term, denied);
  }

  /** All of them, or one of them. */
  joined(kind: "and" | "or", parts: readonly Condition[], text: string): Condition {
    const flat = this.merged(kind, parts.flatMap((part) => (part.kind === kind ? part.parts : [part])));
    const [only] = flat;
    const decisive = kind === "or";
    if (flat.some((part) => part.kind === "fixed" && part.holds === decisive)) return this.fixed(decisive);
    const open = flat.filter((part) => part.kind !== "fixed");
    if (only === undefined || open.length === 0) return this.fixed(!decisive);
    if (open.length === 1) return open[0] ?? only;
    return { kind, parts: open, key: this.terms.set(kind, open.map(({ key }) => key), text), text };
  }

  private test(term: Term, left: Term, rest: readonly Term[], denied: boolean): Condition | undefined {
    const bare = term.head.startsWith("!") ? term.head.slice(1) : term.head;
    const against = (bare === term.head) === denied;
    const [right] = rest;
    if (right === undefined) return undefined;
    if (bare === "=" || bare === "<>") return this.list("==", left, rest, !denied, term.text);
    const how = Object.hasOwn(LISTS, bare) ? LISTS[bare] : undefined;
    if (how !== undefined) return this.equality(how, left, rest, against, term.text);
    if (bare === "~") return this.equality("=~", left, rest, against, term.text);
    if (bare === "has_all") return this.joined(against ? "or" : "and", rest.map((value) => this.list("has", left, [value], against, term.text)), term.text);
    if (bare === "between" && rest[1]) return this.joined(against ? "or" : "and", [this.bound(">=", left, right, against, term.text), this.bound("<=", left, rest[1], against, term.text)], term.text);
    return Object.hasOwn(MIRRORED, bare) ? this.bound(bare as Than, left, right, denied, term.text) : undefined;
  }

  /** Two constants are compared at once: `1 == 1`. A constant may stand on the left. */
  private equality(how: string, left: Term, values: readonly Term[], denied: boolean, text: string): Condition {
    const [value] = values;
    if (how === "==" && left.constant && values.length === 1 && value?.constant) {
      const order = compareValues(left.constant.value, value.constant.value);
      if (!Number.isNaN(order)) return this.fixed((order === 0) !== denied);
    }
    if ((how === "==" || how === "=~") && left.constant && value && !value.constant && value.head !== "table" && values.length === 1) return this.list(how, value, [left], denied, text);
    return this.list(how, left, values, denied, text);
  }

  private list(how: string, of: Term, given: readonly Term[], denied: boolean, text: string): Condition {
    const values = distinct(given.map((value) => (ignoresCase(how) && typeof value.constant?.value === "string" ? this.terms.constant(value.constant.value.toLowerCase(), value.text) : value)));
    return { kind: "list", how, of, values, denied, text, key: this.terms.make(`list ${how} ${String(denied)}`, [of, ...values], text) };
  }

  private bound(than: Than, left: Term, right: Term, denied: boolean, text: string): Condition {
    if (left.constant && right.constant) {
      const order = compareValues(left.constant.value, right.constant.value);
      if (!Number.isNaN(order)) return this.fixed((than.startsWith(">") ? order > 0 : order < 0) || (than.endsWith("=") && order === 0) ? !denied : denied);
    }
    const turned = left.constant !== undefined && right.constant === undefined;
    const [of, bound, way] = turned ? [right, left, MIRRORED[than]] : [left, right, than];
    return { kind: "bound", than: way, of, bound, denied, text, key: this.terms.make(`bound ${way} ${String(denied)}`, [of, bound], text) };
  }

  private plain(of: Term, denied: boolean): Condition {
    const text = denied ? `not(${of.text})` : of.text;
    return { kind: "plain", of, denied, text, key: this.terms.make(`plain ${String(denied)}`, [of], text) };
  }

  private fixed(holds: boolean): Condition {
    return { kind: "fixed", holds, text: String(holds), key: this.terms.make(`fixed ${String(holds)}`, [], String(holds)) };
  }

  /** `x == 1 or x == 2` is `x in (1, 2)`, and its denial likewise. Each stands once, in an order that hangs on the conditions alone. */
  private merged(kind: "and" | "or", parts: readonly Condition[]): Condition[] {
    const lists = new Map<string, ConditionOf<"list">[]>();
    const others = new Map<Term, Condition>();
    for (const part of parts) {
      const key = part.kind === "list" && part.denied === (kind === "and") ? `${part.of.id} ${part.how}` : undefined;
      if (key !== undefined && part.kind === "list") lists.set(key, [...(lists.get(key) ?? []), part]);
      else others.set(part.key, part);
    }
    const made = [...lists.values()].flatMap((same) => {
      const [first] = same;
      if (first === undefined || same.length === 1) return same;
      return [this.list(first.how, first.of, same.flatMap(({ values }) => values), first.denied, same.map(({ text }) => text).join(` ${kind} `))];
    });
    return [...new Map([...made, ...others.values()].map((part) => [part.key, part])).values()].sort((a, b) => a.key.id - b.key.id);
  }
}
