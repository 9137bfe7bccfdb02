import type { Io } from "./io";

/** How often something is shown, in milliseconds; what is over sooner needs no progress. */
const INTERVAL = 500;

/** Tells a person at a terminal how far the work is, how fast it goes, and when it will be done. */
export class WorkProgress {
  private next: number;
  private shown = false;
  private count = 0;
  private total = 0;
  private what = "";

  constructor(private readonly io: Io, private readonly clock: () => number = () => performance.now()) {
    this.next = clock() + INTERVAL;
  }

  /** Begins a step of the work. Answers what is to be told how many are done. */
  of(what: string, total: number): (count: number) => void {
    Object.assign(this, { what, total, count: 0 });
    const began = this.clock();
    return (count) => {
      this.count = count;
      const now = this.clock();
      if (!this.io.interactive || now < this.next) return;
      this.next = now + INTERVAL;
      this.shown = true;
      this.io.err(`\r\u001b[K${this.said()}${pace(count, total, now - began)}`);
    };
  }

  /** `312 of 1,000 tenants` */
  said(): string {
    return `${this.count.toLocaleString("en")} of ${this.total.toLocaleString("en")} ${this.what}`;
  }

  /** Takes the line away, so that something else can be printed. */
  clear(): void {
    if (this.shown) this.io.err("\r\u001b[K");
    this.shown = false;
  }
}

/** Begins with a comma; empty as long as nothing can be said. */
function pace(count: number, total: number, milliseconds: number): string {
  if (milliseconds <= 0 || count === 0) return "";
  const rate = (count / milliseconds) * 1000;
  const seconds = Math.ceil((total - count) / rate);
  return `, ${rate < 10 ? rate.toFixed(1) : Math.round(rate).toLocaleString("en")} a second, ${seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`} left`;
}
