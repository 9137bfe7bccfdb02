import { type Difference, driftOf, joinedDrift, other, type RowChange, UNCHANGED } from "./change";
import { effectOfDrift } from "./compare-bounds";
import { ConditionComparison } from "./compare-conditions";
import { compareJoins, peeledJoin } from "./compare-joins";
import { compareLimits, peeledLimit } from "./compare-limits";
import { bestPairs } from "./pairs";
import { groundOf, inputOf, type Leg, type Rows, type Source } from "./rows";
import type { Meant } from "./read-query";
import type { Terms } from "./term";

/** Tells how the rows of one query became those of another, from where they come from up. */
export class RowComparison {
  private readonly known = new Map<string, RowChange>();
  private readonly conditions: ConditionComparison;

  constructor(
    private readonly terms: Terms,
    private readonly before: Meant["reading"],
    private readonly after: Meant["reading"],
  ) {
    this.conditions = new ConditionComparison(terms, (was, is) => this.compare(was, is));
  }

  compare(before: Rows, after: Rows): RowChange {
    this.terms.work();
    const [was, is] = [this.before.rowsKey(before, false), this.after.rowsKey(after, false)];
    if (was === is) return UNCHANGED;
    const key = `${was.id} ${is.id}`;
    const known = this.known.get(key) ?? this.legs(before.legs, after.legs);
    this.known.set(key, known);
    return known;
  }

  /** Legs that are in both are left out; each other is paired with the one that it became, told by the tables at its ground. */
  private legs(before: readonly Leg[], after: readonly Leg[]): RowChange {
    const gone = [...before];
    const fresh = after.filter((leg) => !takeOut(gone, (one) => this.before.legKey(one, false) === this.after.legKey(leg, false)));
    const alone = gone.length === 1 && fresh.length === 1;
    const pairs = gone.flatMap((was) =>
      fresh.filter((is) => mayHaveBecome(was, is, alone)).map((is) => {
        const change = this.leg(was, is);
        return { was, is, gathered: change.gathered, differences: change.differences, texts: [titleOf(was), titleOf(is)] as const };
      }),
    );
    const changes = bestPairs(pairs);
    for (const { was, is } of changes) {
      takeOut(gone, (one) => one === was);
      takeOut(fresh, (one) => one === is);
    }
    const lost = gone.map((leg): Difference => ({ effect: "narrower", what: `no longer reads ${titleOf(leg)}`, lost: leg.source.key }));
    const gained = fresh.map((leg): Difference => ({ effect: "wider", what: `also reads ${titleOf(leg)}`, gained: leg.source.key }));
    const differences = [...changes.flatMap((change) => change.differences), ...lost, ...gained];
    return { differences, gathered: joinedDrift(...changes.map(({ gathered }) => gathered)) };
  }

  private leg(before: Leg, after: Leg): RowChange {
    this.terms.work();
    const peeled = this.peeled(before, after);
    if (peeled) return peeled;
    const source = this.source(before.source, after.source);
    const all = (conditions: Leg["conditions"]): Leg["conditions"][number] => this.after.conditions.joined("and", conditions, "all of its conditions");
    const conditions = this.conditions.compareAll(all(before.conditions), all(after.conditions));
    // What reads a gathered value that moved says another thing, though it is written the same.
    const drifted = new Map(after.conditions.flatMap((condition) => effectOfDrift(condition, source.gathered)).map((difference) => [difference.what, difference]));
    return { differences: [...source.differences, ...conditions, ...drifted.values()], gathered: source.gathered };
  }

  /** Where an operator that keeps rows as they are was put on top or taken off, the rest is compared without it. */
  private peeled(before: Leg, after: Leg): RowChange | undefined {
    if (before.source.key === after.source.key) return undefined;
    const [was, is] = [this.peel(before), this.peel(after)];
    const [deepBefore, deepAfter] = [depth(before.source), depth(after.source)];
    if (was && deepBefore > deepAfter) return added(this.compare(was.rows, { legs: [after] }), { ...was.difference, effect: "wider", what: `${was.difference.what} is gone`, lost: before.source.key });
    if (is && deepAfter > deepBefore) return added(this.compare({ legs: [before] }, is.rows), { ...is.difference, effect: "narrower", what: `${is.difference.what} was added`, gained: after.source.key });
    return undefined;
  }

  private peel(leg: Leg): { readonly rows: Rows; readonly difference: { readonly what: string } } | undefined {
    const peeled = leg.source.op === "limit" ? peeledLimit(leg.source) : leg.source.op === "join" ? peeledJoin(leg.source) : undefined;
    if (!peeled) return undefined;
    return { rows: { legs: peeled.rows.legs.map((inner) => ({ ...inner, conditions: [...inner.conditions, ...leg.conditions] })) }, difference: { what: peeled.what } };
  }

  private source(before: Source, after: Source): RowChange {
    if (before.key === after.key) return UNCHANGED;
    if (before.op === "limit" && after.op === "limit") return compareLimits(before, after, this.compare(before.input, after.input));
    if (before.op === "join" && after.op === "join") return compareJoins(before, after, this.compare(before.input, after.input), this.compare(before.right, after.right));
    if (before.op === "distinct" && after.op === "distinct") return this.grouped(before, after, sameSet(before.by, after.by));
    if (before.op === "summarize" && after.op === "summarize") return this.grouped(before, after, sameSet(before.by, after.by));
    if (before.op === "expand" && after.op === "expand" && before.exactly === after.exactly) return this.grouped(before, after, true, [before.exactly]);
    if (before.op === "apply" && after.op === "apply" && before.exactly === after.exactly) return this.applied(before, after);
    if (before.op === "datatable" && after.op === "datatable" && before.schema === after.schema) return datatables(before.cells, after.cells);
    return { differences: [other(replacedOperator(before, after))], gathered: "any" };
  }

  /** Each group, or each distinct row, comes of rows of its own: with fewer of them there are fewer groups. */
  private grouped(before: Grouped, after: Grouped, sameKeys: boolean, keys: readonly { readonly gathered: boolean }[] = "by" in after ? after.by : []): RowChange {
    const input = this.compare(before.input, after.input);
    if (!sameKeys) return { differences: [...input.differences, other(`${after.title} goes by other columns`)], gathered: "any" };
    const moved = input.gathered !== "same" && keys.some(({ gathered }) => gathered) ? [other(`${after.title} goes by what is gathered from other rows`)] : [];
    const gathers = after.op === "summarize" ? driftOf(input.differences) : "same";
    return { differences: [...input.differences, ...moved], gathered: joinedDrift(input.gathered, gathers) };
  }

  private applied(before: Applied, after: Applied): RowChange {
    const input = this.compare(before.input, after.input);
    const each = this.compare(before.each, after.each);
    const moved = input.gathered !== "same" && after.exactly.gathered ? [other("mv-apply works on what is gathered from other rows")] : [];
    return { differences: [...input.differences, ...each.differences, ...moved], gathered: joinedDrift(input.gathered, each.gathered) };
  }
}

function replacedOperator(before: Source, after: Source): string {
  if (before.title === after.title) return `${after.title} works on other rows, or in another way`;
  const [was, is] = [depth(before), depth(after)];
  if (was === is) return `${after.title} instead of ${before.title}`;
  return is > was ? `${after.title} was added` : `${before.title} is gone`;
}

type Applied = Extract<Source, { readonly op: "apply" }>;
type Grouped = Extract<Source, { readonly op: "distinct" | "summarize" | "expand" }>;

/** Told by the tables at their ground; where nothing else is left, an operator may have become another one. */
function mayHaveBecome(was: Leg, is: Leg, alone: boolean): boolean {
  return groundOf({ legs: [was] }) === groundOf({ legs: [is] }) || (alone && inputOf(was.source) !== undefined && inputOf(is.source) !== undefined);
}

/** A table, and what is asked of it where little is. */
function titleOf(leg: Leg): string {
  const asked = leg.conditions.map(({ text }) => text).join(" and ");
  return `${groundOf({ legs: [leg] })}${asked !== "" && asked.length <= 120 ? ` where ${asked}` : ""}`;
}

function added(change: RowChange, difference: Difference): RowChange {
  return { ...change, differences: [difference, ...change.differences] };
}

function depth(source: Source): number {
  const input = inputOf(source);
  return input === undefined ? 0 : 1 + Math.max(0, ...input.legs.map((leg) => depth(leg.source)));
}

function datatables(before: readonly string[], after: readonly string[]): RowChange {
  const gone = [...before];
  const fresh = after.filter((row) => !takeOut(gone, (one) => one === row));
  const say = (count: number): string => (count === 1 ? "a row" : `${count} rows`);
  const lost: Difference[] = gone.length === 0 ? [] : [{ effect: "narrower", what: `a datatable lost ${say(gone.length)}` }];
  const gained: Difference[] = fresh.length === 0 ? [] : [{ effect: "wider", what: `a datatable gained ${say(fresh.length)}` }];
  return { differences: [...lost, ...gained], gathered: "same" };
}

function takeOut<T>(list: T[], is: (one: T) => boolean): boolean {
  const at = list.findIndex(is);
  if (at >= 0) list.splice(at, 1);
  return at >= 0;
}

function sameSet<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.every((one) => b.includes(one)) && b.every((one) => a.includes(one));
}
