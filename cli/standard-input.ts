import { InputError } from "../catalogue/fault";
import type { Io } from "./io";

/** The whole of standard input as text. Throws {@link InputError} where it is more than that many bytes, with a question that says what was expected. */
export async function readStandardInput(io: Io, mostBytes: number, expected: string): Promise<string> {
  const fail = (message: string): never => {
    throw new InputError([{ file: "standard input", path: "", message }]);
  };
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of io.input()) {
    bytes += chunk.length;
    if (bytes > mostBytes) fail(`is more than ${mostBytes / 1e6} MB; ${expected}`);
    chunks.push(chunk);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    return fail("is not UTF-8 text; save it as UTF-8");
  }
}
