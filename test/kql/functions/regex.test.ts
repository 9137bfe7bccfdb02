import * as fc from "fast-check";
import { KqlError } from "../../../kql/engine/errors";
import { compileRegex } from "../../../kql/functions/regex";

function found(pattern: string, text: string): (string | undefined)[] {
  return [...compileRegex(pattern).all(text)].map(({ groups }) => groups[0]);
}

function fault(pattern: string, text = ""): string {
  try {
    compileRegex(pattern).test(text);
  } catch (error) {
    if (error instanceof KqlError) return `${error.kind}: ${error.what}`;
    throw error;
  }
  return "none";
}

// https://learn.microsoft.com/en-us/kusto/query/regex
describe("A regular expression of Kusto's dialect", () => {
  test("knows digits, blanks and letters of any language", () => {
    expect(found(String.raw`\d+`, "٣٤ and 56")).toEqual(["٣٤", "56"]);
    expect(found(String.raw`\s`, "a\u2003b\u00a0c")).toEqual(["\u2003", "\u00a0"]);
    expect(found(String.raw`\w+`, "Größe_2, café")).toEqual(["Größe_2", "café"]);
    expect(found(String.raw`[^\W\d]+`, "ab12cd")).toEqual(["ab", "cd"]);
    expect(found(String.raw`[\D]+`, "ab12cd")).toEqual(["ab", "cd"]);
  });

  test("knows those of ASCII alone with the flag u off", () => {
    expect(found(String.raw`(?-u:\w)+`, "éab")).toEqual(["ab"]);
    expect(found(String.raw`(?-u:\b)bc`, "ébc")).toEqual(["bc"]);
  });

  test("finds the ends of words beside letters outside ASCII", () => {
    expect(found(String.raw`\bpass\b`, "trépass pass")).toEqual(["pass"]);
    expect(found(String.raw`\b\w+\b`, "naïve_9 über")).toEqual(["naïve_9", "über"]);
    expect(found(String.raw`(?i)\bÉTÉ\b`, "l'été, étés")).toEqual(["été"]);
    expect(found(String.raw`(?i)\Bk\b`, "éa\u212a")).toEqual(["\u212a"]);
    expect(found(String.raw`é\B.`, "é été")).toEqual(["ét"]);
    expect([...compileRegex(String.raw`\b`).all("é 9")].map(({ index }) => index)).toEqual([0, 1, 2, 3]);
    expect([...compileRegex(String.raw`\b_(\d)`).all("été _9")]).toEqual([{ index: 4, groups: ["_9", "9"] }]);
  });

  test("intersects, subtracts and nests classes", () => {
    expect(found("[a-z&&[^aeiou]]+", "hello")).toEqual(["h", "ll"]);
    expect(found("[0-9--57]+", "456789")).toEqual(["4", "6", "89"]);
    expect(found("[a-d~~c-f]+", "abcdef")).toEqual(["ab", "ef"]);
    expect(found("[x[^xyz]]+", "ayxb")).toEqual(["a", "xb"]);
    expect(found(String.raw`[\p{Greek}&&\p{Uppercase}]|[]]|[-a]`, "]-")).toEqual(["]", "-"]);
  });

  test("reads escapes by number", () => {
    expect(found(String.raw`\x41\x{42}\u0043\u{44}\U00000045\106`, "ABCDEF")).toEqual(["ABCDEF"]);
    expect(found(String.raw`\.\/\-\_\"`, './-_"')).toEqual(['./-_"']);
  });

  test("skips blanks and remarks with the flag x", () => {
    expect(found("(?x) a b # a and b\n [c d] \\ ", "abd ")).toEqual(["abd "]);
  });

  test("keeps the flags of a group in the group", () => {
    expect(found("(?i:a)b", "Ab AB")).toEqual(["Ab"]);
    expect(found("((?s).)x.", "\nx\n \nxy")).toEqual(["\nxy"]);
    expect(found("(?m)^b$", "a\nb")).toEqual(["b"]);
  });

  test("names its groups", () => {
    const regex = compileRegex("(?P<day>[0-9]+)(?<sign>[/-])?");
    expect([regex.groupCount, regex.groupNamed("day"), regex.groupNamed("sign"), regex.groupNamed("none")]).toEqual([2, 1, 2, undefined]);
    expect(regex.first("on 12")).toEqual({ index: 3, groups: ["12", "12", undefined] });
  });

  test("leaves out an empty match that touches the one before", () => {
    expect([...compileRegex("a*").all("baac")].map(({ index, groups }) => [index, groups[0]])).toEqual([[0, ""], [1, "aa"], [4, ""]]);
  });

  test("repeats a repetition", () => expect(found("(?:ab)+*", "ababx")).toEqual(["abab", ""]));
});

describe("A regular expression that is none", () => {
  test.each([
    ["a(b", "semantic: the regular expression is not valid: a group is not closed"],
    ["a)b", "semantic: the regular expression is not valid: a group is closed that was not opened"],
    ["[a", "semantic: the regular expression is not valid: a [ is not closed"],
    ["[z-a]", "semantic: the regular expression is not valid: a range ends before it starts"],
    ["*a", "semantic: the regular expression is not valid: nothing comes before * that it could repeat"],
    ["a{x}", String.raw`semantic: the regular expression is not valid: a repetition is {n}, {n,} or {n,m}; a brace is written \{`],
    ["a{3,2}", "semantic: the regular expression is not valid: {3,2} repeats at most less often than at least"],
    ["(?=a)", "semantic: the regular expression is not valid: a group starts with (, (?:, (?<name> or flags; it can't look ahead or behind"],
    ["(?<a>x)(?<a>y)", "semantic: the regular expression is not valid: two groups are named a"],
    [String.raw`\q`, String.raw`semantic: the regular expression is not valid: \q is no escape`],
    [String.raw`a\ `.trim(), "semantic: the regular expression is not valid: it ends in a backslash"],
    [String.raw`\p{Nothing}`, "unsupported: invalid character class range: `\\p{Nothing}` in a regular expression"],
    [String.raw`\b{start}`, "unsupported: half a word boundary in a regular expression"],
  ])("%s is refused with its fault", (pattern, message) => expect(fault(pattern)).toBe(message));
});

describe("A hostile regular expression", () => {
  const repeated = ["(a{1000}){1000}", "((a{100}){100}){100}", String.raw`(\w{500}){500}`, "a{1001}", "a{1000}".repeat(30)];

  test.each([...repeated, "(".repeat(300) + ")".repeat(300), "a".repeat(70_000), "[a&&".repeat(60)])("is refused before it costs anything (%#)", (pattern) => {
    const start = Date.now();
    expect(fault(pattern)).toMatch(/^(?:limit|semantic): /u);
    expect(Date.now() - start).toBeLessThan(1000);
  });

  test.each(["(a+)+$", "(a|aa)+$", "(a*)*b", "(.*)*,(.*)*;"])("%s takes no longer than the text asks for", (pattern) => {
    const start = Date.now();
    expect(compileRegex(pattern).test(`${"a".repeat(30_000)}!`)).toBe(false);
    expect(Date.now() - start).toBeLessThan(2000);
  });
});

const words = String.raw`[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]`;
const atoms: Readonly<Record<string, string>> = {
  a: "a",
  é: "é",
  _: "_",
  "9": "9",
  ".": ".",
  "[^a]": "[^a]",
  "[é9]": "[é9]",
  "\\w": words,
  "\\W": `[^${words}]`.replace("[^[", "[^").replace("]]", "]"),
  "\\b": `(?:(?<=${words})(?!${words})|(?<!${words})(?=${words}))`,
  "\\B": `(?:(?<=${words})(?=${words})|(?<!${words})(?!${words}))`,
};

describe("Regular expressions on any text", () => {
  const part = fc.tuple(fc.constantFrom(...Object.keys(atoms)), fc.constantFrom("", "", "?", "*", "+", "*?"));

  const subject = fc.string({ unit: fc.constantFrom("a", "é", "_", "9", " ", "ø", "\n"), maxLength: 8 });

  test("find first what a search from each place with backtracking finds", () => {
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), subject, (parts, text) => {
        // A repeated boundary is one, and JavaScript refuses to repeat it.
        const usable = parts.map(([atom, times]) => [atom, /^\\[bB]$/u.test(atom) ? "" : times] as const);
        const kusto = usable.map(([atom, times]) => atom + times).join("");
        const own = new RegExp(usable.map(([atom, times]) => (atoms[atom] ?? "") + times).join(""), "u").exec(text);
        const first = compileRegex(kusto).first(text);
        expect(first ? [first.index, first.groups[0]] : undefined).toEqual(own ? [own.index, own[0]] : undefined);
        expect(compileRegex(kusto).test(text)).toBe(own !== null);
      }),
      { numRuns: 500 },
    );
  });

  test("replace each match by itself with nothing changed", () => {
    fc.assert(
      fc.property(fc.constantFrom("a", "[a-é]+", "x*", String.raw`\b`, String.raw`\b\w`, "."), fc.string({ unit: "grapheme" }), (pattern, text) => {
        expect(compileRegex(pattern).replace(text, ({ groups }) => groups[0] ?? "")).toBe(text);
      }),
    );
  });
});
