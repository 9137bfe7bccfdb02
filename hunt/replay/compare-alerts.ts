import type { Duration } from "../../catalogue/duration";
import type { HuntFinding } from "../finding";
import { addTo, AlertIndex, placeKey } from "./alert-index";
import { namesAgree, sameNames, tellsTheSame } from "./same-alert";

/** What one rule tells and the other doesn't, on the same log. */
export interface AlertComparison {
  /** Each alert of the rule as it was that the changed one tells of too, with the one that does. */
  readonly kept: readonly KeptAlert[];
  readonly lost: readonly HuntFinding[];
  readonly gained: readonly HuntFinding[];
}

export interface KeptAlert {
  readonly before: HuntFinding;
  readonly after: HuntFinding;
}

/** Pairs the alerts of two rules that each tell of one record: one by one, those of the same record that name the same who and whom. */
export function compareByRecord(before: readonly HuntFinding[], after: readonly HuntFinding[]): AlertComparison {
  const rest = new Map<string, HuntFinding[]>();
  for (const finding of after) addTo(rest, recordOf(finding), finding);
  const partners = new Map<HuntFinding, HuntFinding>();
  // Who is told of in the very same words is paired first, so that of several alerts of a record the right one is lost.
  for (const isPair of [tellsTheSame, sameNames, namesAgree]) {
    for (const finding of before) {
      const candidates = rest.get(recordOf(finding)) ?? [];
      const place = partners.has(finding) ? -1 : candidates.findIndex((candidate) => isPair(finding, candidate));
      if (place >= 0) partners.set(finding, candidates.splice(place, 1)[0] as HuntFinding);
    }
  }
  const found = new Set(partners.values());
  return { kept: keptOf(before, (finding) => partners.get(finding)), lost: before.filter((finding) => !partners.has(finding)), gained: after.filter((finding) => !found.has(finding)) };
}

/**
 * Compares rules of which one at least tells of several records together, in windows that may differ: an alert is kept where the other rule has one that names the same
 * who and whom and shares a record with it. One alert may stand for several of the other rule's. Evidence names the first records only: where there are more, an alert
 * is also kept by one so near in time that both have looked back over the same records.
 * @param lookBack the longer one of the two
 */
export function compareByWindow(before: readonly HuntFinding[], after: readonly HuntFinding[], lookBack: Duration): AlertComparison {
  const [was, is] = [new AlertIndex(before, lookBack), new AlertIndex(after, lookBack)];
  const partners = new Map(before.flatMap((finding): [HuntFinding, HuntFinding][] => {
    const partner = is.partnerOf(finding);
    return partner === undefined ? [] : [[finding, partner]];
  }));
  return { kept: keptOf(before, (finding) => partners.get(finding)), lost: before.filter((finding) => !partners.has(finding)), gained: after.filter((finding) => was.partnerOf(finding) === undefined) };
}

function keptOf(before: readonly HuntFinding[], partnerOf: (finding: HuntFinding) => HuntFinding | undefined): KeptAlert[] {
  return before.flatMap((finding) => {
    const after = partnerOf(finding);
    return after === undefined ? [] : [{ before: finding, after }];
  });
}

function recordOf({ evidence }: HuntFinding): string {
  return evidence.map(placeKey).join("\n");
}
