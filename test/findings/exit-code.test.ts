import { exitCode } from "../../findings/exit-code";
import { VERDICTS, type Finding, type Verdict } from "../../findings/finding";

const judged = (...verdicts: readonly Verdict[]): readonly Finding[] => verdicts.map((verdict) => ({ rule: "a-rule", verdict, subject: "something", message: "was seen" }));

describe("the exit code", () => {
  it("is 0 where there was nothing to judge", () => {
    expect(exitCode([])).toBe(0);
  });

  it.each([
    ["fail", 1],
    ["unknown", 3],
    ["excepted", 0],
    ["not applicable", 0],
    ["pass", 0],
  ] as const)("of a single %s is %d", (verdict, code) => {
    expect(exitCode(judged(verdict))).toBe(code);
  });

  it("puts a failure before what could not be evaluated, whichever came first", () => {
    expect(exitCode(judged("unknown", "fail"))).toBe(1);
    expect(exitCode(judged("fail", "unknown"))).toBe(1);
  });

  it("puts what could not be evaluated before all that is well", () => {
    expect(exitCode(judged("pass", "excepted", "unknown", "not applicable"))).toBe(3);
  });

  it("of every verdict at once is that of the failure", () => {
    expect(exitCode(judged(...VERDICTS))).toBe(1);
  });
});
