import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandLine, startedCommandLine } from "../../support/command-line";
import { temporaryFolder } from "../../support/temporary-folder";

describe("mailbox-baseline kql run with files for what a query asks for", () => {
  const folder = temporaryFolder();
  const file = (name: string, content: string): string => {
    const path = join(folder(), name);
    writeFileSync(path, content);
    return path;
  };
  const run = (...args: string[]) => commandLine(["kql", "run", ...args, "--format", "ndjson"]);

  describe("as --watchlist", () => {
    it("gives the rows of its file, with the columns that it has", () => {
      const vips = file("vips.csv", "SearchKey,Owner,Score\nann,it,5\nbob,hr,7\n");
      expect(run("_GetWatchlist('VIP-Users') | where Score > 6", "--watchlist", `VIP-Users=${vips}`)).toEqual({ code: 0, out: '{"SearchKey":"bob","Owner":"hr","Score":7}\n', err: "" });
    });

    it("gives Sentinel's own columns their types, whatever their values look like", () => {
      const list = file("typed.ndjson", '{"SearchKey": "2026-11-20T00:00:00Z", "WatchlistItem": "{\\"a\\": 1}", "Other": 7}\n');
      expect(run("_GetWatchlist('list') | getschema | project ColumnName, ColumnType", "--watchlist", `list=${list}`).out.trim().split("\n")).toEqual([
        '{"ColumnName":"SearchKey","ColumnType":"string"}',
        '{"ColumnName":"WatchlistItem","ColumnType":"dynamic"}',
        '{"ColumnName":"Other","ColumnType":"long"}',
      ]);
    });

    it("takes several files as one list, and several lists", () => {
      const [one, two] = [file("one.csv", "SearchKey\nann\n"), file("two.csv", "SearchKey\nbob\n")];
      const given = ["--watchlist", `a=${one}`, "--watchlist", `a=${two}`, "--watchlist", `b=${two}`];
      expect(run("_GetWatchlist('a') | where SearchKey !in (_GetWatchlist('b'))", ...given).out).toBe('{"SearchKey":"ann"}\n');
    });

    it("knows a column that the list doesn't have", () => {
      const list = file("few.csv", "Owner\nit\n");
      expect(run("_GetWatchlist('few') | project SearchKey", "--watchlist", `few=${list}`)).toMatchObject({ code: 2, err: expect.stringContaining("query:1:32 error KS142 The name 'SearchKey'") as string });
    });

    it("says of a list that nobody gave how to give it", () => {
      expect(run("let one = 1;\n_GetWatchlist('vips')")).toEqual({
        code: 3,
        out: "",
        err: "query: unsupported: _GetWatchlist('vips'), no such watchlist was given; give its rows with --watchlist vips=FILE at 2:1\n",
      });
    });
  });

  describe("as --externaldata", () => {
    const query = "externaldata(Who: string, Count: long)[h@'https://example.com/list.csv?sig=a=b'] with (ignoreFirstRecord=true)";

    it("reads the file in the address's stead, whether its key is said or not", () => {
      const list = file("list.csv", "\ufeffWho,Count\r\nann,1\r\n");
      const expected = { code: 0, out: '{"Who":"ann","Count":1}\n', err: "" };
      expect(run(query, "--externaldata", `https://example.com/list.csv=${list}`)).toEqual(expected);
      expect(run(query, "--externaldata", `https://example.com/list.csv?sig=a=b=${list}`)).toEqual(expected);
      expect(run(query, "--externaldata", `https://example.com/other.csv=${list}`).code).toBe(3);
    });

    it("says of one that nobody gave how to give it, and shows no key", () => {
      expect(run(query)).toEqual({ code: 3, out: "", err: "query: unsupported: externaldata from example.com, no such file was given; give its text with --externaldata URL=FILE at 1:1\n" });
    });
  });

  it("are there for each query of a batch", () => {
    const list = file("batch.csv", "A\n1\n");
    const input = ["_GetWatchlist('w') | count", "externaldata(a: string)['https://example.com/x'] | count", "T | count", "_GetWatchlist('v')"].map((query, id) => `${JSON.stringify({ id, query })}\n`).join("");
    const { out } = startedCommandLine(["kql", "run", "--batch", "-", "--watchlist", `w=${list}`, "--externaldata", `https://example.com/x=${list}`, "--table", `T=${list}`], { input });
    const answers = out.trim().split("\n").map((line) => JSON.parse(line) as { rows?: unknown; error?: { kind: string } });
    expect(answers.map(({ rows, error }) => rows ?? error?.kind)).toEqual([[[1]], [[2]], [[1]], "unsupported"]);
  });

  it.each([
    [["--watchlist", "vips"], "Write a watchlist's alias and a file, as vips=vips.csv."],
    [["--externaldata", "https://example.com/"], "Write an address and a file, as https://example.com/list.csv=list.csv."],
    [["--externaldata", "a=b", "--externaldata", "a=c"], "That address has a file already."],
    [["--watchlist", "v=no-such.csv"], "no-such.csv: does not exist; name a file of records"],
    [["--externaldata", "a=no-such.csv"], "no-such.csv: does not exist; name a file of records"],
  ])("exit 2 for %j and say what to mend", (args, message) => {
    const { code, out, err } = run("print 1", ...args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(message);
  });
});
