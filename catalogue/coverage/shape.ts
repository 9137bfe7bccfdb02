import * as v from "valibot";
import { DETECTION_ID } from "../detection-id";
import { list, map, matching, oneOf, text, wholeNumber } from "../shape";
import { TERRAFORM_PARTS } from "./terraform-parts";

/** The files of `catalogue/coverage/`: what documents ask for, and by what it is seen. What a reference names is looked up in `references.ts`. */

/** What an item of a document is. The words of a cmdlet's or a permission's item are its id. */
export const ITEM_KINDS = [
  "outcome", "step", "cmdlet", "permission", "reference", "detection", "setting", "data source", "technique", "investigation", "false positive", "response", "control",
] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

/** Commands of the program by which a person looks; a test holds them to the program. */
export const COMMANDS_THAT_SEE = ["hunt", "test"] as const;

const words = text("text", "write a sentence");
const detection = matching(DETECTION_ID, "a detection's id", "write letters, digits, hyphens and underscores, a letter first");
const id = matching(/^[a-z][a-z0-9-]*$/u, "an id", "write lower-case words joined by hyphens");
/** A detection, and which entries of its runbook or false positives, counted from 1. */
const entries = v.record(detection, list(wholeNumber(1, 99, "the number of an entry")));

const seenBy = map({
  control: v.optional(text("a control", "write an id of controls.yaml")),
  technique: v.optional(matching(/^T\d{4}(?:\.\d{3})?$/u, "an ATT&CK technique", "write one such as T1078")),
  detections: v.optional(list(detection)),
  hunts: v.optional(list(id)),
  commands: v.optional(list(oneOf(COMMANDS_THAT_SEE))),
  runbook: v.optional(entries),
  falsePositives: v.optional(entries),
  policies: v.optional(list(id)),
  terraform: v.optional(list(oneOf(Object.keys(TERRAFORM_PARTS)))),
});
const later = map({ alertPolicy: v.optional(words), liveCheck: v.optional(words) });
const shared = { seenBy: v.optional(seenBy), later: v.optional(later) };
const told = { ...shared, partly: v.optional(words), notSeen: v.optional(words) };

const item = map({ kind: oneOf(ITEM_KINDS), title: v.optional(words), ...told });
const itemId = matching(/^[A-Za-z][\w.-]*$/u, "an item's id", "write a word without blanks");
const section = map({ title: words, ...shared, partly: v.optional(words), items: v.record(itemId, item) });

export const DocumentShape = map({ title: words, framework: words, sections: list(section) });
export const ControlsShape = v.record(v.string(), map(told));

export type SeenByFile = v.InferOutput<typeof seenBy>;
export type LaterFile = v.InferOutput<typeof later>;
export type ItemFile = v.InferOutput<typeof item>;
export type SectionFile = v.InferOutput<typeof section>;
export type ToldFile = Pick<ItemFile, "seenBy" | "later" | "partly" | "notSeen">;
