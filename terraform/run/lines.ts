import { StringDecoder } from "node:string_decoder";

/** A diagnostic quotes the line of the configuration that it is about, and a stack written on one line is a megabyte long. */
const MOST_CHARACTERS = 4_000_000;

export interface LineReader {
  readonly add: (chunk: Buffer) => void;
  /** The last line needs no newline. */
  readonly end: () => void;
}

/** Cuts a stream into lines. Longer ones are left out: kept whole they could fill the memory, and cut they are no JSON. */
export function lineReader(onLine: (line: string) => void, mostCharacters = MOST_CHARACTERS): LineReader {
  const decoder = new StringDecoder("utf8");
  let parts: string[] = [];
  let length = 0;
  const take = (part: string): void => {
    length += part.length;
    if (length <= mostCharacters) parts.push(part);
    else parts = [];
  };
  const finish = (): void => {
    if (length > 0 && length <= mostCharacters) onLine(parts.join(""));
    parts = [];
    length = 0;
  };
  const add = (text: string): void => {
    let from = 0;
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", from)) {
      take(text.slice(from, at));
      finish();
      from = at + 1;
    }
    take(text.slice(from));
  };
  return {
    add: (chunk) => add(decoder.write(chunk)),
    end: () => {
      add(decoder.end());
      finish();
    },
  };
}
