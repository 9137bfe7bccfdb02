import { setTimeout as sleep } from "node:timers/promises";

/** The first attempt and three more. */
export const MOST_ATTEMPTS = 4;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 60_000;
/** A service that wants to be left alone for longer is not waited for: Azure's shorter limits are over intervals of up to five minutes. */
const LONGEST_ASKED_MS = 310_000;

/**
 * How long to wait before another attempt, in milliseconds: twice as long each time, up to a minute, of which a random half is taken off so that stacks that were
 * throttled together don't come back together; or as long as the service asks. Undefined where it isn't worth it.
 * @param attempts how often it was tried
 * @param random from 0 up to 1
 */
export function pauseBefore(attempts: number, random: number, askedMs?: number): number | undefined {
  if (attempts >= MOST_ATTEMPTS) return undefined;
  const own = Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS) * (1 - random / 2);
  if (askedMs === undefined) return Math.round(own);
  return askedMs > LONGEST_ASKED_MS ? undefined : Math.round(Math.max(own, askedMs + 1000 * random));
}

/** Waits, and no longer than until the signal. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch {
    // Whoever waits looks at the signal.
  }
}
