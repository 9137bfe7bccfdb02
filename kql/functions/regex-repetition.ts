import { invalidPattern, tooLargePattern } from "./regex-faults";

export interface Count {
  readonly written: string;
  /** As RE2 writes it. */
  readonly text: string;
  /** How many times what is repeated is written out. */
  readonly factor: number;
}

const COUNT = /\{\s*(?<least>\d{1,9})\s*(?<comma>,\s*(?<most>\d{0,9})\s*)?\}/uy;

/** `{2}`, `{2,}` or `{2,3}` at the brace. */
export function readCount(pattern: string, at: number): Count {
  COUNT.lastIndex = at;
  const match = COUNT.exec(pattern) ?? invalidPattern("a repetition is {n}, {n,} or {n,m}; a brace is written \\{");
  const groups: Readonly<Record<string, string | undefined>> = match.groups ?? {};
  const [least, isOpen] = [Number(groups["least"]), groups["comma"] !== undefined && !groups["most"]];
  const most = groups["most"] ? Number(groups["most"]) : least;
  if (most < least) invalidPattern(`{${least},${most}} repeats at most less often than at least`);
  if (most > 1000) tooLargePattern("that repeats more than 1,000 times");
  const text = isOpen ? `{${least},}` : most === least ? `{${least}}` : `{${least},${most}}`;
  return { written: match[0], text, factor: Math.max(1, most) + (isOpen ? 1 : 0) };
}
