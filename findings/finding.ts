import type { Severity } from "../catalogue/detection";

/** What a check can say. Unknown is never pass: what could not be read, or was not exercised, is said so. */
export const VERDICTS = ["fail", "unknown", "excepted", "not applicable", "pass"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** One judgement of one rule about one subject: the single vocabulary of every command that judges. */
export interface Finding {
  /** Id of the check, policy or detection that speaks. */
  readonly rule: string;
  readonly verdict: Verdict;
  /** Absent where the rule has none of its own. */
  readonly severity?: Severity;
  /** Name of the tenant it is about; absent where it is about the catalogue. */
  readonly tenant?: string;
  /** What it is about: a detection, an exception, a resource address. */
  readonly subject: string;
  /** What was found, in a sentence. */
  readonly message: string;
  /** The edit or action that mends it; absent where nothing needs mending. */
  readonly mend?: string;
  /** What shows it, over several lines: a diff. Renderings cut it short; JSON has it whole. */
  readonly details?: string;
  /** Where the subject is written. */
  readonly place?: { readonly file: string; readonly line: number };
}

/** Whether a report for people tells of a finding: what passes is only counted, unless it brings something to read, such as what a changed query means. */
export function isTold({ verdict, details }: Finding): boolean {
  return verdict !== "pass" || details !== undefined;
}

/** How many findings there are of each verdict, those of which there is none included. */
export function countsOf(findings: readonly Finding[]): Readonly<Record<Verdict, number>> {
  const count = (verdict: Verdict): number => findings.filter((finding) => finding.verdict === verdict).length;
  return Object.fromEntries(VERDICTS.map((verdict) => [verdict, count(verdict)])) as Record<Verdict, number>;
}
