import { renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { InputError } from "../../catalogue/fault";
import { readText } from "../../catalogue/text-file";
import { EXIT, type ExitCode } from "../../findings/exit-code";
import { KqlError } from "../../kql/engine/errors";
import { formatQuery } from "../../kql/language/format";
import type { Io } from "../io";

export interface FormatOptions {
  readonly check?: true;
  readonly stdout?: true;
}

export function formatQueries(files: readonly string[], { check, stdout }: FormatOptions, io: Io): ExitCode {
  io.endOnInterrupt();
  // All are laid out before the first is written: a fault in one leaves the others alone.
  const formatted = files.map((file) => {
    const text = readText(file);
    return { file, text, laidOut: layOut(file, text) };
  });
  if (stdout === true) {
    io.out(formatted.map(({ laidOut }) => laidOut).join(""));
    return EXIT.clean;
  }
  const changed = formatted.filter(({ text, laidOut }) => text !== laidOut);
  if (check !== true) for (const { file, laidOut } of changed) replace(file, laidOut);
  io.out(changed.map(({ file }) => `${check === true ? "would change" : "changed"} ${file}\n`).join(""));
  io.out(`${changed.length} of ${files.length} ${files.length === 1 ? "file" : "files"} ${check === true ? "would change" : "changed"}\n`);
  return check === true && changed.length > 0 ? EXIT.findings : EXIT.clean;
}

function layOut(file: string, text: string): string {
  const fail = (message: string, line?: number): never => {
    throw new InputError([{ file, ...(line === undefined ? {} : { line }), path: "", message }]);
  };
  try {
    const { faults, formatted } = formatQuery(text);
    const [fault] = faults;
    return fault ? fail(`is no query that can be read: ${fault.message} (column ${fault.column})`, fault.line) : formatted;
  } catch (error) {
    if (error instanceof KqlError) return fail(`cannot be laid out: ${error.message}`);
    throw error;
  }
}

/** The file is the old one or the new one at any time, never half of it. */
function replace(file: string, text: string): void {
  const draft = join(dirname(file), `.${basename(file)}-${process.pid}`);
  try {
    writeFileSync(draft, text, { flag: "wx", mode: statSync(file).mode });
    renameSync(draft, file);
  } catch (error) {
    throw new InputError([{ file, path: "", message: `cannot be written: ${(error as NodeJS.ErrnoException).code ?? String(error)}` }]);
  } finally {
    rmSync(draft, { force: true });
  }
}
