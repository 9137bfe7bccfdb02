import fc from "fast-check";
import { quoted, unquoted } from "../../terraform/quoted-text";

describe("a quoted text", () => {
  it.each([
    ["${a} %{b} $5", '"$${a} %%{b} $5"'],
    ['"\\\n\r\t', String.raw`"\"\\\n\r\t"`],
    ["\u0001\u{E000A}ü😀", String.raw`"\u0001\U000e000aü😀"`],
  ])("is written as Terraform does: %j", (text, written) => {
    expect(quoted(text)).toBe(written);
    expect(unquoted(written)).toBe(text);
  });

  it("gives any text back", () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom("$", "%", "{", '"', "\\", "\n", "\u0001", "ü", "😀", "u", "U") }), (text) => {
      expect(unquoted(quoted(text))).toBe(text);
    }));
  });

  it("never throws, whatever its escapes and raw characters", () => {
    expect(unquoted('"\\q\\Uffffffff\\u12\u0001\n"')).toBe("qUffffffffu12\u0001\n");
  });
});
