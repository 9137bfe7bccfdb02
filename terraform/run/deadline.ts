/** Stops what is done for one stack, all attempts of it: when the user does, or when its time is over. */
export class Deadline {
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private started = 0;
  isOver = false;

  constructor(
    private readonly user: AbortSignal,
    private readonly timeoutMs: number,
  ) {
    if (user.aborted) this.controller.abort();
    else user.addEventListener("abort", this.stop, { once: true });
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** The clock runs from the first call, so not while the stack waits for its turn. */
  start(): void {
    if (this.timer !== undefined) return;
    this.started = performance.now();
    this.timer = setTimeout(() => {
      this.isOver = !this.signal.aborted;
      this.stop();
    }, this.timeoutMs);
  }

  /** Milliseconds; all of them before the start. */
  get left(): number {
    return this.timer === undefined ? this.timeoutMs : this.timeoutMs - (performance.now() - this.started);
  }

  /** Whole seconds since the start. */
  get seconds(): number {
    return Math.round((performance.now() - this.started) / 1000);
  }

  end(): void {
    clearTimeout(this.timer);
    this.user.removeEventListener("abort", this.stop);
  }

  private readonly stop = (): void => this.controller.abort();
}
