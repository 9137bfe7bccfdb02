import fc from "fast-check";
import { DigestSet } from "../../hunt/digest-set";

describe("DigestSet", () => {
  it("knows what was added, and nothing else, as a set of the texts themselves does", () =>
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 400 }), fc.array(fc.string({ maxLength: 3 })), (added, asked) => {
        const texts = new Set<string>();
        const digests = new DigestSet();
        for (const text of added) {
          expect(digests.add(text)).toBe(!texts.has(text));
          texts.add(text);
        }
        expect(digests.size).toBe(texts.size);
        for (const text of [...added, ...asked]) expect(digests.has(text)).toBe(texts.has(text));
      }),
    ));

  it("keeps what it knows while it grows", () => {
    const digests = new DigestSet();
    for (let n = 0; n < 20_000; n++) digests.add(`record ${n}`);
    expect(digests.size).toBe(20_000);
    const told = Array.from({ length: 40_000 }, (_, n) => digests.has(`record ${n}`));
    expect(told.indexOf(false)).toBe(20_000);
    expect(told.lastIndexOf(true)).toBe(19_999);
  });
});
