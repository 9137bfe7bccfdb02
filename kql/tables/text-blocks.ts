import { isUtf8 } from "node:buffer";
import { chunksOf, mebibytes, MOST_IN_MEMORY } from "./bytes";
import { fail } from "./read-fault";

/** A line, or a CSV record, that is longer than any record of a log: the file is something else. */
export const LONGEST = 16 * 1_048_576;
const NEWLINE = 10;

/** A file's text, in blocks that end with a line's end; each says on which line it begins. Its lines end with \n or \r\n, and a mark of byte order is left out. */
export function* textBlocks(file: string, longest = LONGEST): Generator<{ readonly text: string; readonly line: number }> {
  // The pieces of a line that has not ended yet.
  let open: Buffer[] = [];
  let length = 0;
  let line = 1;
  for (const chunk of chunksOf(file)) {
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    if (end > 0) {
      const block = open.length === 0 ? chunk.subarray(0, end) : Buffer.concat([...open, chunk.subarray(0, end)]);
      yield { text: decoded(block, file, line), line };
      line += linesIn(block);
      [open, length] = [[], 0];
    }
    if (end < chunk.length) open.push(chunk.subarray(end));
    length += chunk.length - end;
    if (length > longest) fail({ file, line }, `is a line of more than ${mebibytes(longest)}; write one record a line`);
  }
  if (length > 0) yield { text: decoded(Buffer.concat(open), file, line), line };
}

/** All of a file's text. `instead` says what to do with a file that is too large for that. */
export function wholeText(file: string, instead: string): string {
  const blocks: string[] = [];
  let length = 0;
  for (const { text } of textBlocks(file, MOST_IN_MEMORY)) {
    length += text.length;
    if (length > MOST_IN_MEMORY) fail({ file }, `is larger than ${mebibytes(MOST_IN_MEMORY)}; ${instead}`);
    blocks.push(text);
  }
  return blocks.join("");
}

function decoded(bytes: Buffer, file: string, line: number): string {
  if (!isUtf8(bytes)) fail({ file, line: line + validLines(bytes) }, "is not UTF-8 text; save it as UTF-8");
  const marked = line === 1 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return bytes.toString("utf8", marked ? 3 : 0);
}

/** How many lines there are before the first that is not UTF-8. */
function validLines(bytes: Buffer): number {
  let lines = 0;
  let from = 0;
  for (let at = bytes.indexOf(NEWLINE); at !== -1 && isUtf8(bytes.subarray(from, at)); at = bytes.indexOf(NEWLINE, from)) {
    lines++;
    from = at + 1;
  }
  return lines;
}

function linesIn(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) lines++;
  return lines;
}
