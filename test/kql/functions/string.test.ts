import * as fc from "fast-check";
import { answers } from "../support/answers";
import { run, value } from "../support/run";

const inKql = (text: string): string => JSON.stringify(text).replace(/[\u007f-\uffff]/gu, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);

// https://learn.microsoft.com/en-us/kusto/query/strlen-function
describe("The length of a text", () => {
  test("counts code points", () => expect(value(`strlen("né💥")`)).toBe(3));
  test("counts bytes of UTF-8 with string_size", () => expect(value(`string_size("né💥")`)).toBe(7));
});

// https://learn.microsoft.com/en-us/kusto/query/substring-function
describe("substring", () => {
  test.each([
    [`substring("mailbox", 4)`, "box"],
    [`substring("mailbox", 1, 2)`, "ai"],
    [`substring("mailbox", -3, 2)`, "bo"],
    [`substring("mailbox", -99, 2)`, ""],
    [`substring("mailbox", 99)`, ""],
    [`substring("a💥c", 1, 1)`, "💥"],
    [`substring("mailbox", int(null))`, ""],
  ])("%s is %j", (expression, expected) => expect(value(expression)).toBe(expected));
});

// https://learn.microsoft.com/en-us/kusto/query/indexof-function
describe("indexof", () => {
  test.each([
    [`indexof("contoso.com", "o")`, 1],
    [`indexof("contoso.com", "o", 2)`, 4],
    [`indexof("contoso.com", "o", -2)`, 9],
    [`indexof("contoso.com", "o", 0, -1, 3)`, 6],
    [`indexof("contoso.com", "toso", 2, 2)`, 3],
    [`indexof("contoso.com", "toso", 1, 2)`, -1],
    [`indexof("contoso.com", "x")`, -1],
    [`indexof("contoso.com", "")`, null],
    [`indexof("contoso.com", "o", 0, -2)`, null],
    [`indexof("💥é💥x", "x")`, 3],
    [`indexof(20261120, 112)`, 4],
  ])("%s is %j", (expression, expected) => expect(value(expression)).toBe(expected));

  test("of a regular expression gives null for a start below zero, and counts matches that do not overlap", () => {
    answers([
      [`indexof_regex("aaaa1", "aa", 0, -1, 2)`, 2],
      [`indexof_regex("aaaa1", @"\\d")`, 4],
      [`indexof_regex("aaaa1", "a", -1)`, null],
    ]);
  });
});

// https://learn.microsoft.com/en-us/kusto/query/countof-function
describe("countof", () => {
  test("lets plain texts overlap and matches not", () => {
    answers([
      [`countof("ananas", "ana")`, 2],
      [`countof("ananas", "ana", "regex")`, 1],
      [`countof("ananas", "[as]", "regex")`, 4],
      [`countof("ananas", "")`, 0],
    ]);
  });
});

describe("Replacing", () => {
  // https://learn.microsoft.com/en-us/kusto/query/replace-string-function
  test("takes every place of a text and nothing for an empty one", () => {
    expect(run(`print replace_string("a.b.c", ".", "->"), replace_string("abc", "", "x")`).rows).toEqual([["a->b->c", "abc"]]);
  });

  // https://learn.microsoft.com/en-us/kusto/query/replace-strings-function
  test("takes several texts in their order and never what it put", () => {
    expect(value(`replace_strings("from a to b", dynamic(["a", "b"]), dynamic(["b", "c"]))`)).toBe("from b to c");
    expect(value(`replace_strings("catalogue", dynamic(["log", "catalog", 7]), dynamic(["LOG", "x", "y"]))`)).toBe("cataLOGue");
    expect(value(`replace_strings("one two", dynamic(["one", "two"]), dynamic([1, "2"]))`)).toBe("one 2");
  });

  // https://learn.microsoft.com/en-us/kusto/query/replace-regex-function
  test("puts groups in the rewrite", () => {
    const rewritten = value(String.raw`replace_regex("ann@contoso.com", @"(\w+)@(\w+)\.com", @"\2/\1 (\0) $1 \\")`);
    expect(rewritten).toBe("contoso/ann (ann@contoso.com) $1 \\");
    expect(value(`replace_regex("abc", "x*", "-")`)).toBe("-a-b-c-");
    expect(value(String.raw`replace(@"(b)", @"<\1>", "abc")`)).toBe("a<b>c");
  });

  test("a literal by a regular expression is replacing it as a text", () => {
    const text = fc.string({ unit: fc.constantFrom("a", ".", "\\", "(", "é", "$") });
    fc.assert(
      fc.property(text, text, (whole, sought) => {
        fc.pre(sought !== "");
        const [text, pattern] = [inKql(whole), inKql(sought)];
        const [byText, byRegex] = run(`print replace_string(${text}, ${pattern}, "#"), replace_regex(${text}, regex_quote(${pattern}), "#")`).rows[0] ?? [];
        expect(byRegex).toBe(byText);
      }),
      { numRuns: 40 },
    );
  });

  // https://learn.microsoft.com/en-us/kusto/query/translate-function
  test("translates character by character, with the last for those beyond", () => {
    expect(run(`print translate("abc", "12", "cabby"), translate("abc", "", "cabby")`).rows).toEqual([["2122y", "y"]]);
  });
});

// https://learn.microsoft.com/en-us/kusto/query/trim-function
describe("trim", () => {
  test("cuts one match off each end", () => {
    answers([
      [`trim("-", "--a--")`, "-a-"],
      [`trim_start("-", "--a--")`, "-a--"],
      [`trim_end("-", "--a--")`, "--a-"],
      [`trim("-+", "--a--")`, "a"],
    ]);
  });
  test("cuts what is all one match from the start alone", () => expect(value(`trim("ab", "abab")`)).toBe(""));
});

describe("Cutting a text up", () => {
  // https://learn.microsoft.com/en-us/kusto/query/split-function
  test("splits at every delimiter, or gives the one part asked for", () => {
    answers([
      [`split("a,,b", ",")`, ["a", "", "b"]],
      [`split("a,,b", ",", 2)`, ["b"]],
      [`split("a,,b", ",", 9)`, null],
      [`split("", ",")`, [""]],
      [`split("ab", "")`, ["ab"]],
    ]);
  });

  test("is undone by strcat_array", () => {
    const text = fc.string({ unit: fc.constantFrom("a", ",", ";", "é", "💥") });
    fc.assert(
      fc.property(text, fc.constantFrom(",", ";", ",;", "x"), (whole, delimiter) => {
        expect(value(`strcat_array(split(${inKql(whole)}, ${inKql(delimiter)}), ${inKql(delimiter)})`)).toBe(whole);
      }),
      { numRuns: 40 },
    );
  });

  // https://learn.microsoft.com/en-us/kusto/query/extract-function
  test("extracts a group, converted, or nothing", () => {
    expect(value(String.raw`extract(@"size=(\d+)", 1, "size=42 KB")`)).toBe("42");
    expect(value(String.raw`extract(@"size=(\d+)", 1, "size=42 KB", typeof(long))`)).toBe(42);
    answers([
      [String.raw`extract(@"size=(\d+)", 1, "none")`, ""],
      [String.raw`extract(@"size=(\d+)", 1, "none", typeof(int))`, null],
      [String.raw`extract("(a)|b", 1, "b")`, ""],
    ]);
  });

  // https://learn.microsoft.com/en-us/kusto/query/extract-all-function
  test("extracts every match, flat for one group", () => {
    expect(value(String.raw`extract_all(@"(\d+)", "1, 22 and 333")`)).toEqual(["1", "22", "333"]);
    expect(value(String.raw`extract_all(@"(\w)(\d)?", "a1 b")`)).toEqual([["a", "1"], ["b", ""]]);
    expect(value(String.raw`extract_all(@"(?P<key>\w+)=(?P<word>\w+)", dynamic(["word", 1]), "a=b c=d")`)).toEqual([["b", "a"], ["d", "c"]]);
    expect(value(String.raw`extract_all(@"(\d)", "none")`)).toBeNull();
    expect(() => value(`extract_all("(a)", dynamic([2]), "a")`)).toThrow("the regular expression has no group 2");
  });
  test("refuses to extract every match of no group", () => {
    expect(() => value(`extract_all("a", "a")`)).toThrow("extract_all needs a regular expression with a group in parentheses");
  });

  // https://learn.microsoft.com/en-us/kusto/query/extract-json-function
  test("extracts by a path into JSON", () => {
    const json = `'{"to": [{"name": "Ann", "size": 7}], "a.b": 1}'`;
    answers([
      [`extract_json("$.to[0].name", j)`, "Ann"],
      [`extract_json("$.to[0].size", j, typeof(long))`, 7],
      [`extract_json("$['a.b']", j)`, "1"],
      [`extract_json("$.none", j)`, ""],
    ], `let j = ${json}; `);
  });
});

describe("Putting a text together", () => {
  test("takes any type and nothing for null", () => {
    expect(value(`strcat("a", 1, 1.0, true, long(null), dynamic({"k": 1}))`)).toBe(`a11.0True{"k":1}`);
    expect(value(`strcat_delim("-", 2026, "11", 1d)`)).toBe("2026-11-1.00:00:00");
    expect(value(`strcat_array(dynamic(["a", null, 2]), "+")`)).toBe("a++2");
    expect(value(`strcat_array(parse_json("{}"), "+")`)).toBe("");
  });

  // https://learn.microsoft.com/en-us/kusto/query/strrep-function
  test("repeats", () => expect(run(`print strrep("ab", 3, "-"), strrep(1, 2), strrep("a", 0)`).rows).toEqual([["ab-ab-ab", "11", ""]]));
  test("refuses to outgrow the limit", () => {
    const limited = (expression: string, valueSize: number) => (): unknown =>
      run(`print s=strrep("a", 1000) | project ${expression}`, { limits: { valueSize } });
    expect(limited(`strrep(s, 101)`, 100_000)).toThrow("a string of more than 100,000 characters");
    expect(limited(`replace_string(s, "a", s)`, 100_000)).toThrow("a string of more than");
    expect(limited(`replace_strings(s, dynamic(["a"]), pack_array(s))`, 100_000)).toThrow("a string of more than");
    expect(limited(`replace_regex(s, "a", strrep("b", 1000))`, 100_000)).toThrow("a string of more than");
    expect(limited(`replace_regex(s, "a+", @"${"\\0".repeat(200)}")`, 100_000)).toThrow("a string of more than");
    expect(limited(`strcat(s, s, s)`, 2500)).toThrow("a string of more than");
  });
});

describe("Case and order", () => {
  test("change letter by letter", () => {
    answers([
      [`toupper("straße ΑΣ")`, "STRAßE ΑΣ"],
      [`tolower("STRASSE ΑΣ")`, "strasse ασ"],
      [`reverse("a💥é")`, "é💥a"],
      [`reverse(12)`, "21"],
    ]);
  });
  test("compare by code", () => {
    answers([
      [`strcmp("a", "b")`, -1],
      [`strcmp("b", "a")`, 1],
      [`strcmp("a", "a")`, 0],
      [`strcmp("a", "B")`, 1],
    ]);
  });
  test("tell the empty text", () => {
    answers([
      [`isempty("")`, true],
      [`isempty(" ")`, false],
      [`isnotempty("x")`, true],
      [`isempty(tostring(long(null)))`, true],
      [`isascii("é")`, false],
      [`isutf8("é")`, true],
    ]);
  });
});

// https://learn.microsoft.com/en-us/kusto/query/has-any-index-function
// https://learn.microsoft.com/en-us/kusto/query/format-bytes-function
describe("format_bytes", () => {
  test("takes the largest unit, or the one that is said", () => {
    const sizes = ["0", "1023", "1536, 1", "5000000, 2", "5000000, 0, 'KB'", "1e16", "long(null)"];
    expect(run(`print ${sizes.map((size) => `format_bytes(${size})`).join(", ")}`).rows).toEqual([["0 Bytes", "1023 Bytes", "1.5 KB", "4.77 MB", "4883 KB", "9 PB", ""]]);
  });

  test.each(["-1", "1024, 1", "1048575", "1, 0, 'kilo'"])("is unsupported of what the documentation leaves open: %s", (size) => expect(() => value(`format_bytes(${size})`)).toThrow("unsupported: format_bytes"));
});

test("has_any_index gives the place of the first term in the list", () => {
  answers([
    [`has_any_index("redirect-to", t)`, 1],
    [`has_any_index("case 7", t)`, 2],
    [`has_any_index("forwarded", t)`, -1],
    [`has_any_index("x", dynamic([]))`, -1],
  ], `let t = dynamic(["forward", "Redirect", 7]); `);
});

describe("Code points", () => {
  // https://learn.microsoft.com/en-us/kusto/query/unicode-codepoints-from-string-function
  test("come from a text and make one", () => {
    expect(value(`unicode_codepoints_from_string("é💥")`)).toEqual([233, 128165]);
    expect(value(`unicode_codepoints_to_string(dynamic([72, 105]), 33, 128165)`)).toBe("Hi!💥");
  });
  test("that do not exist are refused", () => expect(() => value(`unicode_codepoints_to_string(1114112)`)).toThrow("1114112 is no Unicode code point"));

  // https://learn.microsoft.com/en-us/kusto/query/punycode-from-string-function
  test("go through Punycode and back", () => {
    expect(value(`punycode_domain_to_string("Bücher.example")`)).toBe("xn--Bcher-kva.example");
    expect(value(`punycode_domain_from_string("xn--Bcher-kva.example")`)).toBe("Bücher.example");
    expect(value(`punycode_to_string("not-punycode-é")`)).toBe("");
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "-", "é", "中", "💥", "9"), minLength: 1 }), (text) => {
        expect(value(`punycode_to_string(punycode_from_string(${inKql(text)}))`)).toBe(text);
      }),
      { numRuns: 40 },
    );
  });
});

test("A pattern that is none is refused with the query, or with the row that has it", () => {
  expect(() => run(`datatable(s: string)[] | project extract("(", 0, s)`)).toThrow(/a group is not closed at 1:34/u);
  expect(run(`datatable(p: string)[] | where "a" matches regex p`).rows).toEqual([]);
  expect(() => run(`datatable(p: string)["("] | where "a" matches regex p`)).toThrow("a group is not closed");
});
