import { textOf } from "../../kql/values/text";
import type { Column, Row } from "../../kql/values/value";
import type { EvidencePlace } from "./log-record";
import type { StoredRow } from "./stored-rows";

/** How many places of an alert's records are told of; the others are counted. */
export const MOST_PLACES = 20;

/** Rows of one kind that a run looked at. */
export interface SeenRows {
  readonly columns: readonly Column[];
  /** What is told of first stands first. */
  readonly rows: readonly StoredRow[];
}

export interface Evidence {
  readonly places: readonly EvidencePlace[];
  readonly count: number;
}

/** Tells which of the rows that a run looked at a row of its result may be made of: an aggregate doesn't say it itself. */
export class EvidenceFinder {
  private readonly kinds: readonly ComparedRows[];

  constructor(result: readonly Column[], seen: readonly SeenRows[]) {
    this.kinds = seen.map((rows) => new ComparedRows(result, rows));
  }

  /** Those that agree with it in most of the columns that both name, such as the actor and the mailbox; all where none agrees. */
  of(result: Row): Evidence {
    let best = 0;
    let found: StoredRow[] = [];
    for (const kind of this.kinds) {
      for (const { stored, agreement } of kind.comparedWith(result)) {
        if (agreement < best) continue;
        if (agreement > best) found = [];
        best = agreement;
        found.push(stored);
      }
    }
    return distinctPlaces(found);
  }
}

/** A record's own id, of which an aggregate keeps any one: it tells a single record from the others that were summed up with it. */
const OWN_IDS: ReadonlySet<string> = new Set(["OfficeId", "SourceRecordId", "Id", "RequestId"]);

class ComparedRows {
  private readonly shared: readonly { readonly inResult: number; readonly inRows: number }[];

  constructor(result: readonly Column[], private readonly seen: SeenRows) {
    const shared = result.flatMap(({ name, type }, inResult) => {
      const inRows = seen.columns.findIndex((column) => column.name === name && column.type === type);
      return type !== "string" || inRows < 0 ? [] : [{ name, inResult, inRows }];
    });
    const said = shared.filter(({ name }) => !OWN_IDS.has(name));
    this.shared = said.length > 0 ? said : shared;
  }

  *comparedWith(result: Row): Generator<{ readonly stored: StoredRow; readonly agreement: number }> {
    const values = this.shared.map(({ inResult }) => textOf(result[inResult] ?? null).toLowerCase());
    for (const stored of this.seen.rows) {
      const agreement = this.shared.filter(({ inRows }, index) => values[index] !== "" && textOf(stored.row[inRows] ?? null).toLowerCase() === values[index]).length;
      yield { stored, agreement };
    }
  }
}

/** One record may have given several rows. */
export function distinctPlaces(rows: readonly StoredRow[]): Evidence {
  const places = new Map(rows.map(({ place }) => [`${place.file}\n${place.line}\n${place.element ?? 0}`, place]));
  return { places: [...places.values()].slice(0, MOST_PLACES), count: places.size };
}
