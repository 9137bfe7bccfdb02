import { commandLine, startedCommandLine } from "../support/command-line";
import { packageVersion } from "../../catalogue/location";

describe("the command line", () => {
  it("prints its version", () => {
    expect(startedCommandLine(["--version"])).toEqual({ code: 0, out: `${packageVersion()}\n`, err: "" });
  });

  it.each(["synth", "check", "init", "list", "explain"])("tells of %s by --help", (command) => {
    const { code, out } = commandLine([command, "--help"]);
    expect(code).toBe(0);
    expect(out).toContain(`Usage: mailbox-baseline ${command}`);
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it.each([
    [[], "Usage: mailbox-baseline"],
    [["chek"], "error: unknown command 'chek'\n(Did you mean check?)"],
    [["check", "--fromat", "json"], "error: unknown option '--fromat'\n(Did you mean --format?)"],
    [["check", "--format", "xml"], "error: option '--format <format>' argument 'xml' is invalid. Allowed choices are text, json, markdown."],
    [["check", "--now", "2026-02-30"], "It is no instant in UTC; write 2026-11-20 or 2026-11-20T09:00:00Z."],
    [["explain"], "error: missing required argument 'id'"],
    [["explain", "mailbox-ful-access-granted"], 'explain: "mailbox-ful-access-granted" is no detection; did you mean mailbox-full-access-granted?'],
    [["explain", "mailbox-audit-bypassed", "--tenant", "fabrikm"], 'tenants: has no tenant "fabrikm"; did you mean fabrikam?'],
    [["check", "--tenants", "no-such-folder"], "no-such-folder: does not exist; `mailbox-baseline init` writes a first tenant file, --tenants names another folder"],
    [["check", "--catalogue", "no-such-folder"], "no-such-folder: cannot be read as a catalogue: ENOENT"],
  ])("exits 2 for %j and says what to mend", (args, message) => {
    const { code, out, err } = commandLine(args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(message);
  });

  it("lists every detection with its rhythm, tables and events", () => {
    expect(commandLine(["list"]).out).toMatchSnapshot();
  });

  it("explains a detection as a tenant runs it, with its exceptions in the query", () => {
    const { code, out } = commandLine(["explain", "mailbox-audit-bypassed", "--tenant", "fabrikam", "--now", "2026-11-20"]);
    expect(code).toBe(0);
    expect(out).toMatchSnapshot();
  });

  it("says of a detection that a tenant can't run why not", () => {
    expect(commandLine(["explain", "exchange-audit-silent", "--tenant", "northwind", "--now", "2026-11-20"]).out.replace(/\s+/gu, " ")).toContain("not applicable to northwind: nothing brings the table OfficeActivity");
  });
});
