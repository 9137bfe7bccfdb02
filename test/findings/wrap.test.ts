import fc from "fast-check";
import { hang, wrap } from "../../findings/wrap";

const RUN = { seed: 20_261_120, numRuns: 1000 };
const words = (text: string): string[] => text.split(/\s+/u).filter((word) => word !== "");
const PROSE = fc.array(fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom(" ", "\n", "a-very-long-word-that-fits-nowhere")), { maxLength: 20 }).map((parts) => parts.join(" "));

describe("wrapped text", () => {
  it("breaks at blanks", () => {
    expect(wrap("keeps its logs 90 days", 10)).toEqual(["keeps its", "logs 90", "days"]);
  });

  it("fills a line to just its width", () => {
    expect(wrap("ab cd ef", 5)).toEqual(["ab cd", "ef"]);
    expect(wrap("ab cd ef", 4)).toEqual(["ab", "cd", "ef"]);
  });

  it("is no line where there is no word", () => {
    expect(wrap(" \n ", 10)).toEqual([]);
  });

  it("leaves a word that is longer than the line alone on its own", () => {
    expect(wrap("see azurerm_sentinel_alert_rule now", 10)).toEqual(["see", "azurerm_sentinel_alert_rule", "now"]);
  });

  it("has no line longer than its width, unless that is a single word", () => {
    fc.assert(
      fc.property(PROSE, fc.integer({ min: 1, max: 80 }), (text, width) => {
        expect(wrap(text, width).filter((line) => line.length > width && words(line).length > 1)).toEqual([]);
      }),
      RUN,
    );
  });

  it("keeps every word, in its order", () => {
    fc.assert(
      fc.property(PROSE, fc.integer({ min: 1, max: 80 }), (text, width) => {
        expect(wrap(text, width).flatMap(words)).toEqual(words(text));
      }),
      RUN,
    );
  });

  it("takes no more lines than it needs: the next line's first word would not have fitted", () => {
    fc.assert(
      fc.property(PROSE, fc.integer({ min: 1, max: 80 }), (text, width) => {
        const lines = wrap(text, width);
        lines.slice(1).forEach((line, i) => expect(`${lines[i]!} ${words(line)[0]!}`.length).toBeGreaterThan(width));
      }),
      RUN,
    );
  });
});

describe("hanging text", () => {
  it("begins after its head and goes on below its first letter", () => {
    expect(hang("    mend: ", "write retentionDays: 180 or more", 34)).toBe("    mend: write retentionDays: 180\n          or more");
  });

  it("keeps twenty columns for the text on a terminal that is narrower than its head", () => {
    expect(hang("    mend: ", "write retentionDays: 180 or more", 10)).toBe("    mend: write retentionDays:\n          180 or more");
  });

  it("is its head alone where there is nothing to say", () => {
    expect(hang("    ", "", 80)).toBe("    ");
  });
});
