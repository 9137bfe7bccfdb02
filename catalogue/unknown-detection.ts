import type { CatalogueChanges } from "./changes-file";
import type { Detection } from "./detection";
import { shown } from "./fault";
import { nearest } from "./nearest";
import { renamesFrom } from "./renames";

/** What is said of an id that no detection has: that it was renamed or retired, or else the nearest one. */
export function unknownDetection(id: string, detections: readonly Detection[], changes: CatalogueChanges): string {
  const gone = whatBecameOf(id, changes);
  if (gone !== undefined) return `${shown(id)} ${gone}`;
  const meant = nearest(id, detections.map((d) => d.id));
  return `${shown(id)} is no detection; ${meant === undefined ? "`mailbox-baseline list` shows them" : `did you mean ${meant}?`}`;
}

function whatBecameOf(id: string, changes: CatalogueChanges): string | undefined {
  const renames = renamesFrom(id, changes);
  const last = renames.at(-1);
  const retired = changes.retired.find((r) => r.id === (last?.to ?? id));
  const retirement = retired === undefined ? undefined : `was retired in ${retired.since}: ${retired.why.trim().replace(/\.$/u, "")}; remove it`;
  if (last === undefined) return retirement;
  return `was renamed to ${last.to} in ${last.since}${retirement === undefined ? `; write ${last.to}` : `, which ${retirement}`}`;
}
