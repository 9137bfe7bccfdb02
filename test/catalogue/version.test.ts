import { compareVersions, VERSION } from "../../catalogue/version";

describe("a version", () => {
  it.each(["0.1.0", "10.20.30"])("is three numbers: %s", (version) => expect(version).toMatch(VERSION));

  it.each(["1.0", "v1.0.0", "1.0.0-beta", "01.0.0", "1.0.0\n", ""])("is not %j", (text) => expect(text).not.toMatch(VERSION));

  it("is ordered by number, not by letter", () => {
    expect(["0.10.0", "0.2.0", "1.0.0", "0.2.10", "0.2.9"].sort(compareVersions)).toEqual(["0.2.0", "0.2.9", "0.2.10", "0.10.0", "1.0.0"]);
    expect(compareVersions("0.2.0", "0.2.0")).toBe(0);
  });
});
