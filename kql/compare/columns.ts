import type { Leg, Rows } from "./rows";
import type { Place, Reading } from "./reading";
import type { Term } from "./term";

/** How `union` and `join` name a column beside its namesake: `Id_long`, `UserId1`. */
const NAMESAKE = /\d$|_(?:bool|int|long|real|decimal|string|datetime|timespan|guid|dynamic)$/u;

/** What a column of a leg holds. Of a name that is not understood it is told only that it hangs on the leg as it is. */
export function columnOf(leg: Leg, name: string, reading: Reading): Term {
  const { terms } = reading;
  const made = leg.columns.get(name);
  if (made) return made;
  if (leg.names === undefined || leg.names.has(name)) return leg.source.column(name);
  return NAMESAKE.test(name) ? terms.make(`other:${name}`, [reading.legKey(bare(leg), true)], name) : terms.make("absent", [], name);
}

/** What a column holds in rows of several legs: of each what it is there, unless that is the same in all. */
export function columnOfRows(rows: Rows, name: string, reading: Reading): Term {
  const [first, ...others] = rows.legs;
  if (first === undefined) return reading.terms.make("absent", [], name);
  const term = columnOf(first, name, reading);
  const rest = others.map((leg) => columnOf(leg, name, reading));
  if (rest.every((each) => each === term)) return term;
  const pairs = rows.legs.map((leg) => reading.terms.make("in leg", [reading.legKey(leg, false), columnOf(leg, name, reading)], name));
  return reading.terms.set("by leg", pairs, name);
}

/** A place where each row of a leg is at hand. */
export function atLeg(place: Place, leg: Leg, reading: Reading): Place {
  return { names: place.names, column: (name) => columnOf(leg, name, reading), wholeRow: () => reading.legKey(bare(leg), true) };
}

export function atRows(place: Place, rows: Rows, reading: Reading): Place {
  return { names: place.names, column: (name) => columnOfRows(rows, name, reading), wholeRow: () => reading.rowsKey({ legs: rows.legs.map(bare) }, true) };
}

/** All names of the rows' columns; undefined where more may follow. */
export function namesOf(rows: Rows): ReadonlySet<string> | undefined {
  const all = new Set<string>();
  for (const { names } of rows.legs) {
    if (names === undefined) return undefined;
    for (const name of names) all.add(name);
  }
  return all;
}

/** Its columns are the same whatever its rows must fulfil. */
function bare(leg: Leg): Leg {
  return { ...leg, conditions: [] };
}
