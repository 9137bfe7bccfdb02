import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandLine } from "../../support/command-line";
import { temporaryFolder } from "../../support/temporary-folder";

const UGLY = "OfficeActivity|where a==1//why\n|project UserId,Operation";
const NEAT = "OfficeActivity\n| where a == 1//why\n| project UserId, Operation\n";

describe("mailbox-baseline kql format", () => {
  const folder = temporaryFolder();
  const file = (name: string, content: string): string => {
    const path = join(folder(), name);
    writeFileSync(path, content);
    return path;
  };
  const format = (...args: string[]) => commandLine(["kql", "format", ...args]);

  it("lays a file out in place, keeps its mode, and leaves nothing beside it", () => {
    const query = file("ugly.kql", UGLY);
    chmodSync(query, 0o640);
    expect(format(query)).toEqual({ code: 0, out: `changed ${query}\n1 of 1 file changed\n`, err: "" });
    expect(readFileSync(query, "utf8")).toBe(NEAT);
    expect(statSync(query).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder()).filter((name) => name.startsWith("."))).toEqual([]);
    expect(format(query)).toEqual({ code: 0, out: "0 of 1 file changed\n", err: "" });
  });

  it("changes nothing for --check, and exits 1 for what would change", () => {
    const query = file("check.kql", UGLY);
    expect(format("--check", query, file("neat.kql", NEAT))).toEqual({ code: 1, out: `would change ${query}\n1 of 2 files would change\n`, err: "" });
    expect(readFileSync(query, "utf8")).toBe(UGLY);
  });

  it("prints one file for --stdout", () => {
    expect(format("--stdout", file("print.kql", UGLY)).out).toBe(NEAT);
    expect(format("--stdout", "a.kql", "b.kql")).toMatchObject({ code: 2, err: "error: --stdout takes one file\n" });
  });

  it("refuses what doesn't parse, and then changes no file", () => {
    const good = file("good.kql", UGLY);
    const bad = file("bad.kql", "print 1\n| where (");
    expect(format(good, bad)).toEqual({ code: 2, out: "", err: `${bad}:2: is no query that can be read: Missing expression (column 10)\n1 fault\n` });
    expect(readFileSync(good, "utf8")).toBe(UGLY);
    const deep = file("deep.kql", `print ${"(".repeat(10_000)}`);
    expect(format(deep)).toEqual({ code: 2, out: "", err: `${deep}: cannot be laid out: the query nests too deep to be read\n1 fault\n` });
  });
});
