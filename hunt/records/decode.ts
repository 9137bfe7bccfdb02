import { StringDecoder } from "node:string_decoder";
import { fail } from "./bytes";

interface Decoder {
  /** The text of the bytes, but for a character that they end in the middle of. */
  write(bytes: Buffer): string;
  end(): string;
}

/** A file's text. UTF-8, and UTF-16 as Windows PowerShell writes it; bytes that are none become U+FFFD. Throws InputError for what is no text. */
export async function* decoded(file: string, bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let decoder: Decoder | undefined;
  for await (const chunk of bytes) {
    const rest = decoder === undefined ? chunk.subarray(markLength(chunk)) : chunk;
    decoder ??= decoderFor(file, chunk);
    yield decoder.write(rest);
  }
  const last = decoder?.end() ?? "";
  if (last !== "") yield last;
}

function markLength([a, b, c]: Buffer): number {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 3;
  return (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) ? 2 : 0;
}

function decoderFor(file: string, chunk: Buffer): Decoder {
  const [a, b] = chunk;
  // Without a mark, the zeros of JSON's first bracket tell.
  if ((a === 0xff && b === 0xfe) || (a !== 0 && b === 0)) return new StringDecoder("utf16le");
  if ((a === 0xfe && b === 0xff) || (a === 0 && b !== 0)) return bigEndian();
  if (a === 0x50 && b === 0x4b) fail(file, "is a zip archive or a workbook; unpack it, or save the sheet as CSV");
  if (chunk.includes(0)) fail(file, "is no text; name an exported log, as JSON or CSV, packed by gzip or not");
  return new StringDecoder("utf8");
}

function bigEndian(): Decoder {
  const decoder = new TextDecoder("utf-16be");
  return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
}
