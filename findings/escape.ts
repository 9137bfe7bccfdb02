import { escapeSequence, UNPRINTABLE } from "../catalogue/unprintable";

/** Untrusted text made safe for where it is printed. */

/** One line for a terminal: no escape sequence, no newline, no change of direction. Unprintable characters show as `\u001b`. */
export function forTerminal(text: string): string {
  return text.replace(UNPRINTABLE, (c) => (c === "\n" || c === "\t" ? " " : escapeSequence(c)));
}

/**
 * Text as GitHub-flavoured Markdown that shows just that text: no link, image, HTML, code, emphasis, formula or table cell begins in it.
 * GitHub makes mentions, issue links and addresses out of the finished page, where no escape is left: a zero-width space breaks those.
 */
export function forMarkdown(text: string): string {
  return forTerminal(text)
    .replace(/@|#(?=\d)|:(?=\/\/)|(?<![a-z0-9])www(?=\.)/giu, "$&\u200b")
    .replace(/[\\`*_[\]|~$]/gu, "\\$&")
    .replace(/&/gu, "&amp;")
    .replace(/</gu, "&lt;")
    // An emoji's short name.
    .replace(/:(?=[\w+-]+:)/gu, "&#58;")
    .replace(/^\s*(?=[#+>-])/u, "\\")
    .replace(/^(\d+)(?=[.)])/u, "$1\\");
}

/** Also their forms of full width, which spreadsheets for East Asian scripts take for the same. */
const BEGINS_FORMULA = /^[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]/u;

/**
 * Text of a CSV cell that no spreadsheet takes for a formula: where it begins like one, an apostrophe stands before it. A mail's subject or a user agent is
 * written by strangers, and a formula can send the sheet away or start a program as soon as the file is opened (OWASP "CSV Injection"; ASVS 5.0, 1.2.10).
 * It changes the data, so numbers, which may begin with a minus, are not for it.
 */
export function forCsv(text: string): string {
  return BEGINS_FORMULA.test(text) ? `'${text}` : text;
}
