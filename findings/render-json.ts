import { VERDICTS, type Finding } from "./finding";

/** Version of the format below; it changes when a consumer would have to. */
const FORMAT_VERSION = 1;

/** Findings for programs, with the counts that a pipeline gates on. */
export function renderJson(findings: readonly Finding[]): string {
  const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, findings.filter((f) => f.verdict === verdict).length]));
  return JSON.stringify({ formatVersion: FORMAT_VERSION, counts, findings }, undefined, 2);
}
