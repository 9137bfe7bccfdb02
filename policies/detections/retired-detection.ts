import type { CatalogueChanges, RetiredDetection } from "../../catalogue/changes";
import { renamesFrom } from "../../catalogue/renames";

/** What the catalogue says of a detection that it let go, under the id it had last or an earlier one. */
export function retiredDetection(id: string, changes: CatalogueChanges): RetiredDetection | undefined {
  const last = renamesFrom(id, changes).at(-1)?.to ?? id;
  return changes.retired.find((retired) => retired.id === last);
}
