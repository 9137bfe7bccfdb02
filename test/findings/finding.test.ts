import { createColors } from "picocolors";
import { countsOf, isTold, type Finding } from "../../findings/finding";
import { renderMarkdown } from "../../findings/render-markdown";
import { renderText } from "../../findings/render-text";

const passes: Finding = { rule: "quiet", verdict: "pass", subject: "a", message: "is fine" };
const explained: Finding = { rule: "explained", verdict: "pass", subject: "b", message: "changed in its layout", details: "-a\n+b" };
const fails: Finding = { rule: "loud", verdict: "fail", subject: "c", message: "is not" };

describe("a finding that passes", () => {
  it("is only counted, unless it brings something to read", () => {
    expect([passes, explained, fails].map(isTold)).toEqual([false, true, true]);
    for (const report of [renderText([passes, explained], { colors: createColors(false), width: 80 }), renderMarkdown([passes, explained], "Plan")]) {
      expect(report).toContain("2 pass");
      expect(report).toContain("changed in its layout");
      expect(report).toContain("+b");
      expect(report).not.toContain("is fine");
    }
  });
});

it("findings are counted by verdict, those of which there is none too", () => {
  expect(countsOf([passes, explained, fails])).toEqual({ fail: 1, unknown: 0, excepted: 0, "not applicable": 0, pass: 2 });
});
