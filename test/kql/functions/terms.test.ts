import * as fc from "fast-check";
import { ignoreCase } from "../../../kql/functions/casing";
import { termMatcher } from "../../../kql/functions/terms";

// https://learn.microsoft.com/en-us/kusto/query/datatypes-string-operators#what-is-a-term
describe("A term", () => {
  test("is a run of letters and digits: underscores and other signs part terms", () => {
    const has = termMatcher("admin", {});
    expect(["admin", "the Admin!", "root_admin_1", "admin@contoso.com"].map(has)).toEqual([true, true, true, true]);
    expect(["administrator", "sysadmin", "admin2"].map(has)).toEqual([false, false, false]);
  });

  test("may go on after its prefix or before its suffix", () => {
    expect(["mailbox", "Mail-flow", "email"].map(termMatcher("mail", { prefix: true }))).toEqual([true, true, false]);
    expect(["mailbox", "mail", "email"].map(termMatcher("mail", { suffix: true }))).toEqual([false, true, true]);
  });

  test("has letters of any language", () => {
    expect(["große Freude", "größe", "größer"].map(termMatcher("Größe", {}))).toEqual([false, true, false]);
    expect(["naïve", "na ve"].map(termMatcher("na", {}))).toEqual([false, true]);
    expect(["a𝓗", "a 𝓗", "𝓗a"].map(termMatcher("a", {}))).toEqual([false, true, false]);
  });

  test("is found with signs in it, and then only its letters must end where terms do", () => {
    expect(["x at contoso.com", "notcontoso.com", "contoso.community"].map(termMatcher("contoso.com", {}))).toEqual([true, false, false]);
    expect(["user@contoso", "@contoso1"].map(termMatcher("@contoso", {}))).toEqual([true, false]);
  });

  test("may be told by case", () => expect(["Admin", "admin"].map(termMatcher("Admin", { caseSensitive: true }))).toEqual([true, false]));

  test("is in every text if it is empty", () => expect(termMatcher("", {})("")).toBe(true));

  test("is found among others however they are parted", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "B", "7", "é"), minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), word, fc.constantFrom(" ", "_", "-", "; ", "💥"), (words, sought, sign) => {
        const is = words.some((one) => ignoreCase(one) === ignoreCase(sought));
        expect(termMatcher(sought, {})(words.join(sign))).toBe(is);
      }),
    );
  });
});

describe("Ignoring case", () => {
  test("makes both cases of a letter one, and no two letters", () => {
    expect(["É", "σ", "ﬀ", "ß"].map(ignoreCase)).toEqual(["é", "Σ", "ﬀ", "ß"].map(ignoreCase));
    expect(ignoreCase("ı")).not.toBe(ignoreCase("i"));
    expect(ignoreCase("ﬁ")).not.toBe(ignoreCase("fi"));
  });

  test("keeps every place where it was", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => ignoreCase(text).length === text.length));
  });
});
