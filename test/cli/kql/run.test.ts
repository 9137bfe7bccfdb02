import { spawnSync, type StdioOptions } from "node:child_process";
import { closeSync, existsSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runQuery } from "../../../cli/kql/run";
import { commandLine, PROJECT } from "../../support/command-line";
import { silentIo } from "../../support/silent-io";
import { temporaryFolder } from "../../support/temporary-folder";

describe("mailbox-baseline kql run", () => {
  const folder = temporaryFolder();
  const file = (name: string, content: string): string => {
    const path = join(folder(), name);
    writeFileSync(path, content);
    return path;
  };
  const run = (...args: string[]) => commandLine(["kql", "run", ...args]);

  it("prints an aligned table for people, numbers to the right", () => {
    const { code, out, err } = run('datatable(Who: string, Count: long) ["Ann", 5, "Bob", 1200]');
    expect([code, err]).toEqual([0, ""]);
    expect(out).toBe("Who  Count\n---  -----\nAnn      5\nBob   1200\n2 rows\n");
  });

  it("reads a table by its documented columns, and several files as one", () => {
    const first = file("a.ndjson", '{"TimeGenerated": "2026-11-20T00:00:00Z", "UserId": "ann", "Parameters": "[1]"}\n');
    const second = file("b.csv", "TimeGenerated,UserId\n2026-11-21T00:00:00Z,bob\n");
    const { out } = run("OfficeActivity | project TimeGenerated, UserId", "--table", `OfficeActivity=${first}`, "--table", `OfficeActivity=${second}`, "--format", "csv");
    expect(out).toBe("TimeGenerated,UserId\r\n2026-11-20T00:00:00.0000000Z,ann\r\n2026-11-21T00:00:00.0000000Z,bob\r\n");
  });

  it("infers the columns of a table that nobody documents, byte-order mark and quoted newlines or not", () => {
    const table = file("own.csv", '\ufeffName,Note,Number\r\n"Ann","two\r\nlines, ""quoted""",1\r\nBob,,2\r\n');
    const { out } = run("Own | where Number < 2", "--table", `Own=${table}`, "--format", "json");
    expect(JSON.parse(out)).toEqual([{ Name: "Ann", Note: 'two\r\nlines, "quoted"', Number: 1 }]);
  });

  it("has the clock that --now gives", () => {
    expect(run("print Now = now()", "--now", "2026-11-20T09:00:00Z", "--format", "ndjson").out).toBe('{"Now":"2026-11-20T09:00:00.0000000Z"}\n');
  });

  it("prints CSV in which no text is a formula to a spreadsheet, though the table came with one", () => {
    const table = file("mail.ndjson", `${JSON.stringify({ Subject: "=HYPERLINK(\"https://evil.example\")", From: "@ann", Score: -5, "+Tag": "-1" })}\n`);
    expect(run("Mail | project Subject, From, Score, ['+Tag']", "--table", `Mail=${table}`, "--format", "csv").out).toBe(`Subject,From,Score,'+Tag\r\n"'=HYPERLINK(""https://evil.example"")",'@ann,-5,'-1\r\n`);
    expect(run("Mail | project Subject, Score", "--table", `Mail=${table}`, "--format", "ndjson").out).toBe('{"Subject":"=HYPERLINK(\\"https://evil.example\\")","Score":-5}\n');
  });

  it("reads a query from standard input, or from a file", () => {
    const query = "print It = 1";
    expect(commandLine(["kql", "run", "-", "--format", "csv"], { input: query }).out).toBe("It\r\n1\r\n");
    expect(run("--file", file("q.kql", query), "--format", "csv").out).toBe("It\r\n1\r\n");
  });

  it("says of a table without rows how to give them", () => {
    const { code, out, err } = run("OfficeActivity | take 1");
    expect([code, out]).toEqual([2, ""]);
    expect(err).toBe("query:1:1 error KS204 no table OfficeActivity was given; give its rows with --table OfficeActivity=FILE\n    OfficeActivity | take 1\n    ^^^^^^^^^^^^^^\n");
  });

  it("says of a table that is nearly one of those given that one of them is misspelled", () => {
    const table = file("near.csv", "A\n1\n");
    const said = (query: string, name: string): string => run(query, "--table", `${name}=${table}`).err.split("\n")[0] ?? "";
    expect(said("OfficeActivity | count", "OfficeActivty")).toBe("query:1:1 error KS204 no table OfficeActivity was given; OfficeActivty was: is one of them misspelled?");
    expect(said("own", "Own")).toBe("query:1:1 error KS142 no table own was given; Own was: is one of them misspelled?");
    expect(said("SigninLogs", "Own")).toBe("query:1:1 error KS142 no table SigninLogs was given; give its rows with --table SigninLogs=FILE");
  });

  it("answers one result, and no query that gives two", () => {
    expect(run("print 1; print 2")).toEqual({ code: 3, out: "", err: "query: unsupported: a second result at 1:10\n" });
  });

  it("refuses a value that nobody could hold, in few words", () => {
    const doubled = `print x = pack_array(1) ${"| extend x = pack_array(x, x) ".repeat(40)}`;
    expect(run(`${doubled} | project strlen(tostring(x))`)).toEqual({ code: 2, out: "", err: "query: too large to be worked out: JSON of more than 16,777,216 characters\n" });
    expect(run(doubled)).toEqual({ code: 2, out: "", err: "query: too large to be worked out: one value of the result\n" });
  });

  it("can be ended while it waits for standard input", async () => {
    const calls: string[] = [];
    const input = async function* (): AsyncGenerator<Uint8Array> {
      calls.push("reads");
      yield await Promise.resolve(Buffer.from("print 1"));
    };
    await runQuery("-", { format: "csv" }, { ...silentIo(), input, endOnInterrupt: () => void calls.push("ends") });
    expect(calls).toEqual(["ends", "reads"]);
  });

  (existsSync("/dev/full") ? it : it.skip)("says so where its answer can't be written, and keeps its exit code where a complaint can't", () => {
    const full = openSync("/dev/full", "w");
    const ran = (stdio: StdioOptions, ...args: string[]) => spawnSync(process.execPath, [join(PROJECT, "dist", "cli", "main.js"), "kql", ...args], { cwd: PROJECT, encoding: "utf8", stdio });
    expect(ran(["ignore", full, "pipe"], "run", "print 1")).toMatchObject({ status: 2, stderr: "standard output: cannot be written: ENOSPC\n1 fault\n" });
    expect(ran(["ignore", full, "pipe"], "explain", "print 1")).toMatchObject({ status: 2, stderr: "standard output: cannot be written: ENOSPC\n" });
    expect(ran(["ignore", "pipe", full], "run", "print (").status).toBe(2);
    closeSync(full);
  });

  it("exits 3 for what it does not support, which is named with its place", () => {
    expect(run("print 1\n| sample 3")).toEqual({ code: 3, out: "", err: "query: unsupported: sample at 2:3\n" });
  });

  it.each([
    [[], "error: give one of QUERY, --file and --batch"],
    [["print 1", "--file", "q.kql"], "error: give one of QUERY, --file and --batch"],
    [["print 1", "--table", "Own"], "Write a table's name, of letters, digits and _, and a file, as OfficeActivity=audit.ndjson."],
    [["print 1", "--limit-seconds", "soon"], "It is no number of seconds from 0.001 to 999999; write 60 or 0.5."],
    [["print 1", "--fromat", "csv"], "(Did you mean --format?)"],
    [["--batch", "-", "--format", "csv"], "option '--batch <file>' cannot be used with option '--format <format>'"],
    [["print 1", "--limit-seconds", "9999999"], "It is no number of seconds from 0.001 to 999999"],
    [["hunt.kql"], "error: hunt.kql is the name of a file; read the query in it with --file"],
    [["T", "--table", "my table=a.csv"], "Write a table's name, of letters, digits and _, and a file"],
    [["--file", "no-such.kql"], "no-such.kql: cannot be read: ENOENT"],
    [["T", "--table", "T=no-such.ndjson"], "no-such.ndjson: does not exist"],
  ])("exits 2 for %j and says what to mend", (args, message) => {
    const { code, out, err } = run(...args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(message);
  });
});
