/** A release as semantic versioning writes it, of three numbers: 0.2.0. Pre-releases are not released to anybody. */
export const VERSION = /^(?:0|[1-9]\d{0,8})\.(?:0|[1-9]\d{0,8})\.(?:0|[1-9]\d{0,8})$/u;

/** Negative where `a` came before `b`, positive where after, 0 where they are the same. Both match {@link VERSION}. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split(".").map(Number));
  for (const [i, part] of (left ?? []).entries()) {
    const difference = part - (right?.[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
