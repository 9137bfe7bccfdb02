import type { HuntFinding } from "../finding";
import type { KeptAlert } from "./compare-alerts";

/** How an alert that both rules have is told: what stands there now, and what stood there; "" for nothing. */
export interface ToldOtherwise {
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

const TOLD = ["severity", "title", "actor", "mailbox", "address", "application"] as const;

export function toldOtherwise({ before, after }: KeptAlert): ToldOtherwise[] {
  const [was, is] = [detailsOf(before), detailsOf(after)];
  const details = [...new Set([...was.keys(), ...is.keys()])];
  return [
    ...TOLD.map((what) => ({ what, before: before[what], after: after[what] })),
    ...details.map((name) => ({ what: `detail ${name}`, before: was.get(name) ?? "", after: is.get(name) ?? "" })),
  ].filter((told) => told.before !== told.after);
}

function detailsOf({ details }: HuntFinding): ReadonlyMap<string, string> {
  return new Map(details.map(({ name, value }) => [name, value]));
}
