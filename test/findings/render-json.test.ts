import { renderJson } from "../../findings/render-json";
import { FINDINGS } from "../support/findings";

describe("findings for programs", () => {
  it("are every finding as it is, after the version of the format and the counts of all verdicts", () => {
    expect(renderJson(FINDINGS.slice(3, 5))).toMatchInlineSnapshot(`
"{
  "formatVersion": 1,
  "counts": {
    "fail": 1,
    "unknown": 1,
    "excepted": 0,
    "not applicable": 0,
    "pass": 0
  },
  "findings": [
    {
      "rule": "query-runs",
      "verdict": "unknown",
      "subject": "community-rule",
      "message": "was not exercised: it has no events"
    },
    {
      "rule": "exceptions-are-live",
      "verdict": "fail",
      "tenant": "acme",
      "subject": "mailbox-opened excepted for bob@acme.example = FullAccess",
      "message": "expired on 2026-11-19 (SOC: his assistant reads his mail while he is away)",
      "mend": "remove it, or have its owner grant it anew with new dates",
      "place": {
        "file": "tenants/acme.yaml",
        "line": 34
      }
    }
  ]
}"
`);
    expect((JSON.parse(renderJson(FINDINGS)) as { findings: unknown }).findings).toEqual(FINDINGS);
  });

  it("count every verdict, also where nothing has it", () => {
    expect(JSON.parse(renderJson([]))).toEqual({ formatVersion: 1, counts: { fail: 0, unknown: 0, excepted: 0, "not applicable": 0, pass: 0 }, findings: [] });
  });
});
