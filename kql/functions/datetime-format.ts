import { type Civil, civilOf, TICKS } from "../values/calendar";
import { digits } from "../values/datetime";
import { textOf } from "../values/text";
import { DateTime, Timespan, type Value } from "../values/value";
import { type Call, type Compute, pure, type ScalarFunctions } from "./call";

/** What a format is made of: a run of one letter, or a character between the letters. */
type Piece<T> = (at: T) => string;
type Specifier<T> = (at: T, width: number) => string;

interface Letters<T> {
  readonly token: RegExp;
  readonly specifiers: Readonly<Record<string, Specifier<T>>>;
}

/** Longer runs are read as several, as in `ddd`: a `dd` and a `d`. */
const DATE: Letters<Civil> = {
  token: /yyyy|yy?|MM?|dd?|HH?|hh?|mm?|ss?|tt|f{1,7}|F{1,7}|[^]/gu,
  specifiers: {
    y: ({ year }, width) => (width === 4 ? digits(year, 4) : digits(year % 100, width)),
    M: ({ month }, width) => digits(month, width),
    d: ({ day }, width) => digits(day, width),
    H: ({ hour }, width) => digits(hour, width),
    h: ({ hour }, width) => digits(hour % 12 || 12, width),
    m: ({ minute }, width) => digits(minute, width),
    s: ({ second }, width) => digits(second, width),
    tt: ({ hour }) => (hour < 12 ? "AM" : "PM"),
    f: ({ fraction }, width) => digits(fraction, 7).slice(0, width),
    F: ({ fraction }, width) => withoutZeros(digits(fraction, 7).slice(0, width)),
  },
};

/** Ticks of a timespan's size, its sign apart. */
const SPAN: Letters<bigint> = {
  token: /d{1,8}|HH?|hh?|mm?|ss?|f{1,7}|F{1,7}|[^]/gu,
  specifiers: {
    d: (ticks, width) => digits(ticks / TICKS.day, width),
    H: (ticks, width) => digits((ticks / TICKS.hour) % 24n, width),
    h: (ticks, width) => digits((ticks / TICKS.hour) % 24n, width),
    m: (ticks, width) => digits((ticks / TICKS.minute) % 60n, width),
    s: (ticks, width) => digits((ticks / TICKS.second) % 60n, width),
    f: (ticks, width) => digits(ticks % TICKS.second, 7).slice(0, width),
    F: (ticks, width) => withoutZeros(digits(ticks % TICKS.second, 7).slice(0, width)),
  },
};

/** The only characters that may stand between specifiers: https://learn.microsoft.com/en-us/kusto/query/format-datetime-function#supported-delimiters */
const DELIMITERS = " /-:,._[]";

function withoutZeros(text: string): string {
  let end = text.length;
  while (text[end - 1] === "0") end--;
  return text.slice(0, end);
}

/** The character that no format may hold, or the format's pieces. */
function parse<T>({ token, specifiers }: Letters<T>, format: string): readonly Piece<T>[] | { readonly wrong: string } {
  const pieces: Piece<T>[] = [];
  for (const [text] of format.matchAll(token)) {
    const specifier = specifiers[text] ?? specifiers[text.charAt(0)];
    if (specifier) pieces.push((at) => specifier(at, text.length));
    else if (DELIMITERS.includes(text)) pieces.push(() => text);
    else return { wrong: text };
  }
  return pieces;
}

/** A span's days have up to eight digits, for one letter. */
const LONGEST_PER_LETTER = 8;

function formatter<T>(call: Call, letters: Letters<T>): (at: T, format: string) => string {
  let last: { format: string; pieces: readonly Piece<T>[] } | undefined;
  const piecesOf = (format: string): readonly Piece<T>[] => {
    if (last?.format === format) return last.pieces;
    call.context.budget.size(format.length * LONGEST_PER_LETTER, "a string");
    const pieces = parse(letters, format);
    if ("wrong" in pieces) return call.refuse(`${call.name} can't use ${JSON.stringify(pieces.wrong)} in a format`);
    last = { format, pieces };
    return pieces;
  };
  const constant = call.args[1]?.constant;
  // A bad constant format is refused even where no row comes.
  if (constant) piecesOf(textOf(constant.value));
  return (at, format) =>
    piecesOf(format)
      .map((piece) => piece(at))
      .join("");
}

function formatDateTime(call: Call): Compute {
  const write = formatter(call, DATE);
  return pure((at: Value, format) => (at instanceof DateTime ? write(civilOf(at.ticks), textOf(format ?? null)) : ""))(call);
}

function formatTimespan(call: Call): Compute {
  const write = formatter(call, SPAN);
  return pure((at: Value, format) => {
    if (!(at instanceof Timespan)) return "";
    return at.ticks < 0n ? `-${write(-at.ticks, textOf(format ?? null))}` : write(at.ticks, textOf(format ?? null));
  })(call);
}

export const datetimeFormatting: ScalarFunctions = { format_datetime: formatDateTime, format_timespan: formatTimespan };
