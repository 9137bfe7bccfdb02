import type { Detection } from "../catalogue/detection";
import type { EventsFile } from "../catalogue/events-schema";
import { KqlError } from "../kql/engine/errors";
import { compareQueries } from "../kql/compare";
import { analyze } from "../kql/language/analyze";
import type { Schema } from "../kql/language/database";
import type { Mutant } from "../kql/mutation/mutant";
import { mutantsOf } from "../kql/mutation/mutants";
import { boundQuery, ownBindings } from "./bound-query";
import { judgeEvent } from "./judge-event";
import { EventRunner } from "./run-event";
import { eventsOf } from "./test-detection";

/**
 * What the events make of a mutant. `noticed`: at least one of them goes otherwise. `equivalent`: none can, as its file says and why, or since the query
 * means the same. `invalid`: it is no query, so there is nothing to notice.
 */
export type MutantFate = "noticed" | "survived" | "equivalent" | "invalid";

export interface JudgedMutant {
  readonly mutant: Mutant;
  readonly fate: MutantFate;
  /** Why it is equivalent or invalid, or which event noticed it. */
  readonly because: string;
}

/** Every mutant of a detection's query, one at a time, as each takes tens of milliseconds. The events must hold for the query itself. */
export function* mutateDetection(detection: Detection, events: EventsFile, schema: Schema): Generator<JudgedMutant, void> {
  const mutants = mutantsOfDetection(detection, schema);
  for (const mutant of mutants) yield judgeMutant(mutant, detection, events, schema);
}

export function mutantsOfDetection({ query, ...detection }: Detection, schema: Schema): Mutant[] {
  const own = query.trim();
  const { text } = boundQuery(own, ownBindings({ ...detection, query }));
  return mutantsOf(analyze(text, schema), text.length - own.length - 1);
}

/** Reasons in an events file for mutants that its query doesn't have, or that an event does notice: they say what is not so. */
export function idleReasons({ equivalent = [] }: EventsFile, judged: readonly JudgedMutant[]): { readonly mutant: string; readonly problem: string }[] {
  const fates = new Map(judged.map((one) => [one.mutant.name, one]));
  return equivalent.flatMap(({ mutant }) => {
    const found = fates.get(withoutLine(mutant));
    if (found === undefined) return [{ mutant, problem: "is no mutant of the query; take the line out, or write it as it is printed" }];
    return found.fate === "equivalent" ? [] : [{ mutant, problem: `is ${found.fate}: ${found.because}; take the line out` }];
  });
}

/** As `test --mutate` prints it, `line 7: ` before it; a line moves with every edit above it, so it doesn't count. */
function withoutLine(mutant: string): string {
  return mutant.replace(/^line \d+: /u, "");
}

function judgeMutant(mutant: Mutant, detection: Detection, events: EventsFile, schema: Schema): JudgedMutant {
  const noticed = noticedBy(mutant, detection, events, schema);
  if (noticed !== undefined) return { mutant, ...noticed };
  const said = events.equivalent?.find((one) => withoutLine(one.mutant) === mutant.name);
  if (said) return { mutant, fate: "equivalent", because: said.because };
  const { text } = boundQuery(detection.query, ownBindings(detection));
  const changed = boundQuery(mutant.text, ownBindings(detection)).text;
  return compareQueries(text, changed, schema).change === "same" ? { mutant, fate: "equivalent", because: "the query means the same" } : { mutant, fate: "survived", because: "no event goes otherwise" };
}

/** Events with values of their own have a query of their own, which takes long to bind: they come last. */
function noticedBy(mutant: Mutant, detection: Detection, events: EventsFile, schema: Schema): Pick<JudgedMutant, "fate" | "because"> | undefined {
  const runner = new EventRunner({ ...detection, query: mutant.text }, events, schema);
  const special = ({ event }: ReturnType<typeof eventsOf>[number]): number => (event.exceptions === undefined && event.parameters === undefined ? 0 : 1);
  for (const { event, fires } of eventsOf(events).sort((a, b) => special(a) - special(b))) {
    try {
      if (!judgeEvent(event, fires, runner.run(event)).holds) return { fate: "noticed", because: event.name };
    } catch (error) {
      if (!(error instanceof KqlError)) throw error;
      // What can't be bound is no query; what fails on a record would fail in the workspace, and be seen.
      return error.kind === "syntax" || error.kind === "semantic" ? { fate: "invalid", because: error.message } : { fate: "noticed", because: `${event.name}: ${error.message}` };
    }
  }
  return undefined;
}
