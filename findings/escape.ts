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
