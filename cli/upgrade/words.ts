import type { RecordedValue } from "../../catalogue/releases";
import type { Effect } from "./compare";
import { VERSION_MARK } from "./record";
import type { ReportedAttribute, ReportedChange, UpgradeReport } from "./report";

/** The words that text and Markdown share. Nothing here is escaped yet. */

const EFFECT: Readonly<Record<Effect, string>> = {
  added: "added",
  destroyed: "destroyed",
  forgotten: "forgotten: Terraform lets go of it, it stays in the tenant",
  removed: "no longer there",
  moved: "moved, otherwise as it was",
  "in place": "changed in place",
  replaced: "replaced: destroyed, then created anew",
  "replaced, created first": "replaced: the new one is created before the old one is destroyed",
  changed: "changed",
};

export function effectWords({ effect, movedFrom, onlyIn }: ReportedChange): string {
  return `${movedFrom === undefined ? "" : `moved from ${movedFrom}; `}${EFFECT[effect]}${onlyIn === undefined ? "" : ` (${onlyIn.join(", ")} only)`}`;
}

/** More values of one block than these say less than that the block changed. */
const MOST_OF_A_BLOCK = 3;

/** A line for each attribute, or for a block of which much changed. */
export function attributeWords(changes: readonly ReportedAttribute[], versions: Pick<UpgradeReport, "from" | "to">): string[] {
  const blocks = new Map<string, ReportedAttribute[]>();
  for (const change of changes) {
    const block = change.attribute.split(/[.[]/u)[0] ?? "";
    blocks.set(block, [...(blocks.get(block) ?? []), change]);
  }
  return [...blocks].flatMap(([block, members]) => (members.length > MOST_OF_A_BLOCK ? [`${block} changed, ${members.length} values of it`] : members.map((change) => attributeLine(change, versions))));
}

function attributeLine({ attribute, old, new: now }: ReportedAttribute, { from, to }: Pick<UpgradeReport, "from" | "to">): string {
  if (old === undefined) return now === null || now === undefined ? `${attribute} set` : `${attribute} set to ${shownValue(now, to)}`;
  if (now === undefined) return old === null ? `${attribute} no longer set` : `${attribute} no longer set, was ${shownValue(old, from)}`;
  return old === null || now === null ? `${attribute} changed` : `${attribute} ${shownValue(old, from)} -> ${shownValue(now, to)}`;
}

function shownValue(value: RecordedValue, version: string): string {
  return value === "" ? '""' : String(value).replaceAll(VERSION_MARK, version);
}

export function everyVersionWords({ from, to, everyVersion }: UpgradeReport): string[] {
  return everyVersion.map(({ attribute, effect, resources }) => {
    const what = attribute.startsWith("tags.") ? `${attribute} ${from} -> ${to}` : `${attribute}, which names the version`;
    return `${what}: ${effect === "in place" ? "in place" : EFFECT[effect]}, of ${resources} resource${resources === 1 ? "" : "s"}`;
  });
}

export function titleWords({ from, to, referenceTenants }: UpgradeReport): string {
  return `${from} -> ${to}: what plans will show, by the reference tenant${referenceTenants.length === 1 ? "" : "s"} ${referenceTenants.join(", ")}`;
}

export function isEmpty({ detections, others }: UpgradeReport): boolean {
  return detections.length === 0 && others.length === 0;
}

export const LAST_WORD = "What a tenant file sets otherwise is not in this; `terraform plan` has the last word.";
