const BEYOND_ASCII = /[^\x00-\x7f]/u;

export function isAscii(text: string): boolean {
  return !BEYOND_ASCII.test(text);
}

/** Each character by itself, without the language's rules: a letter whose other case is two letters stays as it is, and no sigma knows where a word ends. */
export function lowerCase(text: string): string {
  return isAscii(text) || !/[İΣ]/u.test(text) ? text.toLowerCase() : eachCharacter(text, (char) => char.toLowerCase());
}

export function upperCase(text: string): string {
  const upper = text.toUpperCase();
  // Only letters that become several change the length.
  return upper.length === text.length ? upper : eachCharacter(text, (char) => char.toUpperCase());
}

/**
 * Two texts are the same but for case when this makes them equal. Letters outside ASCII never become ones in it: `ı` is no `I`.
 * The text keeps its length, so that places in it stay what they were.
 */
export function ignoreCase(text: string): string {
  return /[ıſ]/u.test(text) ? eachCharacter(text, (char) => (char === "ı" || char === "ſ" ? char : char.toUpperCase())) : upperCase(text);
}

function eachCharacter(text: string, change: (char: string) => string): string {
  let changed = "";
  for (const char of text) {
    const other = change(char);
    changed += other.length === char.length ? other : char;
  }
  return changed;
}
