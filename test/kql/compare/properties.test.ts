import fc from "fast-check";
import { compareQueries } from "../../../kql/compare";
import { type Database, evaluate } from "../../../kql/evaluate";
import { parseDateTime } from "../../../kql/values/datetime";
import { encode } from "../../../kql/values/encode";
import type { Column, DateTime, Row } from "../../../kql/values/value";
import { tableOf } from "../support/table-of";

const COLUMNS: readonly Column[] = [{ name: "op", type: "string" }, { name: "user", type: "string" }, { name: "n", type: "long" }, { name: "id", type: "long" }];
const SCHEMA = { tables: new Map([["T", COLUMNS], ["U", COLUMNS]]) };
const NOW = parseDateTime("2026-11-20T12:00:00Z") as DateTime;

const text = fc.constantFrom("a", "A", "ab", "b", "c");
const number = fc.option(fc.integer({ min: -2, max: 4 }));
const rows = fc.array(fc.tuple(text, text, number), { maxLength: 10 }).map((all) => all.map(([op, user, n], id): Row => [op, user, n === null ? null : BigInt(n), BigInt(id)]));

const list = fc.uniqueArray(text, { minLength: 1, maxLength: 3 }).map((values) => values.map((value) => `"${value}"`).join(", "));
const column = fc.constantFrom("op", "user");
const atom = fc.oneof(
  fc.tuple(column, fc.constantFrom("in", "in~", "!in", "!in~", "has_any", "has_all"), list).map(([name, how, values]) => `${name} ${how} (${values})`),
  fc.tuple(column, fc.constantFrom("==", "=~", "!=", "!~", "contains", "!contains", "startswith", "endswith", "has", "contains_cs"), text).map(([name, how, value]) => `${name} ${how} "${value}"`),
  fc.tuple(fc.constantFrom(">", ">=", "<", "<=", "==", "!="), fc.integer({ min: -1, max: 3 })).map(([how, value]) => `n ${how} ${value}`),
  fc.tuple(fc.integer({ min: -2, max: 1 }), fc.integer({ min: 0, max: 4 }), fc.constantFrom("between", "!between")).map(([low, high, how]) => `n ${how} (${low} .. ${high})`),
  fc.constantFrom("isempty(user)", "isnotnull(n)", "tolower(op) == user", "op == user", "n + 1 > 2", "true", "false", "1 == 2", "x", "user in (listed)", "op !in ((U | where n > 0 | project user))"),
);
const condition: fc.Arbitrary<string> = fc.letrec<{ readonly c: string }>((tie) => ({
  c: fc.oneof({ maxDepth: 2 }, atom, fc.tuple(tie("c"), fc.constantFrom("and", "or"), tie("c")).map(([a, how, b]) => `(${a} ${how} ${b})`), tie("c").map((c) => `not(${c})`)),
})).c;
const where = condition.map((c) => `where ${c}`);
const step = fc.oneof(
  { weight: 4, arbitrary: where },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      "extend n = n + 1", "extend user = tolower(user)", "project op, user, n, x = op == 'a', id", "project-rename op = user, user = op", "take 4", "take 2", "distinct op, user, n, x, id", "distinct op, user, n, x = true, id = 0",
      "top 3 by id", "sort by n asc", "summarize n = count(), x = max(x), id = min(id) by op, user", "summarize n = dcount(id), x = true, id = 0 by op, user = tolower(user)", "summarize arg_max(n, *) by op",
      "join kind=inner (U | where n > 0 | distinct user) on user", "join kind=leftouter (U | distinct user, y = op) on user", "join kind=leftanti (U | where n > 1) on user", "join kind=leftsemi (U) on user",
      "join (U | project user, m = n) on user", "lookup kind=leftouter (U | summarize m = count() by user) on user", "union (U | extend x = true)", "union (T | extend x = n > 1)", "mv-expand n = pack_array(n, 1) to typeof(long)",
      "mv-apply v = pack_array(n, 1) on (where tolong(v) > 0 | summarize n = count())",
    ),
  },
);
const query = fc
  .record({ listed: list, source: fc.constantFrom("T", "U", "(union T, U)"), steps: fc.array(step, { maxLength: 4 }) })
  .map(({ listed, source, steps }) => ({ lets: `let listed = dynamic([${listed}]);\n`, source: `${source} | extend x = n > 0`, steps }));
type Query = { readonly lets: string; readonly source: string; readonly steps: readonly string[] };
const written = ({ lets, source, steps }: Query): string => `${lets}${[source, ...steps].join("\n| ")}`;

/** Two queries of which one is the other with one step put in, taken out or replaced by another. */
const pair = fc.tuple(query, step, fc.nat(), fc.constantFrom("in", "out", "instead")).map(([before, other, place, how]) => {
  const at = place % (before.steps.length + 1);
  const steps = [...before.steps];
  steps.splice(at, how === "in" ? 0 : 1, ...(how === "out" ? [] : [other]));
  return [written(before), written({ ...before, steps })] as const;
});

interface Made {
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** What a query makes of rows; nothing where it doesn't bind, as after a column was dropped. */
function made(query: string, t: readonly Row[], u: readonly Row[]): Made | undefined {
  const database: Database = { tables: new Map([["T", tableOf(COLUMNS, t)], ["U", tableOf(COLUMNS, u)]]) };
  try {
    const result = evaluate(query, database, { now: NOW });
    const columns = result.columns.map(({ name }) => name);
    return { columns, rows: result.rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, encode(row[i], result.columns[i]!.type)]))) };
  } catch {
    return undefined;
  }
}

/** Whether a column tells rows apart once there are more of them: one that is not gathered, nor of a row that a join picked for its key. */
function tells(name: string, ...queries: readonly string[]): boolean {
  const [groups, picks] = [/summarize/u, /join \(/u].map((operator) => queries.some((query) => operator.test(query)));
  return (!groups || name === "op") && (!picks || name === "user");
}

function tokens({ rows }: Made, columns: readonly string[]): string[] {
  return rows.map((row) => JSON.stringify(columns.map((name) => row[name]))).sort();
}

function lacks(all: readonly string[], some: readonly string[]): string[] {
  const left = [...all];
  return some.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

const MIRRORS: Readonly<Record<string, string>> = { wider: "narrower", narrower: "wider" };
const runs = { numRuns: Number(process.env["COMPARE_RUNS"] ?? 40) };

describe("whatever the change of a query", () => {
  test("what is called the same gives the same rows, and what is called wider loses none", () => {
    fc.assert(
      fc.property(pair, rows, rows, ([before, after], t, u) => {
        const compared = compareQueries(before, after, SCHEMA);
        if (compared.change === "other" || compared.change.startsWith("narrower")) return;
        const [was, is] = [made(before, t, u), made(after, t, u)];
        if (!was || !is) return;
        const told = was.columns.filter((name) => is.columns.includes(name) && !compared.reworked.includes(name) && (compared.change !== "wider" || tells(name, before, after)));
        const [old, fresh] = [tokens(was, told), tokens(is, told)];
        // Of several rows of a group or key one stands for all.
        if (compared.change === "wider" && told.length < was.columns.length) expect(lacks([...new Set(fresh)], [...new Set(old)])).toEqual([]);
        else expect(lacks(fresh, old)).toEqual([]);
        if (compared.change !== "wider") expect(lacks(old, fresh)).toEqual([]);
        if (compared.change === "same") expect(is.columns).toEqual(was.columns);
      }),
      runs,
    );
  });

  test("the way back is its mirror", () => {
    fc.assert(
      fc.property(pair, ([before, after]) => {
        const there = compareQueries(before, after, SCHEMA).change;
        expect(compareQueries(after, before, SCHEMA).change).toBe(MIRRORS[there] ?? there);
      }),
      runs,
    );
  });

  test("a query is the same in another layout, with its conjuncts turned round and its steps commented", () => {
    fc.assert(
      fc.property(query, condition, condition, (of, a, b) => {
        const [before, after] = [`where ${a} and ${b}`, `where (${b})\n  // why\n  | where ${a}`].map((last) => written({ ...of, steps: [...of.steps, last] }));
        expect(compareQueries(before!, after!, SCHEMA).change).toBe("same");
      }),
      runs,
    );
  });

  test("one condition more is narrower or the same, unless what it follows gathers or limits", () => {
    fc.assert(
      fc.property(query, condition, (of, added) => {
        const [before, after] = [of.steps, [...of.steps, `where ${added}`]].map((steps) => written({ ...of, steps }));
        expect(["narrower", "same"]).toContain(compareQueries(before!, after!, SCHEMA).change);
      }),
      runs,
    );
  });
});
