import { writeSync } from "node:fs";
import { InputError } from "../catalogue/fault";

/** How long a full pipe is left alone, in milliseconds. */
const PAUSE = 5;

/** Writes it all before it returns, however slow the reader; answers false when that one has left, as `| head` does. */
export function writeNow(descriptor: number, text: string): boolean {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EPIPE") return false;
      if (code !== "EAGAIN") throw new InputError([{ file: "standard output", path: "", message: `cannot be written: ${code ?? String(error)}` }]);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
    }
  }
  return true;
}
