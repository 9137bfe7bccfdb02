import { closest, distance } from "fastest-levenshtein";

/** The known word a user most likely meant, or nothing where none is near: more than a third of its letters differ. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || word.length > 200) return undefined;
  const match = closest(word.toLowerCase(), known.map((k) => k.toLowerCase()));
  const original = known.find((k) => k.toLowerCase() === match);
  return original !== undefined && distance(word.toLowerCase(), match) <= Math.max(2, match.length / 3) ? original : undefined;
}
