import { startedCommandLine } from "../support/command-line";

describe("the command line", () => {
  it.each([["coverage"], ["check"]])("prints no colour where nobody sees a terminal, whatever the environment says: %s", (...args) => {
    expect(startedCommandLine(args, { env: { CI: "true", FORCE_COLOR: "1" } }).out).toMatch(/^[^\u001b]+$/u);
  });
});
