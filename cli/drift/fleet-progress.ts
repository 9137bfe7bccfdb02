import { forTerminal } from "../../findings/escape";
import type { StackProgress } from "../../terraform/run/outcome";
import type { Io } from "../io";
import type { Checked, FleetWatcher } from "./fleet";
import type { TenantResult } from "./results";
import { countsInWords, secondsInWords } from "./words";

/** How often the line is drawn anew, in milliseconds. */
const INTERVAL = 500;
/** Columns: a line of eighty would begin a second one on some terminals. */
const WIDTH = 79;
/** Fewer columns say nothing of a tenant. */
const LEAST = 24;

/** How far a fleet is, on standard error: one line that is redrawn where a person sits at a terminal, else a line for each tenant that has ended. */
export class FleetProgress implements FleetWatcher<TenantResult> {
  private readonly began: number;
  private next: number;
  private shown = false;
  private done = 0;
  private running = 0;
  private failed = 0;
  private last = "";

  constructor(private readonly io: Pick<Io, "interactive" | "err">, private readonly total: number, private readonly clock: () => number) {
    this.began = clock();
    this.next = this.began;
  }

  started(name: string): void {
    this.running += 1;
    this.last = `${name}: begins`;
    this.draw();
  }

  progress(name: string, progress: StackProgress): void {
    this.last = `${name}: ${progressInWords(progress)}`;
    if (progress.retry !== undefined && !this.io.interactive) this.io.err(`${forTerminal(this.last)}\n`);
    this.draw();
  }

  ended(name: string, checked: Checked<TenantResult>): void {
    this.running -= 1;
    if (checked.kind === "judged" || checked.kind === "failed") this.done += 1;
    if (checked.kind === "failed") this.failed += 1;
    const words = endInWords(checked);
    this.last = `${name}: ${words}`;
    if (!this.io.interactive) this.io.err(`${forTerminal(`${this.done.toLocaleString("en")} of ${this.total.toLocaleString("en")}: ${name}: ${words}`)}\n`);
    this.draw();
  }

  /** Takes the line away, so that something else can be printed. */
  clear(): void {
    if (this.shown) this.io.err("\r\u001b[K");
    this.shown = false;
  }

  private draw(): void {
    const now = this.clock();
    if (!this.io.interactive || now < this.next) return;
    this.next = now + INTERVAL;
    this.shown = true;
    this.io.err(`\r\u001b[K${this.line(now)}`);
  }

  private line(now: number): string {
    const { done, running, failed, total } = this;
    const head = [`${done.toLocaleString("en")} of ${total.toLocaleString("en")} tenants`, `${running} running`, ...(failed === 0 ? [] : [`${failed.toLocaleString("en")} failed`]), ...pace(done, total, now - this.began)].join(", ");
    const room = WIDTH - head.length - 2;
    return room < LEAST ? head.slice(0, WIDTH) : `${head}; ${cut(forTerminal(this.last), room)}`;
  }
}

function pace(done: number, total: number, milliseconds: number): string[] {
  if (done === 0 || milliseconds <= 0) return [];
  const rate = (done / milliseconds) * 60_000;
  return [`${rate < 10 ? rate.toFixed(1) : Math.round(rate).toLocaleString("en")} a minute`, `${Math.ceil((total - done) / rate).toLocaleString("en")} min left`];
}

function progressInWords({ step, refreshed, of, retry }: StackProgress): string {
  if (retry !== undefined) return `${step} tried ${retry.attempts === 1 ? "once" : `${retry.attempts} times`}, again in ${secondsInWords(retry.inMs / 1000)}`;
  if (step !== "plan" || refreshed === 0) return step;
  return of === undefined ? `${refreshed.toLocaleString("en")} refreshed` : `${refreshed.toLocaleString("en")} of ${of.toLocaleString("en")} refreshed`;
}

function endInWords(checked: Checked<TenantResult>): string {
  switch (checked.kind) {
    case "judged":
      return `${checked.judged.state === "clean" && checked.judged.counts.accepted === 0 ? "clean" : countsInWords(checked.judged.counts)} (${secondsInWords(checked.seconds)})`;
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
