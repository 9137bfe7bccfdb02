import { KqlError } from "./errors";

/** What a query may use up. Each has a default that no detection comes near. */
export interface Limits {
  /** Rows that are held at one time: groups, sorted and joined rows, what is materialized. */
  readonly heldRows: number;
  /** Rows that pass through operators, all taken together. */
  readonly passedRows: number;
  /** Characters of one string, and elements of one array. */
  readonly valueSize: number;
  readonly milliseconds: number;
}

export const DEFAULT_LIMITS: Limits = { heldRows: 5_000_000, passedRows: 500_000_000, valueSize: 16_777_216, milliseconds: 600_000 };

/** How often the clock is read, in rows: reading it costs more than a row does. */
const CLOCK_EVERY = 2048;

/** Counts what one run of a query uses, and stops it with a limit error when that is too much. */
export class Budget {
  private held = 0;
  private passed = 0;
  private untilClock = CLOCK_EVERY;
  private readonly deadline: number;

  constructor(
    private readonly limits: Limits,
    private readonly clock: () => number,
  ) {
    this.deadline = clock() + limits.milliseconds;
  }

  /** A row went through an operator, or a loop took a step. */
  pass(): void {
    if (--this.untilClock > 0) return;
    this.untilClock = CLOCK_EVERY;
    this.passed += CLOCK_EVERY;
    if (this.passed > this.limits.passedRows) throw new KqlError("limit", `more than ${this.limits.passedRows.toLocaleString("en")} rows passed through the query`);
    if (this.clock() > this.deadline) throw new KqlError("limit", `longer than ${this.limits.milliseconds / 1000} s`);
  }

  /** Rows are kept until `release`. */
  hold(rows = 1): void {
    this.pass();
    this.held += rows;
    if (this.held > this.limits.heldRows) throw new KqlError("limit", `more than ${this.limits.heldRows.toLocaleString("en")} rows held at one time`);
  }

  release(rows: number): void {
    this.held -= rows;
  }

  /** Asks before a string or an array of that size is made. */
  size(length: number, what: string): void {
    if (length > this.limits.valueSize) throw new KqlError("limit", `${what} of more than ${this.limits.valueSize.toLocaleString("en")} characters or elements`);
  }
}
