import { escapeSequence, UNPRINTABLE } from "../../catalogue/unprintable";

/** A value as one line of JSON, in which no character moves a terminal's cursor or changes the direction of text. */
export function jsonLine(value: object): string {
  return `${JSON.stringify(value).replace(UNPRINTABLE, escapeSequence)}\n`;
}
