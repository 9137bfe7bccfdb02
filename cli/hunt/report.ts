import type { Detection } from "../../catalogue/detection";
import { EXIT, type ExitCode } from "../../findings/exit-code";
import { MOST_PLACES } from "../../hunt/engine/evidence";
import type { EvidencePlace } from "../../hunt/engine/log-record";
import type { HuntFinding } from "../../hunt/finding";
import type { HuntResult } from "../../hunt/hunt";
import type { LogReading } from "./log-reading";

/** What a hunt found, and in what. */
export interface HuntReport {
  readonly result: HuntResult;
  readonly reading: LogReading;
  /** Ids of detections that the tenant has switched off. */
  readonly off: readonly string[];
  /** Whose approvals and exceptions counted; undefined: nobody's. */
  readonly tenant: string | undefined;
}

/** Findings that say the same, told once. */
export interface GroupedFinding {
  readonly first: HuntFinding;
  readonly last: HuntFinding;
  readonly count: number;
  /** Of all of them, the first. */
  readonly evidence: readonly EvidencePlace[];
  readonly records: number;
}

/** How many different findings of one detection are listed where people read. */
const MOST_OF_ONE = 50;
const RANKS: readonly string[] = ["High", "Medium", "Low", "Informational"];

/** What is listed where people read, in order of time, and how many different findings of which detections are not. */
export interface Listing {
  readonly listed: readonly GroupedFinding[];
  readonly left: readonly { readonly detection: string; readonly findings: number }[];
}

/** All, unless a detection has so many that they would hide the others: then its gravest, and of these the first. */
export function listingOf(groups: readonly GroupedFinding[], most = MOST_OF_ONE): Listing {
  const byDetection = new Map<string, GroupedFinding[]>();
  for (const group of groups) {
    const { id } = group.first.detection;
    const of = byDetection.get(id);
    if (of) of.push(group);
    else byDetection.set(id, [group]);
  }
  const rank = ({ first }: GroupedFinding): number => RANKS.indexOf(first.severity);
  const listed = new Set([...byDetection.values()].flatMap((of) => (of.length <= most ? of : [...of].sort((a, b) => rank(a) - rank(b)).slice(0, most))));
  const left = [...byDetection].flatMap(([detection, of]) => (of.length > most ? [{ detection, findings: of.length - most }] : []));
  return { listed: groups.filter((group) => listed.has(group)), left };
}

/** In order of the first of each. */
export function grouped(findings: readonly HuntFinding[]): GroupedFinding[] {
  const groups = new Map<string, GroupedFinding>();
  for (const finding of findings) {
    const { detection, title, severity, actor, mailbox, address } = finding;
    const key = JSON.stringify([detection.id, title, severity, actor, mailbox, address]);
    const before = groups.get(key);
    groups.set(key, before ? { ...before, last: finding, count: before.count + 1, evidence: before.evidence.length < MOST_PLACES ? [...before.evidence, ...finding.evidence] : before.evidence, records: before.records + finding.records } : { first: finding, last: finding, count: 1, evidence: finding.evidence, records: finding.records });
  }
  return [...groups.values()];
}

/** The detections that fired, in the order in which they first did. */
function fired(findings: readonly HuntFinding[]): Detection[] {
  return [...new Map(findings.map(({ detection }) => [detection.id, detection])).values()];
}

/** Those of them that say what to do. */
export function withRunbook(findings: readonly HuntFinding[]): Detection[] {
  return fired(findings).filter(({ baseline }) => (baseline?.runbook ?? []).length > 0);
}

/** A log in which nothing was found and not everything could be looked at is not clean. */
export function exitCodeOf({ result, reading, off }: HuntReport): ExitCode {
  if (result.findings.length > 0) return EXIT.findings;
  const blind = result.notEvaluated.length > 0 || off.length > 0 || reading.skipped.size > 0 || reading.damaged.length > 0;
  return blind || result.inRange === 0 ? EXIT.unknown : EXIT.clean;
}

/** Detections that could not be evaluated, by the reason. */
export function notEvaluatedByReason({ result, off }: HuntReport): { readonly why: string; readonly detections: readonly string[] }[] {
  const reasons = new Map<string, string[]>();
  for (const { detection, why } of [...result.notEvaluated, ...off.map((id) => ({ detection: id, why: "the tenant has switched it off" }))]) {
    const of = reasons.get(why);
    if (of) of.push(detection);
    else reasons.set(why, [detection]);
  }
  return [...reasons].map(([why, detections]) => ({ why, detections }));
}
