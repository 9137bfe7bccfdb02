import { loadTables } from "../../catalogue/tables";
import { EXIT, type ExitCode } from "../../findings/exit-code";
import { forTerminal } from "../../findings/escape";
import { PerRecord } from "../../hunt/per-record";
import type { ReadRecord, SkippedRecord } from "../../hunt/records/place";
import type { RecordFile } from "../../hunt/records/record-file";
import { Recogniser } from "../../hunt/records/recognise";
import type { Io } from "../io";
import { chosenDetections, type DetectionOptions } from "./detections";
import { jsonLine } from "./json-line";
import { openAll } from "./log-reading";
import { ReadingProgress } from "./reading-progress";

export interface HuntOptions extends DetectionOptions {
  readonly perRecord?: true;
  readonly now?: Date;
}

/** Evaluates each record of the files alone, and prints a line of JSON for it. */
export async function huntPerRecord(files: readonly string[], options: HuntOptions, io: Io): Promise<ExitCode> {
  io.endOnInterrupt();
  const { detections, off } = chosenDetections(options, options.now ?? io.now());
  const tables = loadTables();
  const recogniser = new Recogniser(tables);
  const opened = await openAll(files, recogniser);
  const hunt = new PerRecordHunt(new PerRecord(detections, { tables }), recogniser, io);
  const progress = new ReadingProgress(opened, io);
  try {
    for (const file of opened) if (!(await hunt.run(file, progress.show))) break;
  } finally {
    progress.clear();
  }
  for (const note of hunt.notes(off)) io.err(`${forTerminal(note)}\n`);
  return hunt.exitCode();
}

class PerRecordHunt {
  private fired = false;
  private unknown = false;
  private records = 0;
  private readonly skipped = new Map<string, number>();
  private readonly damage: string[] = [];

  constructor(
    private readonly perRecord: PerRecord,
    private readonly recogniser: Recogniser,
    private readonly io: Io,
  ) {}

  /** Answers whether anybody still reads. */
  async run(file: RecordFile, show: () => void): Promise<boolean> {
    for await (const batch of file.records()) {
      show();
      const lines = batch.map((record) => this.line(file.file, record));
      if (lines.length > 0 && !this.io.stream(lines.join(""))) return false;
    }
    if (file.damage !== undefined) this.damage.push(`${file.file} ${file.damage}`);
    return true;
  }

  exitCode(): ExitCode {
    if (this.fired) return EXIT.findings;
    return this.unknown || this.skipped.size > 0 || this.damage.length > 0 || this.records === 0 ? EXIT.unknown : EXIT.clean;
  }

  /** What a reader of the lines should know besides. */
  notes(off: readonly string[]): string[] {
    const skipped = [...this.skipped].map(([why, count]) => `${count.toLocaleString("en")} skipped: ${why}`);
    return [
      ...this.damage,
      ...skipped,
      ...(this.records === 0 ? ["no record could be evaluated"] : []),
      ...(off.length === 0 ? [] : [`left out, since the tenant has switched them off: ${off.join(", ")}`]),
      ...(this.perRecord.leftOut.length === 0 ? [] : [`left out, since they judge what is absent: ${this.perRecord.leftOut.join(", ")}`]),
    ];
  }

  private line(file: string, record: ReadRecord | SkippedRecord): string {
    const at = { file, ...record.place };
    const known = "skipped" in record ? record : this.recogniser.recognise(record.json);
    if ("skipped" in known) {
      this.skipped.set(known.skipped, (this.skipped.get(known.skipped) ?? 0) + 1);
      return jsonLine({ ...at, detections: [], skipped: known.detail === undefined ? known.skipped : `${known.skipped}: ${known.detail}` });
    }
    this.records++;
    const { detections, unknown } = this.perRecord.judge(known, { file, line: record.place.line });
    this.fired ||= detections.length > 0;
    this.unknown ||= unknown.length > 0;
    return jsonLine({ ...at, detections, ...(unknown.length === 0 ? {} : { unknown }) });
  }
}
