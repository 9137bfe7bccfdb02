import { KqlError } from "../engine/errors";
import { keyOf } from "../values/compare";
import type { Value } from "../values/value";

/**
 * An expression by its meaning: names are replaced by what they stand for, so two queries that say the same with other words share one. Equal terms are one
 * object, which keeps a query whose names use each other many times as small as its text.
 */
export interface Term {
  readonly id: number;
  /** The function, operator or column; of a constant, its value. */
  readonly head: string;
  readonly args: readonly Term[];
  /** As it was written where it was first met, on one line. */
  readonly text: string;
  readonly constant?: { readonly value: Value };
  /** Whether it is made of what a row alone doesn't decide: an aggregate, or the other side of a join. */
  readonly gathered: boolean;
}

/** More than any query of a rule comes to: 10,000 characters make some 3,000. */
const MOST_TERMS = 300_000;

/** Heads of what hangs on more rows than one. */
const GATHERED = /^(?:agg|other|any):/u;

/** The terms of the two queries that are compared. */
export class Terms {
  private readonly known = new Map<string, Term>();
  private readonly names = new Map<Term, string>();
  private made = 0;

  /** Throws a limit error where the queries come to too much. */
  make(head: string, args: readonly Term[], text: string): Term {
    return this.intern(head, args, text);
  }

  constant(value: Value, text: string): Term {
    return this.intern(`=${keyOf(value)}`, [], text, { constant: { value } });
  }

  /** Of parts whose order and number say nothing. */
  set(head: string, args: readonly Term[], text: string): Term {
    return this.intern(head, distinct(args), text);
  }

  /** From here on a reader is told the column's name, rather than how it is worked out. */
  name(term: Term, name: string): void {
    if (!term.constant && !term.head.startsWith("column:") && !this.names.has(term)) this.names.set(term, name);
  }

  /** What a reader is told of a term. */
  say(term: Term): string {
    return this.names.get(term) ?? term.text;
  }

  /** Throws a limit error when more work was asked for than any rule's query needs. */
  work(): void {
    if (++this.made > MOST_TERMS) throw new KqlError("limit", "the queries are too large to be compared");
  }

  private intern(head: string, args: readonly Term[], text: string, more: Pick<Term, "constant"> = {}): Term {
    this.work();
    const key = `${args.map(({ id }) => id).join(",")} ${head}`;
    const known = this.known.get(key);
    if (known) return known;
    const term = { id: this.known.size, head, args, text, gathered: GATHERED.test(head) || args.some((arg) => arg.gathered), ...more };
    this.known.set(key, term);
    return term;
  }
}

/** Each once, in an order that hangs on the terms alone. */
export function distinct(terms: readonly Term[]): Term[] {
  return [...new Set(terms)].sort((a, b) => a.id - b.id);
}

/** The columns that a term reads, and all else in it that has no parts. */
export function leaves(term: Term): ReadonlySet<Term> {
  const found = new Set<Term>();
  const seen = new Set<Term>();
  const pending = [term];
  for (let at = pending.pop(); at; at = pending.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    if (at.args.length === 0 && at.constant === undefined) found.add(at);
    pending.push(...at.args);
  }
  return found;
}

/** Deep enough to tell `bag.a` from `bag.b`. */
const DEEPEST_ORDER = 6;

/** An order that hangs on what terms mean, and not on which was met first. */
export function inOrder(a: Term, b: Term, depth = 0): number {
  if (a === b || depth > DEEPEST_ORDER) return 0;
  if (a.head !== b.head) return a.head < b.head ? -1 : 1;
  for (const [index, arg] of a.args.entries()) {
    const other = b.args[index];
    const order = other ? inOrder(arg, other, depth + 1) : 1;
    if (order !== 0) return order;
  }
  return a.args.length - b.args.length;
}
