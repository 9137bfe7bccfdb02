/** How often Ctrl-C is looked for, in milliseconds. */
const LOOK = 50;

/** Makes a signal of what only can be asked: whether the user pressed Ctrl-C. */
export class Aborter {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;

  constructor(aborted: () => boolean) {
    this.timer = setInterval(() => {
      if (aborted()) this.controller.abort();
    }, LOOK);
    if (aborted()) this.controller.abort();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Looks no more. */
  end(): void {
    clearInterval(this.timer);
  }
}
