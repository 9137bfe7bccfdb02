import type { RunContext } from "../engine/context";

/** Elements that an accumulator keeps, counted against the run's budget until its result has been handed over. */
export class Holding {
  private held = 0;

  constructor(private readonly context: RunContext) {}

  keep(): void {
    this.context.budget.hold();
    this.held++;
  }

  handOver<T>(result: T): T {
    this.context.budget.release(this.held);
    this.held = 0;
    return result;
  }
}
