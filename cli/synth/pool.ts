import { extname, join } from "node:path";
import type { CheckedFile, CheckShared } from "./check-file";
import { Interrupted, type Crew } from "./crew";
import type { Request } from "./process";
import type { SynthShared, TenantOutput } from "./tenant";
import { SynthWorker } from "./worker";

/** So many are asked for at once: a tenth of a second's work, so that progress is seen and Ctrl-C is soon heeded. */
const FILES_AT_ONCE = 20;
const STACKS_AT_ONCE = 10;
/** How often Ctrl-C is looked for, in milliseconds. */
const LOOK = 50;

/** Whom a share of the work is asked of. */
export interface Sharer {
  ask(request: Request): Promise<readonly unknown[]>;
}

/** The file that another process runs. */
export const SHARE = join(__dirname, `process${extname(__filename)}`);

/** Several processes share the work, this one among them. Each keeps the tenants that it read, and writes their stacks. */
export class Pool implements Crew {
  private readonly others: readonly SynthWorker[];
  private readonly readers = new Map<string, Sharer>();
  private readonly sharers: Sharer[] = [];
  private shared: CheckShared | undefined;
  private broken = false;

  /** @param others processes to start beside this one */
  constructor(others: number, private readonly aborted: () => boolean, script = SHARE) {
    this.others = Array.from({ length: others }, () => new SynthWorker(script));
    this.sharers.push(...this.others);
  }

  /** This process's own share; given late, since to load what it takes, the others needn't wait. */
  add(sharer: Sharer): void {
    this.sharers.push(sharer);
  }

  /** Whether the run is over, for some of the work failed: what anybody still does of it is thrown away. */
  failed(): boolean {
    return this.broken;
  }

  setUp(shared: CheckShared): void {
    this.shared = shared;
  }

  async check(files: readonly string[], only: readonly string[] | undefined, done: (count: number) => void): Promise<readonly CheckedFile[]> {
    const { shared } = this;
    if (shared === undefined) throw new Error("asked to check before it was set up");
    // In turns, so that neighbours, which may be alike, are spread.
    files.forEach((file, i) => this.readers.set(file, this.sharers[i % this.sharers.length] as Sharer));
    await this.all({ kind: "set up", shared });
    return this.deal<CheckedFile>(files, FILES_AT_ONCE, (batch) => ({ kind: "check", files: batch, only }), done);
  }

  async write(files: readonly string[], shared: SynthShared, done: (count: number) => void): Promise<readonly TenantOutput[]> {
    await this.all({ kind: "set up writing", shared });
    return this.deal<TenantOutput>(files, STACKS_AT_ONCE, (batch) => ({ kind: "write", files: batch }), done);
  }

  async end(): Promise<void> {
    await Promise.all(this.others.map((other) => other.stop()));
  }

  private async all(request: Request): Promise<void> {
    await this.finish(this.sharers.map((sharer) => sharer.ask(request)));
  }

  /** The answers in the order of the files, however the work was shared. */
  private async deal<T>(files: readonly string[], atOnce: number, request: (batch: readonly string[]) => Request, done: (count: number) => void): Promise<readonly T[]> {
    const results = new Map<string, T>();
    const work = this.sharers.map(async (sharer) => {
      const share = files.filter((file) => this.readers.get(file) === sharer);
      for (let from = 0; from < share.length && !this.broken; from += atOnce) {
        const batch = share.slice(from, from + atOnce);
        const answers = await sharer.ask(request(batch));
        batch.forEach((file, i) => results.set(file, answers[i] as T));
        done(results.size);
      }
    });
    await this.finish(work);
    return files.map((file) => results.get(file) as T);
  }

  /** Waits for all of the work. Where some of it fails, the rest is given up, and nobody is at it any more once this throws, but for what `end` ends. */
  private async finish(work: readonly Promise<unknown>[]): Promise<void> {
    const look = setInterval(() => {
      if (this.aborted()) this.others.forEach((other) => other.interrupt(new Interrupted()));
    }, LOOK);
    try {
      await Promise.all(work);
    } catch (error) {
      this.broken = true;
      for (const other of this.others) other.interrupt(new Interrupted());
      await Promise.allSettled(work);
      throw error;
    } finally {
      clearInterval(look);
    }
  }
}
