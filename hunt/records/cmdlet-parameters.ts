/** A parameter of a cmdlet as Exchange's records list it. */
export interface CmdletParameter {
  readonly Name: string;
  readonly Value: string;
}

/**
 * A name with its hyphen, a quoted text with its quotes doubled or escaped by a backtick, a bare word. A quote that is never closed goes to the end, so that no text is
 * tried anew from each of its quotes.
 */
const TOKEN = /-(?<name>[A-Za-z]\w*)(?::(?=\S))?|"(?<double>(?:[^"`]|""|`[^]?)*)(?:"|$)|'(?<single>(?:[^']|'')*)(?:'|$)|(?<comma>,)|(?<bare>[^\s,"']+)/gu;

/**
 * Reads what was typed after a cmdlet: `-Identity "x" -Force -Enabled:$false -Users "a","b"`. A switch alone is True; the parts of a list are joined by semicolons, as
 * Exchange's records join them. Text that begins with no parameter's name gives none.
 */
export function parametersIn(text: string): readonly CmdletParameter[] {
  const found: { Name: string; Value: string | undefined; open: boolean }[] = [];
  for (const { groups = {} } of text.matchAll(TOKEN)) {
    const last = found.at(-1);
    if (groups["name"] !== undefined) found.push({ Name: groups["name"], Value: undefined, open: false });
    else if (last !== undefined && groups["comma"] !== undefined) last.open = true;
    else if (last !== undefined) Object.assign(last, { Value: joined(last.Value, valueOf(groups), last.open), open: false });
  }
  return found.map(({ Name, Value = "True" }) => ({ Name, Value }));
}

/** Words without a comma between them are one value that should have stood in quotes. */
function joined(before: string | undefined, value: string, afterComma: boolean): string {
  return before === undefined ? value : `${before}${afterComma ? ";" : " "}${value}`;
}

function valueOf({ double, single, bare = "" }: Readonly<Record<string, string | undefined>>): string {
  if (double !== undefined) return double.replaceAll('""', '"').replace(/`([^])/gu, "$1");
  if (single !== undefined) return single.replaceAll("''", "'");
  return /^\$(?:true|false)$/iu.test(bare) ? `${bare.charAt(1).toUpperCase()}${bare.slice(2).toLowerCase()}` : bare;
}
