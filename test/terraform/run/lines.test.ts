import fc from "fast-check";
import { lineReader } from "../../../terraform/run/lines";

function linesOf(chunks: readonly Buffer[], most?: number): readonly string[] {
  const lines: string[] = [];
  const reader = lineReader((line) => lines.push(line), most);
  for (const chunk of chunks) reader.add(chunk);
  reader.end();
  return lines;
}

describe("a stream's lines", () => {
  it("are the same wherever the stream is cut", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" })), fc.array(fc.nat(200)), (texts, cuts) => {
        const bytes = Buffer.from(texts.join("\n"), "utf8");
        const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
        const chunks = places.slice(1).map((end, i) => bytes.subarray(places[i], end));
        expect(linesOf(chunks)).toEqual(bytes.toString("utf8").split("\n").filter((line) => line !== ""));
      }),
    );
  });

  it("that are too long are left out, and the next ones are not", () => {
    expect(linesOf([Buffer.from("12345\n123456\n1234"), Buffer.from("567\n12")], 5)).toEqual(["12345", "12"]);
  });
});
