export interface Pair {
  readonly key: string;
  readonly value: string;
}

export interface PairSigns {
  /** What may stand around a key or a value that holds delimiters. */
  readonly quotes: readonly { readonly open: string; readonly close: string }[];
  /** In quotes each makes the next character an ordinary one. */
  readonly escapes: readonly string[];
}

export interface PairDelimiters extends PairSigns {
  readonly pair: string;
  readonly separator: string;
  /** A value goes on to the next key, over pair delimiters. */
  readonly greedy: boolean;
}

/** `a=1;b="x;y"` with delimiters that are known. Blanks around keys and values are none of theirs. */
export function* pairsBetween(text: string, delimiters: PairDelimiters): Generator<Pair> {
  const quotes = new Quotes(text, delimiters);
  let at = 0;
  for (;;) {
    const found = nextKey(text, at, delimiters, quotes);
    if (found === undefined) return;
    const start = skipBlanks(text, found.end);
    const quoted = quotes.at(start);
    const end = quoted?.end ?? valueEnd(text, start, delimiters, quotes);
    yield { key: found.key, value: quoted?.inner ?? text.slice(start, end).trim() };
    at = end;
  }
}

interface Key {
  readonly key: string;
  /** Where it begins, and where its separator ends. */
  readonly start: number;
  readonly end: number;
}

/** What stands before the next separator, back to a pair delimiter. */
function nextKey(text: string, from: number, delimiters: PairDelimiters, quotes: Quotes): Key | undefined {
  const { pair, separator } = delimiters;
  let start = skipBlanks(text, from);
  const quoted = quotes.at(start);
  if (quoted) {
    const after = skipBlanks(text, quoted.end);
    if (text.startsWith(separator, after)) return { key: quoted.inner, start, end: after + separator.length };
  }
  const end = text.indexOf(separator, start);
  if (end < 0) return undefined;
  const before = text.slice(start, end).trimEnd();
  const last = before.lastIndexOf(pair);
  if (last >= 0) {
    start += last + pair.length;
    // A quoted key may follow the delimiter.
    const opened = skipBlanks(text, start);
    if (quotes.at(opened)) return nextKey(text, opened, delimiters, quotes);
  }
  return { key: text.slice(start, end).trim(), start, end: end + separator.length };
}

function valueEnd(text: string, start: number, delimiters: PairDelimiters, quotes: Quotes): number {
  const { pair, greedy } = delimiters;
  const delimiter = text.indexOf(pair, start);
  if (delimiter < 0) return text.length;
  if (!greedy) return delimiter;
  const next = nextKey(text, delimiter + pair.length, delimiters, quotes);
  if (next === undefined) return text.length;
  const end = text.lastIndexOf(pair, next.start - 1);
  return end < start ? text.length : end;
}

/** Words and quoted texts in a row: a word that is a key has the next for its value. Whatever is no letter and no digit stands between them. */
export function* pairsOfWords(text: string, keys: ReadonlySet<string>, signs: PairSigns): Generator<Pair> {
  let key: string | undefined;
  for (const word of words(text, signs)) {
    if (key !== undefined) {
      yield { key, value: word };
      key = undefined;
    } else if (keys.has(word)) key = word;
  }
}

function* words(text: string, signs: PairSigns): Generator<string> {
  const quotes = new Quotes(text, signs);
  for (let at = 0; at < text.length; ) {
    const quoted = quotes.at(at);
    WORD.lastIndex = at;
    const word = quoted?.inner ?? WORD.exec(text)?.[0];
    if (word !== undefined) yield word;
    at = quoted?.end ?? at + (word?.length ?? 1);
  }
}
const WORD = /[\p{L}\p{N}]+/uy;

/** The quoted texts of a text. */
class Quotes {
  /** Signs that are known to open a quote that nothing closes: looking again from further on would find no end either. */
  private readonly unclosed = new Set<string>();

  constructor(
    private readonly text: string,
    private readonly signs: PairSigns,
  ) {}

  /** The quoted text that begins there, without its quotes and escapes; undefined where none begins, or none ends. */
  at(start: number): { readonly inner: string; readonly end: number } | undefined {
    const { text, signs } = this;
    const quote = start < text.length ? signs.quotes.find(({ open }) => text.startsWith(open, start)) : undefined;
    if (quote === undefined || this.unclosed.has(quote.open)) return undefined;
    let inner = "";
    for (let at = start + 1; at < text.length; at++) {
      const char = text.charAt(at);
      if (signs.escapes.includes(char)) inner += text.charAt(++at);
      else if (char === quote.close) return { inner, end: at + 1 };
      else inner += char;
    }
    this.unclosed.add(quote.open);
    return undefined;
  }
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charAt(at).trim() === "") at++;
  return at;
}
