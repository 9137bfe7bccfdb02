import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "../support/command-line";
import { temporaryFolder } from "../support/temporary-folder";

function conformance(...args: string[]): { code: number | null; out: string; err: string } {
  const ran = spawnSync(process.execPath, [join(PROJECT, "test", "conformance", "run.mjs"), ...args], { encoding: "utf8" });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

const longs = (name: string): object[] => [{ name, type: "long" }];
const CASES = [
  { id: "right", query: "print A = 1", columns: longs("A"), rows: [[1]], core: true },
  { id: "nearly", query: "print A = 0.1 + 0.2", columns: [{ name: "A", type: "real" }], rows: [[0.3]], core: true },
  { id: "any order", query: "range A from 1 to 3 step 1", columns: longs("A"), rows: [[3], [1], [2]], rowOrder: "unordered" },
  { id: "another order", query: "range A from 1 to 3 step 1", columns: longs("A"), rows: [[3], [1], [2]], rowOrder: "ordered" },
  { id: "a set", query: "print A = dynamic([1, 2])", columns: [{ name: "A", type: "dynamic" }], rows: [[[2, 1]]], flags: { setOrder: true } },
  { id: "type", query: "print A = 1", columns: [{ name: "A", type: "int" }], rows: [[1]] },
  { id: "beyond doubles", query: "print A = 9007199254740993", columns: longs("A"), rows: [["9007199254740993"]] },
  { id: "wrong value", query: "print A = 1", columns: longs("A"), rows: [[2]], core: true },
  { id: "wrong name", query: "print A = 1", columns: longs("B"), rows: [[1]] },
  { id: "wrong count", query: "print A = 1", columns: longs("A"), rows: [[1], [1]] },
  { id: "a list", query: "print A = dynamic([1, 2])", columns: [{ name: "A", type: "dynamic" }], rows: [[[2, 1]]] },
  { id: "unsupported", query: "print A = 1 | sample 1", columns: longs("A"), rows: [[1]] },
  { id: "refused", query: "print A = nope", columns: longs("A"), rows: [[1]] },
  { id: "skipped", query: "print A = rand()", columns: longs("A"), rows: [[1]], flags: { nondeterministic: true } },
];

describe("npm run conformance", () => {
  const folder = temporaryFolder();

  beforeAll(() => {
    writeFileSync(join(folder(), "cases.json"), JSON.stringify(CASES));
    writeFileSync(join(folder(), "refused.json"), JSON.stringify([{ query: "print nope", kustoError: "" }, { query: "print 1", kustoError: "" }]));
  });

  it("counts what is right, wrong and unsupported, and lists the wrong by why", () => {
    const { files } = JSON.parse(conformance(folder(), "--json").out) as { files: { all: object; core: object; skipped: number; unsupported: object; differing: { id: string; outcome: string; why?: string }[] }[] };
    expect(files[0]).toMatchObject({
      skipped: 1,
      all: { cases: 13, right: 7, wrong: 4, unsupported: 1, error: 1, rightButForTypes: 1, rightButForOrder: 1 },
      core: { cases: 3, right: 2, wrong: 1 },
      unsupported: { sample: 1 },
    });
    expect(files[0]?.differing.filter(({ outcome }) => outcome === "wrong").map(({ id, why }) => `${id}: ${why ?? ""}`)).toEqual([
      "wrong value: no row [2]; there is [1]",
      "wrong name: column A, not B",
      "wrong count: 1 rows, not 2",
      "a list: no row [[2,1]]; there is [[1,2]]",
    ]);
    expect(files[1]?.all).toMatchObject({ cases: 2, right: 1, wrong: 1 });
  });

  it("prints the same for people", () => {
    const { code, out } = conformance(folder(), "--show", "1");
    expect(code).toBe(0);
    expect(out).toContain("13: 7 right (53.8 %), 4 wrong (30.8 %), 1 unsupported (7.7 %), 1 error (7.7 %); of the right, 1 with another column type, 1 in another order");
    expect(out).toContain("and 4 more; --show 5 lists them all");
    expect(out).toContain("2: 1 refused (50.0 %), 0 unsupported, 1 accepted, 0 defects");
  });

  it("exits 2 for what is no folder of cases", () => {
    expect(conformance("no-such-folder")).toEqual({ code: 2, out: "", err: "no-such-folder: cannot be read: ENOENT\n" });
    expect(conformance().code).toBe(2);
  });
});
