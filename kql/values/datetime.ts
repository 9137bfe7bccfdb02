import { civilOf, isDate, LAST_TICK, TICKS, ticksOfDate, UNIX_EPOCH } from "./calendar";
import { DateTime } from "./value";

/** Null outside of the years 1 to 9999. */
export function dateTimeOf(ticks: bigint): DateTime | null {
  return ticks < 0n || ticks > LAST_TICK ? null : new DateTime(ticks);
}

/** `2026-11-20T09:00:00.0000000Z` */
export function dateTimeText(value: DateTime): string {
  const at = civilOf(value.ticks);
  const date = `${digits(at.year, 4)}-${digits(at.month, 2)}-${digits(at.day, 2)}`;
  return `${date}T${digits(at.hour, 2)}:${digits(at.minute, 2)}:${digits(at.second, 2)}.${digits(at.fraction, 7)}Z`;
}

export function digits(number: number | bigint, width: number): string {
  return String(number).padStart(width, "0");
}

/**
 * Reads the forms that https://learn.microsoft.com/en-us/kusto/query/scalar-data-types/datetime lists: ISO 8601, RFC 822, RFC 850, and the
 * American month/day/year. Null for anything else.
 */
export function parseDateTime(text: string): DateTime | null {
  const plain = plainIso(text);
  if (plain !== undefined) return plain;
  const trimmed = text.trim();
  for (const [form, read] of FORMS) {
    const match = form.exec(trimmed);
    if (match?.groups) return read(match.groups);
  }
  return null;
}

/** The one form that logs are full of, without a regular expression: `YYYY-MM-DDThh:mm:ss[.f…]Z`. Undefined where the text is of another form. */
function plainIso(text: string): DateTime | null | undefined {
  const length = text.length;
  if (length < 20 || length === 21 || length > 28 || text.charCodeAt(length - 1) !== 0x5a || text.charCodeAt(10) !== 0x54) return undefined;
  if (text.charCodeAt(4) !== 0x2d || text.charCodeAt(7) !== 0x2d || text.charCodeAt(13) !== 0x3a || text.charCodeAt(16) !== 0x3a) return undefined;
  const year = numberAt(text, 0, 4);
  const month = numberAt(text, 5, 7);
  const day = numberAt(text, 8, 10);
  const hour = numberAt(text, 11, 13);
  const minute = numberAt(text, 14, 16);
  const second = numberAt(text, 17, 19);
  let fraction = 0;
  if (length > 20) {
    if (text.charCodeAt(19) !== 0x2e) return undefined;
    fraction = numberAt(text, 20, length - 1) * 10 ** (28 - length);
  }
  if (!(year + month + day + hour + minute + second + fraction >= 0) || year < 100) return undefined;
  if (hour > 23 || minute > 59 || second > 59 || !isDate(year, month, day)) return null;
  const milliseconds = Date.UTC(year, month - 1, day, hour, minute, second);
  return new DateTime(BigInt(milliseconds) * TICKS.millisecond + UNIX_EPOCH + BigInt(fraction));
}

/** NaN unless every character is a digit. */
function numberAt(text: string, from: number, to: number): number {
  let number = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return NaN;
    number = number * 10 + digit;
  }
  return number;
}

type Parts = Readonly<Record<string, string | undefined>>;

const TIME = String.raw`(?<h>\d{1,2}):(?<mi>\d{2})(?::(?<s>\d{2})(?:[.,](?<f>\d{1,9}))?)?`;
const ZONE = String.raw`(?<z>Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)`;

const FORMS: readonly (readonly [RegExp, (parts: Parts) => DateTime | null])[] = [
  [new RegExp(String.raw`^(?<y>\d{4})-(?<m>\d{1,2})(?:-(?<d>\d{1,2})(?:(?:T|\s+)${TIME}\s*${ZONE}?)?)?$`, "iu"), build],
  [/^(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})$/u, build],
  [/^(?<y>\d{4})$/u, build],
  [new RegExp(String.raw`^(?<y>\d{4})/(?<m>\d{1,2})/(?<d>\d{1,2})(?:\s+${TIME})?$`, "u"), build],
  [new RegExp(String.raw`^(?<m>\d{1,2})(?<sep>[/-])(?<d>\d{1,2})\k<sep>(?<y>\d{4})(?:\s+${TIME}\s*(?<half>AM|PM)?)?$`, "iu"), build],
  [new RegExp(String.raw`^(?:[a-z]{3,9},?\s+)?(?<d>\d{1,2})[\s-](?<name>[a-z]{3})[a-z]*[\s-](?<y>\d{2}|\d{4})(?:\s+${TIME})?(?:\s*${ZONE})?$`, "iu"), build],
];

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

function build(parts: Parts): DateTime | null {
  const year = yearOf(parts["y"] ?? "");
  const month = parts["name"] === undefined ? Number(parts["m"] ?? 1) : MONTHS.indexOf(parts["name"].toLowerCase()) + 1;
  const day = Number(parts["d"] ?? 1);
  const hour = hourOf(Number(parts["h"] ?? 0), parts["half"]);
  const minute = Number(parts["mi"] ?? 0);
  const second = Number(parts["s"] ?? 0);
  if (!isDate(year, month, day) || hour > 23 || minute > 59 || second > 59) return null;
  const fraction = BigInt((parts["f"] ?? "").slice(0, 7).padEnd(7, "0"));
  const time = BigInt(hour) * TICKS.hour + BigInt(minute) * TICKS.minute + BigInt(second) * TICKS.second + fraction;
  const offset = zoneOffset(parts["z"]);
  return offset === null ? null : dateTimeOf(ticksOfDate(year, month, day) + time - offset);
}

/** Of two digits it is one from 1950 to 2049, as .NET's calendar has it. */
function yearOf(digits: string): number {
  const year = Number(digits);
  return digits.length > 2 ? year : year + (year < 50 ? 2000 : 1900);
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  return (hour % 12) + (half.toLowerCase() === "pm" ? 12 : 0);
}

/** Null for more than the 14 hours that .NET takes. */
function zoneOffset(zone: string | undefined): bigint | null {
  const match = /^(?<sign>[+-])(?<h>\d{2}):?(?<m>\d{2})?$/u.exec(zone ?? "");
  if (!match?.groups) return 0n;
  const ticks = BigInt(match.groups["h"] ?? 0) * TICKS.hour + BigInt(match.groups["m"] ?? 0) * TICKS.minute;
  if (ticks > 14n * TICKS.hour) return null;
  return match.groups["sign"] === "-" ? -ticks : ticks;
}
