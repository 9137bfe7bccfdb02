/** What a command needs of the world around it, injected so that tests run the same commands. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** Prints at once, and answers whether anybody still reads: for work that doesn't yield, where `out` would pile up and a reader's leaving go unnoticed. */
  stream(text: string): boolean;
  /** Standard input. */
  input(): AsyncIterable<Uint8Array>;
  /** Columns to wrap text at. */
  readonly width: number;
  readonly color: boolean;
  /** Of the terminal that standard output is; undefined where it is none. */
  readonly columns: number | undefined;
  /** A person sits at the terminal and can be asked, and shown progress. */
  readonly interactive: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  now(): Date;
  /** Becomes true when the user presses Ctrl-C, or the machine asks us to end. */
  readonly aborted: () => boolean;
  /** From here on Ctrl-C ends the process: for work that doesn't yield, so would never see it, and leaves nothing half done. */
  endOnInterrupt(): void;
}
