import { escapeSequence, UNPRINTABLE } from "../../catalogue/unprintable";

/** A value as one line of JSON, in which no character moves a terminal's cursor or changes the direction of text. */
export function jsonLine(value: object): string {
  return `${JSON.stringify(value).replace(UNPRINTABLE, escapeSequence)}\n`;
}

/** The same on many lines, for a whole report. */
export function indentedJson(value: object): string {
  // JSON itself escapes the newlines of texts: those that are left are its own.
  return `${JSON.stringify(value, undefined, 2).replace(UNPRINTABLE, (char) => (char === "\n" ? char : escapeSequence(char)))}\n`;
}
