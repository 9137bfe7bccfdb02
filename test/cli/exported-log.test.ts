import { commandLine } from "../support/command-line";

const LOG = "examples/exported-log/audit.ndjson";

describe("the exported log that the README hunts in", () => {
  it("holds six findings among what happens every day", () => {
    const { code, out } = commandLine(["hunt", LOG, "--format", "json"]);
    const { findings } = JSON.parse(out) as { findings: { at: string; detection: string; evidence: { line: number }[] }[] };
    expect([code, findings.map(({ at, detection, evidence }) => `${at} ${detection} ${evidence.map(({ line }) => line).join()}`)]).toEqual([
      1,
      [
        "2026-11-18T22:14:37Z app-mail-consent-granted 2",
        "2026-11-18T22:31:09Z app-mailbox-access 3",
        "2026-11-18T22:48:12Z inbox-rule-hides-mail 5",
        "2026-11-18T22:50:27Z mailbox-forwarding-external 6",
        "2026-11-19T07:12:30Z mailbox-full-access-granted 8",
        "2026-11-19T08:20:05Z user-restricted-from-sending 9",
      ],
    ]);
  });

  it("shows the same when each record is judged alone", () => {
    const lines = commandLine(["hunt", LOG, "--per-record"]).out.trim().split("\n").map((line) => JSON.parse(line) as { line: number; detections: string[] });
    expect(lines.filter(({ detections }) => detections.length > 0).map(({ line }) => line)).toEqual([2, 3, 5, 6, 8, 9]);
  });
});
