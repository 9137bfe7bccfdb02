import * as v from "valibot";
import { date, isCalendarDay, text } from "./shape";

/** An exception is a promise with an end: no longer than a year and a day, so that somebody looks at it again. */
export const LONGEST_COMMITMENT_DAYS = 366;
const DAY_MS = 86_400_000;

/** Who answers for a departure from the baseline, why, and until when. Dates are UTC days; the promise holds through the day it expires on. */
export interface Commitment {
  readonly reason: string;
  readonly owner: string;
  /** YYYY-MM-DD */
  readonly granted: string;
  /** YYYY-MM-DD; the last day it holds. */
  readonly expires: string;
}

/** The keys of a {@link Commitment}, to be spread into the map that makes one. */
export const commitmentEntries = {
  reason: v.pipe(text("a reason", "say in a sentence why this is accepted"), v.description("Why this is accepted, in a sentence.")),
  owner: v.pipe(text("an owner", "name the person or team that answers for it"), v.description("The person or team that answers for it.")),
  granted: v.pipe(date(), v.description("The day it was granted, YYYY-MM-DD (UTC).")),
  expires: v.pipe(date(), v.description(`The last day it holds, YYYY-MM-DD (UTC); at most ${LONGEST_COMMITMENT_DAYS} days after it was granted.`)),
} as const;

/** The instant from which the promise no longer holds: midnight UTC after its last day. ISO 8601. */
export function lapsesAt({ expires }: Pick<Commitment, "expires">): string {
  return new Date(Date.parse(`${expires}T00:00:00Z`) + DAY_MS).toISOString().replace(".000Z", "Z");
}

export type CommitmentState = "not yet granted" | "live" | "expired";

export function commitmentState(commitment: Pick<Commitment, "granted" | "expires">, now: Date): CommitmentState {
  if (now.getTime() >= Date.parse(lapsesAt(commitment))) return "expired";
  return now.getTime() < Date.parse(`${commitment.granted}T00:00:00Z`) ? "not yet granted" : "live";
}

/** What is wrong between its dates, or nothing; a day that is none is the schema's to refuse. */
export function commitmentFault({ granted, expires }: Pick<Commitment, "granted" | "expires">): string | undefined {
  if (!isCalendarDay(granted) || !isCalendarDay(expires)) return undefined;
  const days = (Date.parse(`${expires}T00:00:00Z`) - Date.parse(`${granted}T00:00:00Z`)) / DAY_MS;
  if (days < 0) return `${expires} is before ${granted}, the day it was granted; write a later day`;
  if (days > LONGEST_COMMITMENT_DAYS) {
    const latest = new Date(Date.parse(`${granted}T00:00:00Z`) + LONGEST_COMMITMENT_DAYS * DAY_MS).toISOString().slice(0, 10);
    return `${expires} is ${days} days after ${granted}, the day it was granted; ${LONGEST_COMMITMENT_DAYS} are allowed: write ${latest} or earlier`;
  }
  return undefined;
}
