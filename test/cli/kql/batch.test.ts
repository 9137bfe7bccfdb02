import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandLine, startedCommandLine } from "../../support/command-line";
import { temporaryFolder } from "../../support/temporary-folder";

const batch = (input: string | Buffer, ...args: string[]) => startedCommandLine(["kql", "run", "--batch", "-", "--now", "2026-11-20", ...args], { input });
const answers = (out: string): unknown[] => out.trim().split("\n").map((line): unknown => JSON.parse(line));
const line = (value: unknown): string => `${JSON.stringify(value)}\n`;

describe("mailbox-baseline kql run --batch", () => {
  const folder = temporaryFolder();

  describe("of lines of every kind", () => {
    const kinds = { syntax: "print (", semantic: "print nope", unsupported: "print 1 | sample 1", limit: `print ${"(".repeat(10_000)}` };
    const lines = [
      Buffer.from(`nonsense\n[1]\n${line({ id: "none" })}${line({ id: "when", query: "print 1", now: "soon" })}{"id": "`), Buffer.from([0xff]), Buffer.from('"}\n'),
      ...[...Object.entries(kinds).map(([id, query]) => ({ id, query })), { id: "a", query: "print A = 1, B = now()" }].map((request) => Buffer.from(line(request))),
      Buffer.from(`\n${line({ id: 2, query: "print now()", now: "2020-01-01T00:00:00.1234567Z" })}`),
    ];
    let answered: readonly unknown[];

    beforeAll(() => {
      const { code, out, err } = batch(Buffer.concat(lines));
      expect([code, err]).toEqual([0, ""]);
      answered = answers(out);
    });

    it("answers each that is a request by one, in order, each with its own clock", () => {
      expect(answered.slice(9)).toEqual([
        { id: "a", columns: [{ name: "A", type: "long" }, { name: "B", type: "datetime" }], rows: [[1, "2026-11-20T00:00:00.0000000Z"]] },
        { id: 2, columns: [{ name: "print_0", type: "datetime" }], rows: [["2020-01-01T00:00:00.1234567Z"]] },
      ]);
    });

    it("answers each that is no request, and goes on", () => {
      expect(answered.slice(0, 5)).toEqual([
        { id: null, error: { kind: "syntax", message: 'line 1: is not JSON; write one object a line, {"id", "query", "now"?}' } },
        { id: null, error: { kind: "syntax", message: 'line 2: is not an object; write {"id", "query", "now"?}' } },
        { id: "none", error: { kind: "syntax", message: "line 3: query is missing; write the query as a string" } },
        { id: "when", error: { kind: "syntax", message: "line 4: now is no instant; write it as 2026-11-20T09:00:00Z" } },
        { id: null, error: { kind: "syntax", message: "line 5: is not UTF-8 text" } },
      ]);
    });

    it("tells the kinds of error apart", () => {
      expect(answered.slice(5, 9).map((answer) => (answer as { id: string; error: { kind: string } }).error.kind)).toEqual(Object.keys(kinds));
    });
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
    expect(commandLine(["kql", "run", "--batch", "no-such-file"])).toEqual({ code: 2, out: "", err: "no-such-file: cannot be read: ENOENT\n1 fault\n" });
    expect(commandLine(["kql", "run", "--batch", "-", "--table", "T=no-such.csv"])).toEqual({ code: 2, out: "", err: "no-such.csv: does not exist; name a file of records\n1 fault\n" });
  });
});
