import { kindOf } from "../language/host";
import type { SyntaxNode, Token } from "../language/syntax";

type Placed = SyntaxNode & Token;

/** The words of a part of a query, in order: neither blanks nor comments. Without recursion, since a query may nest deep. */
export function wordsOf(node: SyntaxNode): readonly Placed[] {
  const words: Placed[] = [];
  const pending = [node];
  for (let at = pending.pop(); at; at = pending.pop()) {
    if (kindOf(at).startsWith("SyntaxToken")) words.push(at as Placed);
    for (let index = at.ChildCount - 1; index >= 0; index--) {
      const child = at.GetChild(index);
      if (child) pending.push(child);
    }
  }
  return words.filter(({ Text }) => Text !== "");
}

/** The same text for parts that differ only in their layout; words can't run into one another. */
export function wordKey(node: SyntaxNode): string {
  return JSON.stringify(wordsOf(node).map(({ Text }) => Text));
}

/** As it was written, on one line and without comments. */
export function oneLine(node: SyntaxNode): string {
  const words = wordsOf(node);
  return words.map((word, index) => `${apart(words[index - 1], word) ? " " : ""}${word.Text.replace(/\s+/gu, " ")}`).join("");
}

function apart(before: Placed | undefined, word: Placed): boolean {
  if (before === undefined || /^[([.]$/u.test(before.Text) || /^[)\].,]$/u.test(word.Text)) return false;
  return before.TextStart + before.Width < word.TextStart;
}
