import { loadTables } from "../catalogue/tables";
import { KqlError } from "./engine/errors";
import { type Analysis, analyze } from "./language/analyze";
import { globalsOf, type Schema } from "./language/database";
import { refuseDoubling } from "./language/doubling";
import { host } from "./language/host";
import { refuseDeep } from "./language/nesting";
import { resultColumns } from "./language/result";
import { type Difference, isOpen, other } from "./compare/change";
import { RowComparison } from "./compare/compare-rows";
import { columnsReworked } from "./compare/compare-columns";
import { beyond, type Inventory, inventoryOf } from "./compare/inventory";
import { isVolatile, type Meant, readQuery, seesOrder } from "./compare/read-query";
import { wordKey } from "./compare/source-text";
import { Terms } from "./compare/term";

/**
 * What a changed query does to the rows that it gives. `same`: layout, comments, and what may stand in any order. `columns`: the same rows with other columns.
 * `other`: it can't be told, so a person must look. Rows are told by what they are and are grouped by: an aggregate may come to another value.
 */
export type QueryChange = "same" | "columns" | "wider" | "narrower" | "narrower and wider" | "other";

export interface QueryComparison {
  readonly change: QueryChange;
  /** Why, each in one clause: what was lost, what was gained, what can't be told. */
  readonly reasons: readonly Difference[];
  readonly lost: Parts;
  readonly gained: Parts;
  /** Columns of the result that hold something else under the same name, or have another type. */
  readonly reworked: readonly string[];
}

export interface Parts extends Inventory {
  /** Columns of the result. */
  readonly columns: readonly string[];
}

const NOTHING: Parts = { tables: [], operators: [], conditions: [], columns: [] };

/** Longer than any query that a rule may hold: Sentinel takes 10,000 characters. */
const LONGEST = 100_000;

let documented: Schema | undefined;

/** Compares two queries by what they mean to a workspace with these tables, the documented ones unless given; a table that isn't among them is taken as it is named. */
export function compareQueries(before: string, after: string, schema: Schema = (documented ??= { tables: loadTables() })): QueryComparison {
  if (before === after) return { change: "same", reasons: [], lost: NOTHING, gained: NOTHING, reworked: [] };
  try {
    for (const [text, which] of [[before, "before"], [after, "after"]] as const) if (text.length > LONGEST) throw new KqlError("limit", `the query ${which} has more than ${LONGEST.toLocaleString("en")} characters`);
    return compareAnalyses(read(before, schema), read(after, schema));
  } catch (error) {
    // The stack runs out where a query nests deep.
    if (error instanceof KqlError || error instanceof RangeError) return undecided(error instanceof KqlError ? error.what : "the query nests too deep to be read");
    throw error;
  }
}

/** Three `let` lines that unite each other many times already keep the binder busy for minutes. */
function read(text: string, schema: Schema): Analysis {
  refuseDeep(text);
  refuseDoubling(host().parseOnly(text, globalsOf(schema)));
  return analyze(text, schema);
}

function compareAnalyses(before: Analysis, after: Analysis): QueryComparison {
  for (const [analysis, which] of [[before, "before"], [after, "after"]] as const) {
    const fault = analysis.diagnostics.find(({ kind, severity }) => kind === "syntax" && severity === "error");
    if (fault) return undecided(`the query ${which} can't be read: ${fault.message} (line ${fault.line})`);
  }
  if (wordKey(before.code.Syntax) === wordKey(after.code.Syntax)) return { change: "same", reasons: [], lost: NOTHING, gained: NOTHING, reworked: [] };
  if (isVolatile(before) || isVolatile(after)) return undecided("it draws random values");
  const terms = new Terms();
  const ordered = seesOrder(before) || seesOrder(after);
  return compareMeant(before, readQuery(before, terms, ordered), after, readQuery(after, terms, ordered), terms);
}

function compareMeant(before: Analysis, was: Meant, after: Analysis, is: Meant, terms: Terms): QueryComparison {
  const found = new RowComparison(terms, was.reading, is.reading).compare(was.rows, is.rows);
  const reasons = [...new Map([...withMoves(found.differences, terms), ...settings(was, is)].map((difference) => [`${difference.effect} ${difference.what}`, difference])).values()];
  const [mine, theirs] = [parts(before, was), parts(after, is)];
  const lost = partsBeyond(theirs, mine);
  const gained = partsBeyond(mine, theirs);
  const reworked = columnsReworked(before, was, after, is);
  const columns = lost.columns.length > 0 || gained.columns.length > 0 || reworked.length > 0 || was.reading.rowsKey(was.rows, true) !== is.reading.rowsKey(is.rows, true);
  return { change: changeOf(reasons, columns || !sameOrder(before, after)), reasons, lost, gained, reworked };
}

function changeOf(reasons: readonly Difference[], columns: boolean): QueryChange {
  if (isOpen(reasons)) return "other";
  const [wider, narrower] = [reasons.some(({ effect }) => effect === "wider"), reasons.some(({ effect }) => effect === "narrower")];
  if (wider) return narrower ? "narrower and wider" : "wider";
  return narrower ? "narrower" : columns ? "columns" : "same";
}

/** What is lost at one place and gained at another one has moved: whether that matters hangs on what stands between. */
function withMoves(differences: readonly Difference[], terms: Terms): readonly Difference[] {
  const gained = new Set(differences.flatMap((one) => one.gained ?? []));
  const moved = new Set(differences.flatMap((one) => (one.lost && gained.has(one.lost) ? [one.lost] : [])));
  return differences.map((one) => {
    const term = one.lost ?? one.gained;
    return term && moved.has(term) ? other(`${terms.say(term)} stands at another place`) : one;
  });
}

function settings(was: Meant, is: Meant): readonly Difference[] {
  const [before, after] = [was.reading.settings, is.reading.settings];
  return beyond(before, after).length > 0 || beyond(after, before).length > 0 ? [other("an option of the query changed")] : [];
}

function parts(analysis: Analysis, { rows }: Meant): Parts {
  return { ...inventoryOf(analysis, rows), columns: (resultColumns(analysis) ?? []).map(({ name }) => name) };
}

function partsBeyond(first: Parts, second: Parts): Parts {
  return {
    tables: beyond(first.tables, second.tables),
    operators: beyond(first.operators, second.operators),
    conditions: beyond(first.conditions, second.conditions),
    columns: beyond(first.columns, second.columns),
  };
}

function sameOrder(before: Analysis, after: Analysis): boolean {
  return JSON.stringify(resultColumns(before)) === JSON.stringify(resultColumns(after));
}

function undecided(why: string): QueryComparison {
  return { change: "other", reasons: [other(why)], lost: NOTHING, gained: NOTHING, reworked: [] };
}
