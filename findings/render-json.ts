import { countsOf, type Finding } from "./finding";

/** Version of the format below; it changes when a consumer would have to. */
const FORMAT_VERSION = 1;

/** Findings for programs, with the counts that a pipeline gates on. */
export function renderJson(findings: readonly Finding[]): string {
  return JSON.stringify({ formatVersion: FORMAT_VERSION, counts: countsOf(findings), findings }, undefined, 2);
}
