/**
 * Quotes a text as Terraform does in addresses: with its own escapes, which are not quite JSON's (`toHCLQuotedString` in hashicorp/terraform,
 * internal/addrs/instance_key.go).
 */
export function quoted(text: string): string {
  return `"${[...text.replace(/[$%](?=\{)/gu, "$&$&")].map(escaped).join("")}"`;
}

const NAMED: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\" };

function escaped(c: string): string {
  if (Object.hasOwn(NAMED, c)) return NAMED[c] ?? c;
  if (/[\p{L}\p{M}\p{N}\p{P}\p{S} ]/u.test(c)) return c;
  const hex = (c.codePointAt(0) ?? 0).toString(16);
  return hex.length <= 4 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}

const MEANT: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/** What a quoted text says. Never throws: an escape that Terraform doesn't have stands for the character after the backslash. */
export function unquoted(text: string): string {
  return text.slice(1, -1).replace(/\\(?:u([0-9A-Fa-f]{4})|U(00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4})|(.))|([$%])\4(?=\{)/gsu, (_, short?: string, long?: string, one?: string, sign?: string) => {
    const hex = short ?? long;
    if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
    return sign ?? MEANT[one ?? ""] ?? one ?? "";
  });
}
