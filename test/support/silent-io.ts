import type { Io } from "../../cli/io";

/** A world with nobody in it: what is printed is lost, nothing comes in, and it is 1970. */
export function silentIo(): Io {
  return {
    out: () => undefined,
    err: () => undefined,
    stream: () => true,
    input: async function* () {},
    width: 80,
    color: false,
    columns: undefined,
    interactive: false,
    env: {},
    now: () => new Date(0),
    aborted: () => false,
    endOnInterrupt: () => undefined,
  };
}
