import { hash } from "node:crypto";

/** 32-bit words of a digest: 128 bits, which two texts of millions share with no probability that matters. */
const WORDS = 4;
const SMALLEST = 1024;

/**
 * Texts that were seen, of which only digests are kept: in one flat array, since as many strings as a log has records would be walked through by every
 * collection of garbage.
 */
export class DigestSet {
  private table = new Uint32Array(SMALLEST * WORDS);
  private count = 0;

  get size(): number {
    return this.count;
  }

  has(text: string): boolean {
    return this.table[this.placeOf(digestOf(text))] !== 0;
  }

  /** Answers whether it is new. */
  add(text: string): boolean {
    const digest = digestOf(text);
    const place = this.placeOf(digest);
    if (this.table[place] !== 0) return false;
    this.table.set(digest, place);
    this.count++;
    // At most half full, so that a free place is near.
    if (this.count * WORDS * 2 > this.table.length) this.grow();
    return true;
  }

  /** Where it stands, or the free place where it would. */
  private placeOf(digest: Uint32Array): number {
    const { table } = this;
    const last = table.length / WORDS - 1;
    let at = ((digest[1] ?? 0) & last) * WORDS;
    while (table[at] !== 0 && !(table[at] === digest[0] && table[at + 1] === digest[1] && table[at + 2] === digest[2] && table[at + 3] === digest[3])) at = (at / WORDS === last ? 0 : at + WORDS);
    return at;
  }

  private grow(): void {
    const old = this.table;
    this.table = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += WORDS) {
      if (old[at] === 0) continue;
      const digest = old.subarray(at, at + WORDS);
      this.table.set(digest, this.placeOf(digest));
    }
  }
}

/** The first word of a place that is taken is never zero. */
function digestOf(text: string): Uint32Array {
  const bytes = hash("sha1", text, "buffer");
  const words = new Uint32Array(WORDS);
  for (let word = 0; word < WORDS; word++) words[word] = bytes.readUInt32LE(word * 4);
  words[0] = (words[0] ?? 0) | 1;
  return words;
}
