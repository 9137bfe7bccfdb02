import { forTerminal } from "../../findings/escape";
import type { StackProgress } from "../../terraform/run/outcome";
import type { Io } from "../io";
import type { Checked, FleetWatcher } from "./fleet";
import type { TenantResult } from "./results";
import { progressInWords, runningInWords, RunningTenants } from "./running-tenants";
import { judgedInWords, secondsInWords } from "./words";

/** How often the line is drawn anew, in milliseconds: also while nothing is heard of, since what hangs says nothing. */
const INTERVAL = 1000;
/** Columns: a line of eighty would begin a second one on some terminals. */
const WIDTH = 79;
/** Fewer columns say nothing of a tenant. */
const LEAST = 22;

/** Does something again and again, so many milliseconds apart; answers what ends it. */
export type Every = (milliseconds: number, act: () => void) => () => void;

const realEvery: Every = (milliseconds, act) => {
  const timer = setInterval(act, milliseconds).unref();
  return () => clearInterval(timer);
};

/** How far a fleet is, on standard error: one line that is redrawn where a person sits at a terminal, else a line for each tenant that has ended. */
export class FleetProgress implements FleetWatcher<TenantResult> {
  readonly running: RunningTenants;
  private readonly began: number;
  private readonly stop: () => void;
  private shown = false;
  private done = 0;
  private failed = 0;

  constructor(
    private readonly io: Pick<Io, "interactive" | "err">,
    private readonly total: number,
    private readonly clock: () => number,
    every: Every = realEvery,
  ) {
    this.began = clock();
    this.running = new RunningTenants(clock);
    this.stop = io.interactive ? every(INTERVAL, () => this.draw()) : () => undefined;
  }

  started(name: string): void {
    this.running.begin(name);
  }

  progress(name: string, progress: StackProgress): void {
    this.running.moved(name, progress);
    if (progress.retry !== undefined && !this.io.interactive) this.io.err(`${forTerminal(`${name}: ${progressInWords(progress)}`)}\n`);
  }

  ended(name: string, checked: Checked<TenantResult>): void {
    this.running.end(name);
    if (checked.kind === "judged" || checked.kind === "failed") this.done += 1;
    if (checked.kind === "failed") this.failed += 1;
    if (!this.io.interactive) this.io.err(`${forTerminal(`${this.done.toLocaleString("en")} of ${this.total.toLocaleString("en")}: ${name}: ${endInWords(checked)}`)}\n`);
  }

  /** Prints a line of something else. */
  say(line: string): void {
    this.clear();
    this.io.err(`${forTerminal(line)}\n`);
  }

  /** Takes the line away for good, so that something else can be printed. */
  end(): void {
    this.stop();
    this.clear();
  }

  private clear(): void {
    if (this.shown) this.io.err("\r\u001b[K");
    this.shown = false;
  }

  private draw(): void {
    if (this.running.longest === undefined) return;
    this.shown = true;
    this.io.err(`\r\u001b[K${this.line(this.clock())}`);
  }

  /** What runs longest says more than how fast the others were. */
  private line(now: number): string {
    const { longest } = this.running;
    const [rate, left] = pace(this.done, this.total, now - this.began);
    const heads = [[rate, left], [left], []].map((told) => this.head(told));
    const head = heads.find(({ length }) => WIDTH - length - 2 >= LEAST);
    if (head === undefined || longest === undefined) return (heads.at(-1) ?? "").slice(0, WIDTH);
    return `${head}; ${tenantInColumns(forTerminal(longest.name), runningInWords(longest, now), WIDTH - head.length - 2)}`;
  }

  private head(pace: readonly (string | undefined)[]): string {
    const { done, total, failed, running } = this;
    const waiting = running.paused.length;
    return [
      `${done.toLocaleString("en")} of ${total.toLocaleString("en")} planned`,
      `${running.working.length} running`,
      ...(waiting === 0 ? [] : [`${waiting} waiting`]),
      ...(failed === 0 ? [] : [`${failed.toLocaleString("en")} failed`]),
      ...pace.filter((text) => text !== undefined),
    ].join(", ");
  }
}

/** Where there is no room for both, the name is cut: how it is with the tenant matters, and which it is shows by its beginning. */
function tenantInColumns(name: string, words: string, room: number): string {
  return `${cut(name, Math.max(room - words.length - 2, 8))}: ${words}`.slice(0, room);
}

function pace(done: number, total: number, milliseconds: number): readonly [string?, string?] {
  if (done === 0 || milliseconds <= 0) return [];
  const rate = (done / milliseconds) * 60_000;
  return [`${rate < 10 ? rate.toFixed(1) : Math.round(rate).toLocaleString("en")} a minute`, `${Math.ceil((total - done) / rate).toLocaleString("en")} min left`];
}

function endInWords(checked: Checked<TenantResult>): string {
  switch (checked.kind) {
    case "judged":
      return `${judgedInWords(checked.judged)} (${secondsInWords(checked.seconds)})`;
    case "failed":
      return `failed: ${checked.failure.message} (${secondsInWords(checked.seconds)})`;
    case "interrupted":
    case "not started":
      return "interrupted";
  }
}

function cut(text: string, room: number): string {
  return text.length > room ? `${text.slice(0, room - 1)}…` : text;
}
