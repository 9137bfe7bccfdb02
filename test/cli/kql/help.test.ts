import { commandLine } from "../../support/command-line";

describe("mailbox-baseline kql", () => {
  it.each(["kql", "kql run", "kql check", "kql explain", "kql format"])("tells of %s by --help, in 80 columns", (command) => {
    const { code, out } = commandLine([...command.split(" "), "--help"]);
    expect(code).toBe(0);
    expect(out).toContain(`Usage: mailbox-baseline ${command}`);
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it("shows an example of each subcommand", () => {
    for (const name of ["run", "check", "explain", "format"]) expect(commandLine(["kql", name, "--help"]).out).toContain(`Examples:\n  mailbox-baseline kql ${name} `);
  });

  it("knows a subcommand that is nearly right", () => {
    expect(commandLine(["kql", "formt"])).toMatchObject({ code: 2, err: expect.stringContaining("(Did you mean format?)") as string });
  });
});
