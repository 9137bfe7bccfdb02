import { asCsv, csvLine } from "../../findings/csv";

describe("CSV", () => {
  it("quotes what would end a cell or a record, and doubles quotes", () => {
    expect(csvLine(["a", "b,c", 'd "e"', "f\r\ng", ""])).toBe('a,"b,c","d ""e""","f\r\ng",\r\n');
  });

  it("never leaves a line empty, which would be no record", () => expect(csvLine([""])).toBe('""\r\n'));

  it("guards cells of a sheet against formulas and terminals", () => {
    expect(asCsv([["=1+1", "\u001b[31mred", "a\nb"]])).toBe("'=1+1,\\u001b[31mred,a b\r\n");
  });
});
