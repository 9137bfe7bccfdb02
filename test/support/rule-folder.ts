import { join } from "node:path";
import { stringify } from "yaml";
import { folderWith } from "./folder-with-files";

/** What a rule.yaml says, key by key; a key that is undefined is left out. */
export type RuleKeys = Readonly<Record<string, unknown>>;

const LEAST: RuleKeys = { name: "Sample", severity: "Medium", queryFrequency: "15m", queryPeriod: "1h", query: "OfficeActivity" };

/** What a rule of ours has under `baseline` with nothing that may be left out. */
export const BASELINE: RuleKeys = { family: "mailbox-permissions", why: "It opens a mailbox.", controls: ["CM0074.cmdlets"], blindSpots: ["What is not logged."] };

/** The text of the smallest rule with these keys changed. */
export function ruleText(keys: RuleKeys = {}): string {
  return stringify({ ...LEAST, ...keys }, { aliasDuplicateObjects: false });
}

/** A detection's folder in a folder of its own, with further files beside its rule.yaml. */
export function ruleFolder(rule: RuleKeys | string = {}, files: Readonly<Record<string, string>> = {}, name = "sample"): string {
  const text = typeof rule === "string" ? rule : ruleText(rule);
  const within = Object.fromEntries(Object.entries({ "rule.yaml": text, ...files }).map(([file, content]) => [`${name}/${file}`, content]));
  return join(folderWith(within), name);
}
