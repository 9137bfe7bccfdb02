import type { Analysis } from "../language/analyze";
import { resultColumns } from "../language/result";
import { columnOf } from "./columns";
import type { Meant } from "./read-query";

/** Columns that both queries give and that hold something else in the second, in the first's order. */
export function columnsReworked(before: Analysis, was: Meant, after: Analysis, is: Meant): readonly string[] {
  const types = new Map((resultColumns(after) ?? []).map(({ name, type }) => [name, type]));
  return (resultColumns(before) ?? []).flatMap(({ name, type }) => {
    if (!types.has(name)) return [];
    return types.get(name) !== type || holdsOther(name, was, is) ? [name] : [];
  });
}

/** Of several legs it is enough that each holds what one held before: a leg that is gone takes its own with it. */
function holdsOther(name: string, was: Meant, is: Meant): boolean {
  const held = new Set(was.rows.legs.map((leg) => columnOf(leg, name, was.reading)));
  return is.rows.legs.some((leg) => !held.has(columnOf(leg, name, is.reading)));
}
