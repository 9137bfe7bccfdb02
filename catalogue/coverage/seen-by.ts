import type { Detection } from "../detection";
import { loadPermissions, type PermissionType } from "../permissions";
import { parentTechnique } from "../attack";
import type { RuleEntries, SeenBy } from "./item";
import type { SeenByFile } from "./shape";

/** What the files say, with what the rules say themselves: which control, technique or guarded permission each looks for. */
export function seenByOf(files: readonly (SeenByFile | undefined)[], derived: readonly Detection[]): SeenBy {
  const all = files.filter((file) => file !== undefined);
  const both = (key: "detections" | "hunts" | "commands" | "policies" | "terraform"): string[] => all.flatMap((file) => file[key] ?? []);
  const entries = (key: "runbook" | "falsePositives"): RuleEntries[] =>
    all.flatMap((file) => Object.entries(file[key] ?? {}).map(([detection, numbers]) => ({ detection, numbers })));
  return {
    detections: unique([...derived.filter((d) => d.kind !== "Hunting").map(({ id }) => id), ...both("detections")]),
    hunts: unique([...derived.filter((d) => d.kind === "Hunting").map(({ id }) => id), ...both("hunts")]),
    commands: unique(both("commands")),
    runbook: entries("runbook"),
    falsePositives: entries("falsePositives"),
    policies: unique(both("policies")),
    terraform: unique(both("terraform")),
  };
}

export function servingControl(id: string, detections: readonly Detection[]): Detection[] {
  return detections.filter(({ baseline }) => baseline?.controls.includes(id));
}

/** Those that name the technique or, for one that has them, a sub-technique of it. */
export function namingTechnique(id: string, detections: readonly Detection[]): Detection[] {
  return detections.filter(({ techniques }) => techniques.some((technique) => technique === id || parentTechnique(technique) === id));
}

const SOURCES: Readonly<Record<PermissionType, string>> = { application: "catalogue.guardedApplicationPermissions", delegated: "catalogue.guardedDelegatedPermissions" };

/** Those whose query is given all guarded permissions of a type of which this is one. */
export function lookingForPermission(name: string, detections: readonly Detection[]): Detection[] {
  const types = new Set(loadPermissions().filter((p) => p.name === name && p.guarded).map(({ type }) => SOURCES[type]));
  return detections.filter(({ baseline }) => Object.values(baseline?.parameters ?? {}).some(({ from }) => from !== undefined && types.has(from)));
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}
