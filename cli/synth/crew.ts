import type { CheckedFile, CheckShared } from "./check-file";
import type { SynthShared, TenantOutput } from "./tenant";

/** Who does the work of `synth`: this process, or several. Both of its steps answer in the order they were asked in, and throw {@link Interrupted}. */
export interface Crew {
  setUp(shared: CheckShared): void;
  /**
   * Reads tenant files and keeps the tenants.
   * @param only names of the tenants to judge; undefined: all
   * @param done told how many files are read
   */
  check(files: readonly string[], only: readonly string[] | undefined, done: (count: number) => void): Promise<readonly CheckedFile[]>;
  /**
   * Writes the stacks of tenants that were checked.
   * @param files the tenants' files
   */
  write(files: readonly string[], shared: SynthShared, done: (count: number) => void): Promise<readonly TenantOutput[]>;
  /** Ends whatever still runs for it, and waits for that: afterwards nothing is written any more. */
  end(): Promise<void>;
}

/** The user pressed Ctrl-C, or the machine asked us to end. */
export class Interrupted extends Error {}
