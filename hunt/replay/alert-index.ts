import type { Duration } from "../../catalogue/duration";
import type { EvidencePlace } from "../engine/log-record";
import type { HuntFinding } from "../finding";
import { namesAgree, tellsTheSame } from "./same-alert";

const MINUTE = 60_000;

/** The alerts of one rule, by the records that they come from and by their time. */
export class AlertIndex {
  private readonly byPlace = new Map<string, HuntFinding[]>();
  /** In order of their time. */
  private readonly timed: readonly { readonly time: number; readonly finding: HuntFinding }[];

  constructor(
    findings: readonly HuntFinding[],
    private readonly lookBack: Duration,
  ) {
    for (const finding of findings) for (const place of finding.evidence) addTo(this.byPlace, placeKey(place), finding);
    this.timed = findings.map((finding) => ({ time: Date.parse(finding.at), finding })).sort((a, b) => a.time - b.time);
  }

  /** An alert that tells of the same as this one of the other rule; one in the same words if there is any. */
  partnerOf(finding: HuntFinding): HuntFinding | undefined {
    const sharing = finding.evidence.flatMap((place) => this.byPlace.get(placeKey(place)) ?? []).filter((candidate) => namesAgree(finding, candidate));
    return sharing.find((candidate) => tellsTheSame(finding, candidate)) ?? sharing[0] ?? this.near(finding);
  }

  /** Where not all records of one of the two are named, what they share can't be told by their places. */
  private near(finding: HuntFinding): HuntFinding | undefined {
    const time = Date.parse(finding.at);
    const span = this.lookBack.minutes * MINUTE;
    for (let index = this.firstAfter(time - span); index < this.timed.length && (this.timed[index]?.time ?? Infinity) < time + span; index++) {
      const candidate = this.timed[index]?.finding;
      if (candidate && (isCut(finding) || isCut(candidate)) && namesAgree(finding, candidate)) return candidate;
    }
    return undefined;
  }

  private firstAfter(time: number): number {
    let low = 0;
    let high = this.timed.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.timed[middle]?.time ?? Infinity) > time) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function isCut({ evidence, records }: HuntFinding): boolean {
  return records > evidence.length;
}

/** Tells the places of records apart. */
export function placeKey({ file, line, element }: EvidencePlace): string {
  return `${file}\n${line}\n${element ?? 0}`;
}

export function addTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
