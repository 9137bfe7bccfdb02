import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder for one test file, removed when its tests are done. Call it at the top of a describe block. */
export function temporaryFolder(): () => string {
  let dir = "";
  beforeAll(() => {
    dir = realpathSync(mkdtempSync(join(tmpdir(), "mailbox-baseline-")));
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  return () => dir;
}
