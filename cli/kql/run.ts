import { createColors } from "picocolors";
import { EXIT, type ExitCode } from "../../findings/exit-code";
import { compileQuery, type Database, runQuery as runCompiled, schemaOf } from "../../kql/evaluate";
import { analyze } from "../../kql/language/analyze";
import type { Column } from "../../kql/values/value";
import type { Io } from "../io";
import { dateTimeOfDate } from "./clock";
import { type GivenFiles, openDatabase, withTableHints } from "./database";
import { renderDiagnostics } from "./diagnostics";
import { watchfulClock } from "./limits";
import { Progress } from "./progress";
import { type QuerySource, readQuery } from "./query";
import { refuse } from "./refusal";
import { csvRows, jsonRows, ndjsonRows, type Print, type RowWriter } from "./rows";
import { tableRows } from "./table";

export interface RunOptions extends GivenFiles {
  readonly file?: string;
  readonly batch?: string;
  readonly format: "table" | "json" | "csv" | "ndjson";
  readonly now?: Date;
  readonly limitSeconds?: number;
}

/** Characters that are printed at once. */
const CHUNK = 65_536;

export async function runQuery(query: string | undefined, options: RunOptions, io: Io): Promise<ExitCode> {
  io.endOnInterrupt();
  const source = await readQuery(query, options.file, io);
  const progress = new Progress(io);
  const database = openDatabase(options, io.interactive ? progress.row : undefined);
  try {
    return answer(source, database, options, progress, io);
  } catch (error) {
    progress.clear();
    return refuse(source.name, error, io);
  }
}

function answer(source: QuerySource, database: Database, { format, now, limitSeconds }: RunOptions, progress: Progress, io: Io): ExitCode {
  const analysis = withTableHints(analyze(source.text, schemaOf(database)), database.tables.keys());
  io.err(renderDiagnostics(source, analysis.diagnostics, createColors(io.color), io.width));
  if (analysis.diagnostics.some(({ severity }) => severity === "error")) return EXIT.couldNotRun;
  const compiled = compileQuery(analysis, database);
  const printed = inChunks((text) => {
    progress.clear();
    return io.stream(text);
  });
  const limits = limitSeconds === undefined ? {} : { milliseconds: limitSeconds * 1000 };
  let writer: RowWriter | undefined;
  try {
    runCompiled(compiled, { now: dateTimeOfDate(now ?? io.now()), limits, clock: watchfulClock() }, (columns) => {
      const opened = (writer = writerFor(format, columns, printed.print, io));
      return (row) => opened.row(row);
    });
    writer?.end();
  } finally {
    // What was found before a limit was met is the answer's beginning.
    printed.flush();
  }
  return EXIT.clean;
}

function writerFor(format: RunOptions["format"], columns: readonly Column[], print: Print, { columns: width, color }: Io): RowWriter {
  switch (format) {
    case "json":
      return jsonRows(columns, print);
    case "csv":
      return csvRows(columns, print);
    case "ndjson":
      return ndjsonRows(columns, print);
    case "table":
      return tableRows(columns, print, { width, colors: createColors(color) });
  }
}

function inChunks(stream: Print): { readonly print: Print; flush(): void } {
  let waiting = "";
  let read = true;
  const flush = (): void => {
    if (read && waiting !== "") read = stream(waiting);
    waiting = "";
  };
  const print = (text: string): boolean => {
    waiting += text;
    if (waiting.length >= CHUNK) flush();
    return read;
  };
  return { print, flush };
}
