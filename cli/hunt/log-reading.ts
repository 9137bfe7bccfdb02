import { InputError, type Fault } from "../../catalogue/fault";
import type { RecognisedRecord } from "../../hunt/records/recognised";
import type { RecordKind } from "../../hunt/records/recognised";
import type { RecordPlace } from "../../hunt/records/place";
import type { Recogniser } from "../../hunt/records/recognise";
import { RecordFile } from "../../hunt/records/record-file";

/** What was in the files that were read. */
export interface LogReading {
  /** As they were named. */
  readonly files: readonly string[];
  /** Records of any kind, those that were skipped too. */
  readonly records: number;
  readonly kinds: ReadonlyMap<RecordKind, number>;
  readonly skipped: ReadonlyMap<string, Skipped>;
  /** Files that could not be read to their end, and why. */
  readonly damaged: readonly string[];
}

export interface Skipped {
  readonly count: number;
  /** The first such record. */
  readonly file: string;
  readonly line: number;
  readonly detail: string;
}

/** Looks into each file before any is read. Throws InputError with what is wrong with any of them. */
export async function openAll(files: readonly string[], recogniser: Recogniser): Promise<readonly RecordFile[]> {
  const faults: Fault[] = [];
  const opened: RecordFile[] = [];
  for (const file of new Set(files)) {
    try {
      opened.push(await RecordFile.open(file, (names) => recogniser.knowsColumns(names)));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.push(...error.faults);
    }
  }
  if (faults.length > 0) throw new InputError(faults);
  return opened;
}

/**
 * Reads files to their ends, and hands over each record that is one.
 * @param take answers why a record can't be used, or nothing
 */
export async function readLog(
  files: readonly RecordFile[],
  recogniser: Recogniser,
  take: (record: RecognisedRecord, place: RecordPlace & { readonly file: string }) => string | undefined,
  progress: () => void,
): Promise<LogReading> {
  const kinds = new Map<RecordKind, number>();
  const skipped = new Map<string, Skipped>();
  const damaged: string[] = [];
  let records = 0;
  const skip = (why: string, detail: string, file: string, { line }: RecordPlace): void => {
    const before = skipped.get(why);
    skipped.set(why, before ? { ...before, count: before.count + 1 } : { count: 1, file, line, detail });
  };
  for (const file of files) {
    for await (const batch of file.records()) {
      for (const read of batch) {
        records++;
        const known = "skipped" in read ? read : recogniser.recognise(read.json);
        if ("skipped" in known) {
          skip(known.skipped, known.detail ?? "", file.file, read.place);
          continue;
        }
        kinds.set(known.kind, (kinds.get(known.kind) ?? 0) + 1);
        const refused = take(known, { file: file.file, ...read.place });
        if (refused !== undefined) skip("holds a value that doesn't fit its column", refused, file.file, read.place);
      }
      progress();
    }
    if (file.damage !== undefined) damaged.push(`${file.file} ${file.damage}`);
  }
  return { files: files.map(({ file }) => file), records, kinds, skipped, damaged };
}
