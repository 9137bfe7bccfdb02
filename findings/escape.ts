/** Untrusted text made safe for where it is printed. */

/** C0, DEL and C1 controls, line and paragraph separators, and marks that change the direction of what follows them. */
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** One line for a terminal: no escape sequence, no newline, no change of direction. Unprintable characters show as `\u001b`. */
export function forTerminal(text: string): string {
  return text.replace(UNPRINTABLE, (c) => (c === "\n" || c === "\t" ? " " : `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`));
}

/** Text as GitHub-flavoured Markdown that shows exactly that text: no link, image, mention, HTML, code, emphasis or table cell begins in it. */
export function forMarkdown(text: string): string {
  return forTerminal(text)
    .replace(/[\\`*_{}[\]()#+!|~>-]/gu, "\\$&")
    .replace(/&/gu, "&amp;")
    .replace(/</gu, "&lt;")
    .replace(/@/gu, "@\u200b")
    .replace(/:\/\//gu, ":\u200b//")
    .replace(/\bwww\./giu, "www\u200b.")
    .replace(/^(\d+)\./u, "$1\\.");
}
