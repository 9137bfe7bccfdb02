import { createReadStream } from "node:fs";
import { EXIT, type ExitCode } from "../../findings/exit-code";
import { InputError } from "../../catalogue/fault";
import type { Io } from "../io";
import { refusal } from "./batch-answer";
import { BatchEngine } from "./batch-supervisor";
import { byteLines } from "./byte-lines";
import { openDatabase } from "./database";
import type { RunOptions } from "./run";

/** Of each query, unless told otherwise. */
const SECONDS = 10;
/** Longer than any query may be, with its JSON. */
const LONGEST_LINE = 8_000_000;

/** Answers each line of a file, or of standard input for `-`, by one line, in their order. An error of a query is an answer. */
export async function runBatch(file: string, { table, watchlist, externaldata, now, limitSeconds = SECONDS }: RunOptions, io: Io): Promise<ExitCode> {
  // For its faults, so that they are said once.
  const files = { ...(table && { table }), ...(watchlist && { watchlist }), ...(externaldata && { externaldata }) };
  openDatabase(files);
  // Each answer is printed whole.
  io.endOnInterrupt();
  const engine = new BatchEngine({ files, now: (now ?? io.now()).toISOString(), seconds: limitSeconds });
  let number = 0;
  try {
    for await (const line of byteLines(file === "-" ? io.input() : createReadStream(file), LONGEST_LINE)) {
      number++;
      const said = await answerTo(line, number, engine);
      if (said !== undefined) io.out(`${said}\n`);
    }
    return EXIT.clean;
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === undefined || syscall === undefined) throw error;
    throw new InputError([{ file, path: "", message: `cannot be read: ${code}` }]);
  } finally {
    engine.stop();
  }
}

async function answerTo(line: Buffer | "too long", number: number, engine: BatchEngine): Promise<string | undefined> {
  if (line === "too long") return refusal(null, "limit", `line ${number}: is longer than ${LONGEST_LINE / 1e6} MB`);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(line);
  } catch {
    return refusal(null, "syntax", `line ${number}: is not UTF-8 text`);
  }
  return text.trim() === "" ? undefined : engine.answer({ number, text });
}
