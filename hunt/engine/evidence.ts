import { textOf } from "../../kql/values/text";
import type { Column, Row } from "../../kql/values/value";
import type { EvidencePlace } from "./log-record";
import type { StoredRow } from "./stored-rows";

/** How many places of an alert's records are told of; the others are counted. */
export const MOST_PLACES = 20;

/** What a summarized row shares with the rows that it may be made of: columns of both, by name. */
export class EvidenceFinder {
  private readonly shared: readonly { readonly inResult: number; readonly inRows: number }[];

  constructor(result: readonly Column[], rows: readonly Column[]) {
    this.shared = result.flatMap(({ name, type }, inResult) => {
      const inRows = rows.findIndex((column) => column.name === name && column.type === type);
      return type !== "string" || inRows < 0 ? [] : [{ inResult, inRows }];
    });
  }

  /** The rows of a window that agree with a result in most of what both name, such as the actor and the mailbox: an aggregate doesn't say what it was made of. */
  among(result: Row, window: readonly StoredRow[]): { readonly places: readonly EvidencePlace[]; readonly count: number } {
    const values = this.shared.map(({ inResult }) => textOf(result[inResult] ?? null).toLowerCase());
    let best = 0;
    let found: StoredRow[] = [];
    for (const stored of window) {
      const agreement = this.shared.filter(({ inRows }, index) => values[index] !== "" && textOf(stored.row[inRows] ?? null).toLowerCase() === values[index]).length;
      if (agreement < best) continue;
      if (agreement > best) found = [];
      best = agreement;
      found.push(stored);
    }
    return distinctPlaces(found);
  }
}

/** One record may have given several rows. */
export function distinctPlaces(rows: readonly StoredRow[]): { readonly places: readonly EvidencePlace[]; readonly count: number } {
  const places = new Map(rows.map(({ place }) => [`${place.file}\n${place.line}\n${place.element ?? 0}`, place]));
  return { places: [...places.values()].slice(0, MOST_PLACES), count: places.size };
}
