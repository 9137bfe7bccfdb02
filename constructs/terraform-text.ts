import { Token } from "cdktf";

/**
 * Text as a Terraform string that evaluates to exactly that text. cdktf escapes nothing, so whatever comes from a tenant file or a rule goes
 * through here: `${file("/etc/passwd")}` must arrive as those characters.
 *
 * - `${` and `%{` begin a template; doubled, they are themselves.
 * - cdktf looks for its own markers (`${TfToken[…]}`, `#{TfToken[…]}`, `&{TfToken[…]}`) even inside an escaped `$${`, so the marker is
 *   split by a template that evaluates to its bracket.
 * - cdktf also takes a number of the magnitude in which it encodes number tokens (1e289) for one, so its exponent is split likewise.
 */
export function text(value: string): string {
  if (RESERVED.includes(value)) return `\${"${value.slice(0, 1)}"}${value.slice(1)}`;
  return value
    .replace(/\$\{/gu, "$$$${")
    .replace(/%\{/gu, "%%{")
    .replace(/TfToken\[/gu, 'TfToken${"["}')
    .replace(/[-|\d.+]+e[-|\d.eE+]+/gu, (number) => (Math.abs(Number.parseFloat(number)) > 1e200 ? number.replaceAll("e", '${"e"}') : number));
}

/** Texts that cdktf refuses wherever they stand alone. */
const RESERVED: readonly string[] = [Token.STRING_MAP_TOKEN_VALUE, Token.ANY_MAP_TOKEN_VALUE];
