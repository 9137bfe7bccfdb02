import type { ItemKind, LaterFile } from "./shape";

/** Entries of a detection's runbook or of its false positives, counted from 1. */
export interface RuleEntries {
  readonly detection: string;
  readonly numbers: readonly number[];
}

/** By what an item is seen, every derived reference in it. Ids in the order in which they were named, each once. */
export interface SeenBy {
  /** Detections that run by themselves. */
  readonly detections: readonly string[];
  /** Hunting detections, and queries for an investigation. */
  readonly hunts: readonly string[];
  /** Commands of this program that a person runs. */
  readonly commands: readonly string[];
  readonly runbook: readonly RuleEntries[];
  readonly falsePositives: readonly RuleEntries[];
  readonly policies: readonly string[];
  /** Addresses or types, of `terraform-parts.ts`. */
  readonly terraform: readonly string[];
}

/** One thing that a document asks for. */
export interface CoverageItem {
  readonly id: string;
  readonly kind: ItemKind;
  /** Heading under which it stands. */
  readonly section: string;
  /** In our own words. */
  readonly title: string;
  readonly seenBy: SeenBy;
  /** Why nothing sees it, or what of it nothing sees; absent where nothing is known to be missing beyond the detections' own blind spots. */
  readonly because?: string;
  /** What does nothing yet, in words: neither alert policies nor live checks are built. */
  readonly later: LaterFile;
}

export interface CoverageDocument {
  readonly id: string;
  readonly title: string;
  readonly items: readonly CoverageItem[];
}

/** Whether something sees or holds it, or tells a person what to do. */
export function isSeen(seenBy: SeenBy): boolean {
  return Object.values(seenBy as unknown as Readonly<Record<string, readonly unknown[]>>).some((references) => references.length > 0);
}
