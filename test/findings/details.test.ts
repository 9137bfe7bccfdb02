import { createColors } from "picocolors";
import { detailLines } from "../../findings/details";
import { renderMarkdown } from "../../findings/render-markdown";
import { renderText } from "../../findings/render-text";

const finding = (details: string) => ({ rule: "a-rule", verdict: "fail", subject: "a [b]", message: "changed", mend: "look", details, place: { file: "a.yaml", line: 1 } }) as const;

describe("a finding's details", () => {
  it("stand under its mend in a terminal, line by line, without an escape sequence", () => {
    const text = renderText([finding("-a  b\n+\u001b[2Jc\n")], { colors: createColors(false), width: 80 });
    expect(text).toBe("FAIL  a-rule\n    a [b]: changed\n    mend: look\n      -a  b\n      +\\u001b[2Jc\n    a.yaml:1\n\n1 fail");
  });

  it("are a block after the table in Markdown, which nothing in them ends", () => {
    const block = renderMarkdown([finding("+a\n````\n# out")], "x").split("\n\n").slice(-2).join("\n\n");
    expect(block).toBe("a \\[b\\] (a-rule):\n\n`````diff\n+a\n````\n# out\n`````");
  });

  it("are cut short, and say how much was left out", () => {
    const lines = detailLines(Array.from({ length: 70 }, (_, i) => `${i}`).join("\n"));
    expect([lines.length, lines.at(-2), lines.at(-1)]).toEqual([61, "59", "… 10 more lines"]);
    expect(detailLines("x".repeat(310))).toEqual([`${"x".repeat(300)}… 10 more characters`]);
  });

  it("are none where there are none", () => {
    expect([detailLines(undefined), detailLines("")]).toEqual([[], []]);
  });
});
