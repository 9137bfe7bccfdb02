import type { Budget } from "../engine/budget";
import type { Row } from "../values/value";

/** A step of `scan`, compiled. Both functions see what the state at hand holds. */
export interface Step {
  readonly output: "all" | "last" | "none";
  readonly matches: (row: Row, state: State) => boolean;
  /** The row with the step's assignments. */
  readonly assign: (row: Row, state: State) => Row;
}

/** What a step remembers of the sequence that has come as far as it: the last row of each step up to it. */
export interface State {
  readonly match: bigint;
  readonly rows: readonly Row[];
}

type Give = (row: Row, match: bigint) => boolean;

/** One walk through rows in their order, with a state for each step: https://learn.microsoft.com/en-us/kusto/query/scan-operator#scan-logic */
export class ScanWalk {
  private readonly states: (State | undefined)[];
  /** The rows that steps with output=last hold back, until they know that no other follows. */
  private readonly held: ({ readonly row: Row; readonly match: bigint } | undefined)[];
  private nextMatch = 0n;
  private more = true;

  constructor(
    private readonly steps: readonly Step[],
    private readonly give: Give,
    private readonly budget: Budget,
  ) {
    this.states = steps.map(() => undefined);
    this.held = steps.map(() => undefined);
  }

  /** Tries the row on each step, the last first. Answers whether more rows are wanted. */
  take(row: Row): boolean {
    for (let index = this.steps.length - 1; index >= 0; index--) {
      this.budget.pass();
      const step = this.steps[index];
      if (this.more && step) this.tryStep(step, index, row);
    }
    return this.more;
  }

  end(): boolean {
    for (const index of this.steps.keys()) this.release(index);
    return this.more;
  }

  private tryStep(step: Step, index: number, row: Row): void {
    const before = index > 0 ? this.states[index - 1] : undefined;
    if (before && step.matches(row, before)) {
      this.release(index - 1);
      this.release(index);
      this.states[index - 1] = undefined;
      this.enter(step, index, before, row);
      return;
    }
    const own = this.states[index];
    if (own === undefined && index > 0) return;
    const state = own ?? { match: this.nextMatch, rows: [] };
    if (!step.matches(row, state)) return;
    if (own === undefined) this.nextMatch++;
    this.enter(step, index, state, row);
  }

  private enter(step: Step, index: number, state: State, row: Row): void {
    const { match, rows } = state;
    const made = step.assign(row, state);
    this.states[index] = { match, rows: [...rows.slice(0, index), made] };
    if (step.output === "all") this.more = this.give(made, match);
    if (step.output === "last") this.held[index] = { row: made, match };
  }

  private release(index: number): void {
    const held = this.held[index];
    this.held[index] = undefined;
    if (held) this.more = this.more && this.give(held.row, held.match);
  }
}
