import { createColors } from "picocolors";
import { countLine, renderText } from "../../findings/render-text";
import { FINDINGS } from "../support/findings";

const PLAIN = { colors: createColors(false), width: 80 };

describe("findings for a terminal", () => {
  it("say what fails first, each with its mend and its place, and only count what passes", () => {
    expect(renderText(FINDINGS, PLAIN)).toMatchInlineSnapshot(`
"FAIL  acme  exceptions-are-live
    mailbox-opened excepted for bob@acme.example = FullAccess: expired on
    2026-11-19 (SOC: his assistant reads his mail while he is away)
    mend: remove it, or have its owner grant it anew with new dates
    tenants/acme.yaml:34

UNKNOWN  query-runs
    community-rule: was not exercised: it has no events

EXCEPTED  acme  detections-are-on
    mailbox-opened: off until 2026-12-31, SOC | <b>Ann</b> @ann: \\u001b[31mToo
    loud\\u001b[0m, see [why](https://evil.example)
    tenants/acme.yaml:21

NOT APPLICABLE  acme  detections-are-on
    user-restricted: nothing brings the table SecurityAlert: Sentinel's Defender
    XDR connector would (connectors.defenderXdr)

1 fail, 1 unknown, 1 excepted, 1 not applicable, 2 pass"
`);
  });

  it("fit a terminal of 80 columns", () => {
    const lines = renderText(FINDINGS, PLAIN).split("\n");
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it("colour the verdict and dim the place, and are the same text without colours", () => {
    const coloured = renderText(FINDINGS, { colors: createColors(true), width: 80 });
    expect(coloured).toContain("\u001b[31mFAIL\u001b[39m  acme");
    expect(coloured).toContain("\u001b[33mUNKNOWN\u001b[39m");
    expect(coloured).toContain("\u001b[36mEXCEPTED\u001b[39m");
    expect(coloured).toContain("\u001b[2mNOT APPLICABLE\u001b[22m");
    expect(coloured).toContain("\u001b[2mtenants/acme.yaml:34\u001b[22m");
    expect(coloured.replace(/\u001b\[\d+m/gu, "")).toBe(renderText(FINDINGS, PLAIN));
  });

  it("are one line where there are none, or all pass", () => {
    expect(renderText([], PLAIN)).toBe("nothing to judge");
    expect(renderText(FINDINGS.filter(({ verdict }) => verdict === "pass"), PLAIN)).toBe("2 pass");
  });

  it("bring no escape sequence of a finding into the terminal, whichever part of it holds one", () => {
    const evil = "a\u001b[2Jb";
    const finding = { rule: "a-rule", verdict: "fail", subject: evil, message: evil, mend: evil, place: { file: evil, line: 1 } } as const;
    expect(renderText([finding], PLAIN)).toBe("FAIL  a-rule\n    a\\u001b[2Jb: a\\u001b[2Jb\n    mend: a\\u001b[2Jb\n    a\\u001b[2Jb:1\n\n1 fail");
  });

  // A tenant's and a rule's name are checked where they are read; a finding of another source might bring any.
  it("bring none in the names of a tenant or a rule either", () => {
    const finding = { rule: "a\u001b[2Jb", verdict: "fail", tenant: "c\u001b[2Jd", subject: "x", message: "y" } as const;
    expect(renderText([finding], PLAIN)).not.toContain("\u001b");
  });
});

describe("the count of findings", () => {
  it("names the verdicts that something has, what fails first", () => {
    expect(countLine(FINDINGS)).toBe("1 fail, 1 unknown, 1 excepted, 1 not applicable, 2 pass");
  });
});
