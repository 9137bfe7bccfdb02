import { nearest } from "../../catalogue/nearest";

const KEYS = ["exceptions", "extends", "connectors", "workspace"];

describe("the nearest known word", () => {
  it.each([
    ["exeptions", "exceptions"],
    ["Exceptions", "exceptions"],
    ["extend", "extends"],
    ["conectros", "connectors"],
    ["WORKSPACES", "workspace"],
  ])("to %s is %s", (word, meant) => {
    expect(nearest(word, KEYS)).toBe(meant);
  });

  it("is given back in its own spelling", () => {
    expect(nearest("mail.raed", ["Mail.Read", "Mail.Send"])).toBe("Mail.Read");
  });

  it("may differ in a third of its letters, and in no more", () => {
    expect(nearest("abcdefxxx", ["abcdefghi"])).toBe("abcdefghi");
    expect(nearest("abcdexxxx", ["abcdefghi"])).toBeUndefined();
  });

  it("may differ in two letters however short it is", () => {
    expect(nearest("xxc", ["abc"])).toBe("abc");
    expect(nearest("xxx", ["abc"])).toBeUndefined();
  });

  it("is none where nothing is known", () => {
    expect(nearest("exceptions", [])).toBeUndefined();
  });

  it("is not looked for in more than 200 letters, which no one mistypes", () => {
    expect(nearest("a".repeat(200), ["a".repeat(190)])).toBe("a".repeat(190));
    expect(nearest("a".repeat(201), ["a".repeat(190)])).toBeUndefined();
  });
});
