import { KqlError, type Position } from "../engine/errors";
import { type Code, host, itemsOf } from "./host";
import { refuseDeep } from "./nesting";
import { positions } from "./position";

export interface Formatted {
  /** What the parser can't read; then the text is as it was. */
  readonly faults: readonly (Position & { readonly message: string })[];
  readonly formatted: string;
}

/** It settles in one or two passes. */
const MOST_PASSES = 5;

/** A query laid out as Microsoft's formatter does, its lines ending as they did. Throws KqlError where that would change more than blanks. */
export function formatQuery(text: string): Formatted {
  const lines = text.replaceAll("\r\n", "\n");
  const code = parsed(lines);
  const positionOf = positions(lines);
  const faults = itemsOf(code.GetDiagnostics())
    .filter(({ Code: number }) => /^KS0\d\d$/u.test(number))
    .map(({ Start, Message }) => ({ ...positionOf(Start), message: Message }));
  if (faults.length > 0 || lines.trim() === "") return { faults, formatted: text };
  const laidOut = settled(code);
  if (wordsOf(parsed(laidOut)) !== wordsOf(code)) throw new KqlError("unsupported", "Microsoft's formatter would change what this query says, not only how it looks");
  return { faults, formatted: text.includes("\r\n") ? laidOut.replaceAll("\n", "\r\n") : laidOut };
}

function settled(code: Code): string {
  let text = code.Text;
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const next = `${host().formatted(parsed(text)).replaceAll("\r\n", "\n").trimEnd()}\n`;
    if (next === text) break;
    text = next;
  }
  return text;
}

function parsed(text: string): Code {
  refuseDeep(text);
  return host().parse(text, host().defaultGlobals);
}

/** Its tokens and comments, without the blanks between. */
function wordsOf(code: Code): string {
  return JSON.stringify(itemsOf(code.GetLexicalTokens()).flatMap(({ Text, Trivia }) => [...Trivia.split("\n").map((line) => line.trim()).filter((line) => line !== ""), Text]));
}
