import type { RecordFile } from "../../hunt/records/record-file";
import type { Io } from "../io";
import { WorkProgress } from "../progress";

const MEGABYTE = 1_000_000;

/** Tells a person how much of the files has been read, unless what is printed goes to the same terminal. */
export class ReadingProgress {
  private readonly progress: WorkProgress;
  private readonly done: (megabytes: number) => void;

  constructor(private readonly files: readonly Pick<RecordFile, "size" | "bytesRead">[], io: Io, clock?: () => number) {
    this.progress = new WorkProgress({ ...io, interactive: io.interactive && io.columns === undefined }, clock);
    this.done = this.progress.of("MB read", Math.ceil(files.reduce((sum, { size }) => sum + size, 0) / MEGABYTE));
  }

  /** Call it after each of the files' pieces: most calls show nothing. */
  readonly show = (): void => this.done(Math.floor(this.files.reduce((sum, { bytesRead }) => sum + bytesRead, 0) / MEGABYTE));

  /** The files are read: what is left is to run the rules that look at several records together. */
  readonly runs = (total: number): ((done: number) => void) => this.progress.of(total === 1 ? "run in windows" : "runs in windows", total);

  clear(): void {
    this.progress.clear();
  }
}
