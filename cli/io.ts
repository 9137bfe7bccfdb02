/** What a command needs of the world around it, injected so that tests run the same commands. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** Columns to wrap text at. */
  readonly width: number;
  readonly color: boolean;
  /** A person sits at the terminal and can be asked, and shown progress. */
  readonly interactive: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  now(): Date;
  /** Becomes true when the user presses Ctrl-C, or the machine asks us to end. */
  readonly aborted: () => boolean;
}
