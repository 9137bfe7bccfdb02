import { createColors } from "picocolors";
import { EXIT, type ExitCode } from "../../findings/exit-code";
import { forTerminal } from "../../findings/escape";
import { hang } from "../../findings/wrap";
import { host, itemsOf } from "../../kql/language/host";
import { type References, referencesOf } from "../../kql/language/references";
import { scalarType } from "../../kql/language/types";
import type { Analysis } from "../../kql/language/analyze";
import type { Io } from "../io";
import { bindToDocumented } from "./binding";
import { renderDiagnostics } from "./diagnostics";
import { type QuerySource, readQuery, readQueryFile } from "./query";
import { refuse } from "./refusal";

export interface ExplainOptions {
  readonly file?: string;
  readonly format: "text" | "json";
}

interface Returned {
  /** Null where the query's values decide. */
  readonly columns: readonly { readonly name: string; readonly type: string | null }[];
  /** More columns may follow than can be told without running it. */
  readonly open: boolean;
}

export async function explainQuery(query: string | undefined, { file, format }: ExplainOptions, io: Io): Promise<ExitCode> {
  io.endOnInterrupt();
  const source = file === undefined ? await readQuery(query, undefined, io) : readQueryFile(file);
  try {
    return explain(source, format, io);
  } catch (error) {
    return refuse(source.name, error, io);
  }
}

function explain(source: QuerySource, format: ExplainOptions["format"], io: Io): ExitCode {
  const { analysis, diagnostics } = bindToDocumented(source);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) {
    io.err(renderDiagnostics(source, errors, createColors(io.color), io.width));
    return EXIT.couldNotRun;
  }
  const references = referencesOf(analysis);
  const returned = returnedBy(analysis);
  io.out(format === "json" ? `${JSON.stringify({ formatVersion: 1, ...references, returns: returned }, undefined, 2)}\n` : render(references, returned, io));
  return EXIT.clean;
}

function returnedBy({ code: { ResultType: result } }: Analysis): Returned {
  if (!host().isTable(result)) return { columns: result === null ? [] : [{ name: "print_0", type: scalarType(result) ?? null }], open: false };
  return { columns: itemsOf(result.Columns).map(({ Name, Type }) => ({ name: Name, type: scalarType(Type) ?? null })), open: result.IsOpen };
}

function render({ tables, functions }: References, { columns, open }: Returned, { color, width }: Io): string {
  const colors = createColors(color);
  const section = (title: string, lines: readonly string[], none: string): string => [colors.bold(title), ...(lines.length === 0 ? [`  ${none}`] : lines)].join("\n");
  const longest = Math.max(0, ...columns.map(({ name }) => name.length));
  const said = columns.map(({ name, type }) => `  ${forTerminal(name).padEnd(longest)}  ${type ?? "a type that the values decide"}`);
  return [
    section("Reads", tables.map((table) => hang(`  ${table.name}: `, table.columns.join(", ") || "no column by name", width)), "no table"),
    section("Calls", functions.length === 0 ? [] : [hang("  ", functions.join(", "), width)], "no function"),
    `${section("Returns", open ? [...said, "  and columns that the values decide"] : said, "nothing")}\n`,
  ].join("\n\n");
}
