/** C0, DEL and C1 controls, line and paragraph separators, and marks that change the direction of what follows them. */
export const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** `\u001b`: how an unprintable character is shown instead of printed, each of its UTF-16 units for itself. */
export function escapeSequence(char: string): string {
  return [...Array(char.length).keys()].map((i) => `\\u${char.charCodeAt(i).toString(16).padStart(4, "0")}`).join("");
}
