import type { HuntFinding } from "../../hunt/finding";
import { detectionWith } from "./detection";

const DETECTION = detectionWith();

/** Carol is let into bob's mailbox, in the given lines of a log. */
export function findingAt(lines: readonly number[], overrides: Partial<HuntFinding> = {}): HuntFinding {
  return {
    detection: DETECTION,
    title: "ann gave carol access to the mailbox bob",
    severity: "Medium",
    at: "2026-11-02T09:41:07Z",
    actor: "ann@contoso.com",
    mailbox: "bob",
    address: "203.0.113.7",
    application: "",
    details: [],
    evidence: lines.map((line) => ({ file: "log.ndjson", line })),
    records: lines.length,
    ...overrides,
  };
}
