import * as v from "valibot";
import { list, map, text } from "./shape";

/** `events.yaml`: records a detection must fire on, and near misses on which it must not. */

/** As exceptions carry them into queries. */
const instant = v.pipe(
  v.string("is not an instant; write one such as 2027-01-01T00:00:00Z"),
  v.isoTimestamp("is not an instant; write one such as 2027-01-01T00:00:00Z"),
  v.check((text) => isDay(text.slice(0, 10)), "is on a day that there isn't; write one such as 2027-01-01T00:00:00Z"),
);

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

const row = v.record(v.string(), v.unknown(), "is not a map; write `Column: value` lines");

const eventException = map({
  entity: text("an entity", "write what is excepted"),
  value: text("a value", "write the value that is accepted"),
  expires: instant,
});

const event = map({
  name: v.pipe(text("a name", "say why this event is here"), v.description("Why it is here.")),
  rows: v.pipe(v.record(v.string(), list(row), "is not a map; write `Table:` lines"), v.description("Rows by table.")),
  expect: v.optional(v.pipe(list(row), v.description("Each row of the result, by the columns that matter here; values are compared as text."))),
  exceptions: v.optional(list(eventException)),
  parameters: v.optional(v.record(v.string(), v.unknown())),
});

const equivalent = map({
  mutant: text("a mutant", "write it as `test --mutate` prints it"),
  because: text("a reason", "say why no event could ever notice it"),
});

export const EventsShape = map({
  now: v.pipe(instant, v.description("The clock the query runs by.")),
  common: v.optional(v.pipe(v.record(v.string(), row), v.description("Columns that stand in every row of a table; a row's own value wins."))),
  fires: v.pipe(list(event), v.minLength(1, "is empty; write at least one event that fires")),
  quiet: v.pipe(list(event), v.minLength(1, "is empty; write at least one near miss")),
  equivalent: v.optional(v.pipe(list(equivalent), v.description("Mutants of the query that change nothing, each with its reason."))),
});

export type EventsFile = v.InferOutput<typeof EventsShape>;
