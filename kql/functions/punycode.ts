/*
 * Letters of any language in letters of ASCII: https://www.rfc-editor.org/rfc/rfc3492. Node's own module for it is deprecated, and its
 * domainToASCII also folds case and refuses blanks, which Kusto does not.
 */
const BASE = 36;
const LEAST = 1;
const MOST = 26;
const SKEW = 38;
const DAMP = 700;
const FIRST_BIAS = 72;
const FIRST_CODE = 128;
const LAST_CODE = 0x10ffff;
const DIGITS = "abcdefghijklmnopqrstuvwxyz0123456789";

export function toPunycode(text: string): string {
  const codes = Array.from(text, (char) => char.codePointAt(0) ?? 0);
  const plain = codes.filter((code) => code < FIRST_CODE);
  let written = String.fromCodePoint(...plain) + (plain.length > 0 ? "-" : "");
  let [next, delta, bias, done] = [FIRST_CODE, 0, FIRST_BIAS, plain.length];
  while (done < codes.length) {
    const lowest = codes.reduce((least, code) => (code >= next && code < least ? code : least), LAST_CODE);
    delta += (lowest - next) * (done + 1);
    next = lowest;
    for (const code of codes) {
      if (code < next) delta++;
      if (code !== next) continue;
      written += digitsOf(delta, bias);
      bias = adapted(delta, done + 1, done === plain.length);
      delta = 0;
      done++;
    }
    delta++;
    next++;
  }
  return written;
}

/** Undefined for what is no Punycode. */
export function fromPunycode(written: string): string | undefined {
  const dash = written.lastIndexOf("-");
  const codes = Array.from(written.slice(0, Math.max(0, dash)), (char) => char.codePointAt(0) ?? 0);
  if (codes.some((code) => code >= FIRST_CODE)) return undefined;
  let [code, place, bias, at] = [FIRST_CODE, 0, FIRST_BIAS, dash + 1];
  while (at < written.length) {
    const [before, count] = [place, codes.length + 1];
    for (let [weight, base] = [1, BASE]; ; base += BASE) {
      const digit = DIGITS.indexOf((written[at++] ?? "?").toLowerCase());
      place += digit * weight;
      if (digit < 0 || place > Number.MAX_SAFE_INTEGER) return undefined;
      const limit = threshold(base, bias);
      if (digit < limit) break;
      weight *= BASE - limit;
    }
    bias = adapted(place - before, count, before === 0);
    code += Math.floor(place / count);
    place %= count;
    if (code > LAST_CODE || (code >= 0xd800 && code <= 0xdfff)) return undefined;
    codes.splice(place++, 0, code);
  }
  return codes.map((each) => String.fromCodePoint(each)).join("");
}

function digitsOf(delta: number, bias: number): string {
  let [digits, rest] = ["", delta];
  for (let base = BASE; ; base += BASE) {
    const limit = threshold(base, bias);
    if (rest < limit) return digits + (DIGITS[rest] ?? "");
    digits += DIGITS[limit + ((rest - limit) % (BASE - limit))] ?? "";
    rest = Math.floor((rest - limit) / (BASE - limit));
  }
}

function threshold(base: number, bias: number): number {
  return Math.min(MOST, Math.max(LEAST, base - bias));
}

function adapted(delta: number, count: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? DAMP : 2));
  rest += Math.floor(rest / count);
  let base = 0;
  for (; rest > ((BASE - LEAST) * MOST) / 2; base += BASE) rest = Math.floor(rest / (BASE - LEAST));
  return base + Math.floor(((BASE - LEAST + 1) * rest) / (rest + SKEW));
}
