import type { Io } from "../io";

/** How often the clock is looked at, in rows, and how often something is shown, in milliseconds. */
const ROWS = 4096;
const INTERVAL = 500;

/** Tells a person at a terminal how many rows were read, once half a second has gone by. */
export class Progress {
  private rows = 0;
  private start = 0;
  private next = 0;
  private shown = false;

  constructor(private readonly io: Io) {}

  readonly row = (): void => {
    if (this.rows === 0) this.begin();
    this.rows++;
    if (this.rows % ROWS !== 0) return;
    const now = performance.now();
    if (now < this.next) return;
    this.next = now + INTERVAL;
    this.shown = true;
    const rate = Math.round((this.rows / (now - this.start)) * 1000);
    this.io.err(`\r\u001b[K${this.rows.toLocaleString("en")} rows read, ${rate.toLocaleString("en")} a second`);
  };

  private begin(): void {
    this.start = performance.now();
    this.next = this.start + INTERVAL;
  }

  /** Takes the line away, so that something else can be printed. */
  clear(): void {
    if (this.shown) this.io.err("\r\u001b[K");
    this.shown = false;
  }
}
