import type { Io } from "../../cli/io";
import { run } from "../../cli/program";
import { silentIo } from "../support/silent-io";

/** A world in which printing fails, as on a full disk. */
function failingIo(env: Io["env"]): { io: Io; said: string[] } {
  const said: string[] = [];
  const out = (): never => {
    throw new Error("ENOSPC: no space left on device\u001b[31m");
  };
  return { said, io: { ...silentIo(), out, err: (text) => void said.push(text), env } };
}

describe("what nobody expected", () => {
  it("exits 2, since nothing was judged, with one line and no escape sequence", async () => {
    const { io, said } = failingIo({});
    expect(await run(["list"], io)).toBe(2);
    expect(said.join("")).toBe("unexpected: ENOSPC: no space left on device\\u001b[31m\nset MAILBOX_BASELINE_DEBUG=1 to see where, and report it\n");
  });

  it("shows where, when asked", async () => {
    const { io, said } = failingIo({ MAILBOX_BASELINE_DEBUG: "1" });
    await run(["list"], io);
    expect(said.join("")).toMatch(/\n\s+at /u);
  });
});
