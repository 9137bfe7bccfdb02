import { TICKS, UNIX_EPOCH } from "../values/calendar";
import { dateTimeOf } from "../values/datetime";
import { textOf } from "../values/text";
import { DateTime } from "../values/value";
import { type Call, type Compute, type ScalarFunctions, strict } from "./call";

/** Ticks by which a zone's clocks are ahead of UTC at an instant. */
type Offset = (utc: bigint) => bigint;

/** Making a zone's clock is slow; there are a few hundred zones, and unknown ones are not kept. */
const zones = new Map<string, Offset>();

function zone(call: Call, name: string): Offset {
  const known = zones.get(name);
  if (known) return known;
  const made = offsetsOf(name) ?? call.refuse(`${call.name} does not know the time zone ${JSON.stringify(name)}`);
  zones.set(name, made);
  return made;
}

function offsetsOf(name: string): Offset | undefined {
  // Intl reads offsets too, which are no zones of https://learn.microsoft.com/en-us/kusto/query/timezone
  if (!/^[a-z][\w/+-]{0,60}$/iu.test(name)) return undefined;
  try {
    const clock = new Intl.DateTimeFormat("en-US", { ...CLOCK, timeZone: name });
    return (utc) => offsetAt(clock, utc);
  } catch {
    return undefined;
  }
}

const CLOCK = {
  hourCycle: "h23",
  era: "short",
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  minute: "numeric",
  second: "numeric",
} as const;

function offsetAt(clock: Intl.DateTimeFormat, utc: bigint): bigint {
  const seconds = Number((utc - UNIX_EPOCH) / TICKS.second);
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of clock.formatToParts(seconds * 1000)) parts[type] = value;
  const local = new Date(0);
  const year = Number(parts.year);
  local.setUTCFullYear(parts.era === "BC" ? 1 - year : year, Number(parts.month) - 1, Number(parts.day));
  local.setUTCHours(Number(parts.hour), Number(parts.minute), Number(parts.second));
  return (BigInt(local.getTime() / 1000) - BigInt(seconds)) * TICKS.second;
}

/**
 * Around a change of the clocks the offset after the change decides, for an hour that is skipped as for one that comes twice.
 * https://learn.microsoft.com/en-us/kusto/query/datetime-local-to-utc-function
 */
function utcOf(local: bigint, offset: Offset): bigint {
  const [before, after] = [offset(local - TICKS.day), offset(local + TICKS.day)];
  const stillBefore = offset(local - before) === before && offset(local - after) !== after;
  return local - (stillBefore ? before : after);
}

function toLocal(call: Call): Compute {
  return strict((at, name) => (at instanceof DateTime ? dateTimeOf(at.ticks + zone(call, textOf(name))(at.ticks)) : null))(call);
}

function toUtc(call: Call): Compute {
  return strict((at, name) => (at instanceof DateTime ? dateTimeOf(utcOf(at.ticks, zone(call, textOf(name)))) : null))(call);
}

export const timeZones: ScalarFunctions = { datetime_utc_to_local: toLocal, datetime_local_to_utc: toUtc };
