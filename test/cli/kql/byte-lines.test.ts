import fc from "fast-check";
import { byteLines } from "../../../cli/kql/byte-lines";

async function linesOf(chunks: readonly Uint8Array[], longest: number): Promise<(string | undefined)[]> {
  const lines: (string | undefined)[] = [];
  const stream = (async function* () {
    for (const chunk of chunks) yield await Promise.resolve(chunk);
  })();
  for await (const line of byteLines(stream, longest)) lines.push(line === "too long" ? undefined : line.toString("latin1"));
  return lines;
}

describe("a stream's lines", () => {
  it("are the same however it is cut into chunks", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 6 }).map((bytes) => bytes.map((byte) => byte % 13)), { maxLength: 6 }), async (chunks) => {
        const text = Buffer.concat(chunks).toString("latin1");
        const expected = text.split("\n");
        if (expected.at(-1) === "") expected.pop();
        expect(await linesOf(chunks, 1000)).toEqual(expected);
      }),
    );
  });

  it("are left out where they are too long, and the next is read", async () => {
    expect(await linesOf([Buffer.from("12345"), Buffer.from("67\nab\n"), Buffer.from("12345678")], 5)).toEqual([undefined, "ab", undefined]);
  });
});
