import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { startedCommandLine } from "../../support/command-line";
import { temporaryFolder } from "../../support/temporary-folder";

const batch = (input: string | Buffer, ...args: string[]) => startedCommandLine(["kql", "run", "--batch", "-", "--now", "2026-11-20", ...args], { input });
const answers = (out: string): unknown[] => out.trim().split("\n").map((line): unknown => JSON.parse(line));
const line = (value: unknown): string => `${JSON.stringify(value)}\n`;

describe("mailbox-baseline kql run --batch", () => {
  const folder = temporaryFolder();

  it("answers each line by one, in order, each with its own clock", () => {
    const { code, out, err } = batch(line({ id: "a", query: "print A = 1, B = now()" }) + "\n" + line({ id: 2, query: "print now()", now: "2020-01-01T00:00:00.1234567Z" }));
    expect([code, err]).toEqual([0, ""]);
    expect(answers(out)).toEqual([
      { id: "a", columns: [{ name: "A", type: "long" }, { name: "B", type: "datetime" }], rows: [[1, "2026-11-20T00:00:00.0000000Z"]] },
      { id: 2, columns: [{ name: "print_0", type: "datetime" }], rows: [["2020-01-01T00:00:00.1234567Z"]] },
    ]);
  });

  it("answers a line that is no request, and goes on", () => {
    const { code, out } = batch(Buffer.concat([Buffer.from(`nonsense\n[1]\n${line({ id: "none" })}${line({ id: "when", query: "print 1", now: "soon" })}{"id": "`), Buffer.from([0xff]), Buffer.from(`"}\n${line({ id: "last", query: "print 1" })}`)]));
    expect(code).toBe(0);
    expect(answers(out)).toEqual([
      { id: null, error: { kind: "syntax", message: 'line 1: is not JSON; write one object a line, {"id", "query", "now"?}' } },
      { id: null, error: { kind: "syntax", message: 'line 2: is not an object; write {"id", "query", "now"?}' } },
      { id: "none", error: { kind: "syntax", message: "line 3: query is missing; write the query as a string" } },
      { id: "when", error: { kind: "syntax", message: "line 4: now is no instant; write it as 2026-11-20T09:00:00Z" } },
      { id: null, error: { kind: "syntax", message: "line 5: is not UTF-8 text" } },
      { id: "last", columns: [{ name: "print_0", type: "long" }], rows: [[1]] },
    ]);
  });

  it("tells the kinds of error apart", () => {
    const queries = { syntax: "print (", semantic: "print nope", unsupported: "print 1 | sample 1", limit: `print ${"(".repeat(10_000)}` };
    const { out } = batch(Object.entries(queries).map(([id, query]) => line({ id, query })).join(""));
    expect(answers(out).map((answer) => (answer as { id: string; error: { kind: string } }).error.kind)).toEqual(Object.keys(queries));
  });

  it("reads tables too, and answers a row that doesn't fit by an error", () => {
    const good = join(folder(), "good.csv");
    const bad = join(folder(), "bad.ndjson");
    writeFileSync(good, "A\n1\n2\n");
    writeFileSync(bad, '{"TimeGenerated": "yesterday"}\n');
    const { out } = batch(line({ id: 1, query: "Good | count" }) + line({ id: 2, query: "OfficeActivity | project TimeGenerated" }), "--table", `Good=${good}`, "--table", `OfficeActivity=${bad}`);
    expect(answers(out)).toEqual([
      { id: 1, columns: [{ name: "Count", type: "long" }], rows: [[2]] },
      { id: 2, error: { kind: "runtime", message: `${bad}:1 TimeGenerated: "yesterday" is not a datetime; write one such as 2026-11-20T09:00:00Z` } },
    ]);
  });

  it("exits 2 when the batch can't be read, or a table", () => {
    expect(startedCommandLine(["kql", "run", "--batch", "no-such-file"])).toEqual({ code: 2, out: "", err: "no-such-file: cannot be read: ENOENT\n1 fault\n" });
    expect(batch("", "--table", "T=no-such.csv")).toEqual({ code: 2, out: "", err: "no-such.csv: does not exist; name a file of records\n1 fault\n" });
  });
});
