import { type Difference, type Effect, other, type RowChange, turned } from "./change";
import { boundDifference } from "./compare-bounds";
import type { Condition, ConditionOf } from "./condition";
import { bestPairs, type Paired } from "./pairs";
import type { Rows } from "./rows";
import { tableOf } from "./table-term";
import { leaves, type Term, type Terms } from "./term";

/** Tells how what rows must fulfil has changed. */
export class ConditionComparison {
  private readonly leaves = new Map<Term, ReadonlySet<Term>>();

  constructor(
    private readonly terms: Terms,
    private readonly rows: (before: Rows, after: Rows) => RowChange,
  ) {}

  /** Of everything that a row must fulfil. */
  compareAll(before: Condition, after: Condition): readonly Difference[] {
    if (before.key === after.key) return [];
    if (after.kind === "fixed" && !after.holds) return [{ effect: "narrower", what: "has a condition that no row can fulfil" }];
    if (before.kind === "fixed" && !before.holds) return [{ effect: "wider", what: "lost a condition that no row could fulfil" }];
    return this.matched("and", partsOf([before], "and"), partsOf([after], "and"));
  }

  private compare(before: Condition, after: Condition): Difference[] {
    this.terms.work();
    if (before.key === after.key) return [];
    if (before.kind === "and" || after.kind === "and") return this.matched("and", partsOf([before], "and"), partsOf([after], "and"));
    return this.matched("or", partsOf([before], "or"), partsOf([after], "or"));
  }

  /** What stands on one side alone is paired with what it became; what is left was lost, or is new. */
  private matched(kind: "and" | "or", before: readonly Condition[], after: readonly Condition[]): Difference[] {
    const kept = new Set(after.map(({ key }) => key));
    const old = new Set(before.map(({ key }) => key));
    const gone = before.filter(({ key }) => !kept.has(key));
    const fresh = after.filter(({ key }) => !old.has(key));
    const pairs = gone.flatMap((was) => fresh.flatMap((is): Paired<Condition>[] => {
      const differences = this.related(was, is);
      return differences === undefined ? [] : [{ was, is, differences, texts: [was.text, is.text] }];
    }));
    const matched = bestPairs(pairs);
    const [left, right] = [new Set(matched.map(({ was }) => was)), new Set(matched.map(({ is }) => is))];
    return [...matched.flatMap(({ differences }) => differences), ...this.replaced(kind, gone.filter((one) => !left.has(one)), fresh.filter((one) => !right.has(one)))];
  }

  private replaced(kind: "and" | "or", gone: readonly Condition[], fresh: readonly Condition[]): Difference[] {
    const [lost, gained] = kind === "and" ? (["wider", "narrower"] as const) : (["narrower", "wider"] as const);
    return [
      ...gone.map((one): Difference => ({ effect: lost, what: kind === "and" ? `lost the condition ${one.text}` : `no longer takes what fulfils ${one.text}`, lost: one.key })),
      ...fresh.map((one): Difference => ({ effect: gained, what: kind === "and" ? `gained the condition ${one.text}` : `also takes what fulfils ${one.text}`, gained: one.key })),
    ];
  }

  /** How one became the other; undefined where they have nothing to do with each other. */
  private related(before: Condition, after: Condition): readonly Difference[] | undefined {
    this.terms.work();
    if (!this.overlap(before, after)) return undefined;
    if (isJoined(before) || isJoined(after)) return this.compare(before, after);
    if (before.kind === "plain" || after.kind === "plain" || before.kind === "fixed" || after.kind === "fixed") return [rewritten(before, after)];
    if (before.of !== after.of) return [rewritten(before, after)];
    if (before.denied !== after.denied) return undefined;
    if (before.kind === "list" && after.kind === "list") return this.lists(before, after);
    return before.kind === "bound" && after.kind === "bound" ? boundDifference(before, after, this.terms) : undefined;
  }

  private lists(before: ConditionOf<"list">, after: ConditionOf<"list">): readonly Difference[] | undefined {
    const looser = before.how === after.how || implies(before.how, after.how);
    const stricter = before.how === after.how || implies(after.how, before.how);
    if (!looser && !stricter) return undefined;
    const same = (a: Term, b: Term): boolean => a === b || (before.how !== after.how && lower(a) !== undefined && lower(a) === lower(b));
    const gone = before.values.filter((value) => !after.values.some((kept) => same(value, kept)));
    const fresh = after.values.filter((value) => !before.values.some((old) => same(old, value)));
    const asked = looser === stricter ? [] : [operatorChange(before, after, looser)];
    const found = [...asked, ...this.values(gone, fresh, this.terms.say(before.of), before.denied)];
    return before.denied ? turned(found) : found;
  }

  /** Tables among the values are compared by their rows. */
  private values(gone: readonly Term[], fresh: readonly Term[], of: string, denied: boolean): Difference[] {
    const [was, is] = [tablesIn(gone)[0], tablesIn(fresh)[0]];
    const [lost, gained] = denied ? (["is no longer left out by", "is now left out by"] as const) : (["is no longer looked for in", "is now looked for in"] as const);
    const say = (value: Term, happened: string, effect: Effect): Difference => ({ effect, what: `${tableOf(value) ? "a table" : plainText(value)} ${happened} ${of}` });
    if (was === undefined || is === undefined || gone.length > 1 || fresh.length > 1) {
      // A value that is worked out may be any, also one that stands in the list.
      const open = [...gone, ...fresh].some((value) => value.constant === undefined) && gone.length > 0 && fresh.length > 0;
      if (open) return [other(`other values are compared with ${of}`)];
      return [...gone.map((value) => say(value, lost, "narrower")), ...fresh.map((value) => say(value, gained, "wider"))];
    }
    const { differences, gathered } = this.rows(was, is);
    return gathered === "same" ? differences.map((d) => ({ ...d, what: `among what ${of} is ${denied ? "kept out by" : "looked up in"}: ${d.what}` })) : [other(`what ${of} is compared with is gathered from other rows`)];
  }

  private overlap(a: Condition, b: Condition): boolean {
    const mine = this.leavesOf(a.key);
    for (const leaf of this.leavesOf(b.key)) if (mine.has(leaf)) return true;
    return false;
  }

  private leavesOf(term: Term): ReadonlySet<Term> {
    const found = this.leaves.get(term) ?? leaves(term);
    this.leaves.set(term, found);
    return found;
  }
}

function tablesIn(values: readonly Term[]): Rows[] {
  return values.flatMap((value) => tableOf(value) ?? []);
}

function partsOf(conditions: readonly Condition[], kind: "and" | "or"): Condition[] {
  const parts = conditions.flatMap((one) => (one.kind === kind ? one.parts : one.kind === "fixed" && one.holds === (kind === "and") ? [] : [one]));
  return [...new Map(parts.map((part) => [part.key, part])).values()];
}

function isJoined(condition: Condition): condition is ConditionOf<"and" | "or"> {
  return condition.kind === "and" || condition.kind === "or";
}

function rewritten(before: Condition, after: Condition): Difference {
  return other(`the condition ${before.text} became ${after.text}`);
}

/** What is fulfilled where the first is: equal text is also a part of it. */
const LOOSER: Readonly<Record<string, readonly string[]>> = {
  "==": ["=~", "contains", "startswith", "endswith", "contains_cs", "startswith_cs", "endswith_cs"],
  "=~": ["contains", "startswith", "endswith"],
  contains_cs: ["contains"],
  startswith_cs: ["startswith", "contains_cs", "contains"],
  endswith_cs: ["endswith", "contains_cs", "contains"],
  startswith: ["contains"],
  endswith: ["contains"],
  has_cs: ["has", "contains_cs", "contains"],
  has: ["contains"],
};

function implies(strict: string, loose: string): boolean {
  return LOOSER[strict]?.includes(loose) === true;
}

function operatorChange(before: ConditionOf<"list">, after: ConditionOf<"list">, looser: boolean): Difference {
  return { effect: looser ? "wider" : "narrower", what: `the condition ${before.text} became ${after.text}` };
}

function lower(value: Term): string | undefined {
  return typeof value.constant?.value === "string" ? value.constant.value.toLowerCase() : undefined;
}

/** A text without its quotes, where that can be misread for nothing else. */
function plainText(value: Term): string {
  const text = value.constant?.value;
  return typeof text === "string" && /^[\w.-]+$/u.test(text) ? value.text.replace(/^@?["']|["']$/gu, "") : value.text;
}
