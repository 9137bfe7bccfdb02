import { packageVersion } from "../catalogue/location";
import type { Detection } from "../catalogue/detection";
import type { TenantDetection } from "../catalogue/baseline";
import { lapsesAt } from "../catalogue/commitment";
import { text } from "./terraform-text";

/** Tag values end at 256 characters in Azure. */
const TAG_LENGTH = 256;
/** Longest description a Sentinel rule takes. */
const DESCRIPTION_LENGTH = 5000;

/** Tags of a resource that every change of a tag replaces: without the version, or each release would replace it. */
export function unversionedTags(serves: string, controls: readonly string[]): Record<string, string> {
  const { "baseline-version": _, ...tags } = provenanceTags(serves, controls);
  return tags;
}

/** Tags that say where a resource comes from and which controls it serves. */
export function provenanceTags(serves: string, controls: readonly string[]): Record<string, string> {
  return {
    "managed-by": "mailbox-baseline",
    "baseline-version": packageVersion(),
    "baseline-part": text(cut(serves, TAG_LENGTH)),
    ...(controls.length === 0 ? {} : { "baseline-controls": text(cut(controls.join(" "), TAG_LENGTH)) }),
  };
}

/** What a rule finds, and which detection, version and controls it is: Sentinel's rules have no tags. Not yet escaped. */
export function provenanceDescription({ detection, state, change }: TenantDetection): string {
  const what = detection.description === "" ? detection.title : detection.description;
  const off = state === "off" && change !== undefined ? `Switched off until ${lapsesAt(change)} by ${change.owner}: ${change.reason}\n\n` : "";
  const from = originOf(detection);
  return `${cut(`${off}${what}`, DESCRIPTION_LENGTH - from.length - 2)}\n\n${from}`;
}

function originOf({ id, version, baseline, techniques }: Detection): string {
  const controls = baseline === undefined ? "" : ` Controls: ${baseline.controls.join(", ")}.`;
  const attack = techniques.length === 0 ? "" : ` ATT&CK: ${techniques.join(", ")}.`;
  return `Detection ${id}, version ${version}, mailbox-baseline ${packageVersion()}.${controls}${attack}`;
}

/** At most so many UTF-16 units, as the services count them, without half a character at the end. */
export function cut(value: string, length: number): string {
  return value.slice(0, length).replace(/\p{Cs}$/u, "");
}
