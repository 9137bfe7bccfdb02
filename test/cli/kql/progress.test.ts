import { Progress } from "../../../cli/kql/progress";
import { silentIo } from "../../support/silent-io";

describe("the progress of a long run", () => {
  afterEach(() => jest.restoreAllMocks());

  it("is shown once half a second has gone by, and taken away before anything else is printed", () => {
    let now = 1000;
    jest.spyOn(performance, "now").mockImplementation(() => now);
    let said = "";
    const progress = new Progress({ ...silentIo(), err: (text) => void (said += text) });
    for (let i = 0; i < 8192; i++) progress.row();
    expect(said).toBe("");
    now += 1000;
    for (let i = 0; i < 8192; i++) progress.row();
    expect(said).toBe("\r\u001b[K12,288 rows read, 12,288 a second");
    progress.clear();
    progress.clear();
    expect(said).toBe("\r\u001b[K12,288 rows read, 12,288 a second\r\u001b[K");
  });
});
