import fc from "fast-check";
import { SharedTexts } from "../../../hunt/engine/shared-texts";

describe("SharedTexts", () => {
  it("gives back the same row, whatever is in it", () =>
    fc.assert(
      fc.property(fc.array(fc.array(fc.oneof(fc.string({ maxLength: 2 }), fc.constant(null), fc.bigInt(), fc.double()), { minLength: 3, maxLength: 3 })), (rows) => {
        const texts = new SharedTexts();
        for (const row of rows) expect(texts.share(row)).toEqual(row);
      }),
    ));

  it("remembers the texts of a column that come again, and gives up those that never do", () => {
    const texts = new SharedTexts();
    for (let n = 0; n < 12_000; n++) texts.share([`actor ${n % 50}`, `id ${n}`]);
    expect(texts.remembered()).toEqual([50, 0]);
  });
});
