import { ReadingProgress } from "../../../cli/hunt/reading-progress";
import { silentIo } from "../../support/silent-io";

const CLEAR = "\r\u001b[K";

function shown(columns: number | undefined): string {
  let said = "";
  let now = 0;
  const files = [{ size: 40_000_000, bytesRead: 0 }, { size: 9_500_000, bytesRead: 0 }];
  const progress = new ReadingProgress(files, { ...silentIo(), interactive: true, columns, err: (text) => void (said += text) }, () => now);
  for (let read = 10_000_000; read <= 20_000_000; read += 10_000_000) {
    now += 1000;
    files[0]!.bytesRead = read;
    progress.show();
  }
  progress.clear();
  return said;
}

describe("ReadingProgress", () => {
  it("says how much of all files has been read, and takes the line away at the end", () => {
    expect(shown(undefined)).toBe(`${CLEAR}10 of 50 MB read, 10 a second, 4 s left${CLEAR}20 of 50 MB read, 10 a second, 3 s left${CLEAR}`);
  });

  it("goes on with the runs that are left once all is read", () => {
    let said = "";
    let now = 0;
    const progress = new ReadingProgress([], { ...silentIo(), interactive: true, err: (text) => void (said += text) }, () => now);
    const ran = progress.runs(200);
    now = 1000;
    ran(50);
    expect(said).toBe(`${CLEAR}50 of 200 runs in windows, 50 a second, 3 s left`);
  });

  it("keeps out of what is printed to the same terminal", () => expect(shown(80)).toBe(""));
});
