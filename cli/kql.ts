import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { formatOption, instant } from "./options";
import type { Io } from "./io";
import type { CheckOptions } from "./kql/check";
import type { ExplainOptions } from "./kql/explain";
import type { FormatOptions } from "./kql/format";
import { externalDataOption, tableOption, watchlistOption } from "./kql/file-options";
import type { RunOptions } from "./kql/run";

type Exit = (code: number) => void;

/** What the subcommands do is loaded when one of them runs: no other command has a use for Microsoft's parser, which takes seconds to load. */
export function kqlCommand(io: Io, exit: Exit): Command {
  return new Command("kql")
    .description("run, check, explain and format KQL queries, without a cluster or network")
    .addCommand(runCommand(io, exit))
    .addCommand(checkCommand(io, exit))
    .addCommand(explainCommand(io, exit))
    .addCommand(formatCommand(io, exit));
}

const queryArgument = (): Argument => new Argument("[query]", "the query, or - for standard input");
const fileOption = (): Option => new Option("--file <file>", "read the query from a file");

function runCommand(io: Io, exit: Exit): Command {
  return new Command("run")
    .description("run a query over local files")
    .addArgument(queryArgument())
    .addOption(fileOption())
    .addOption(new Option("--batch <file>", 'run each line of a file, {"id", "query", "now"?}, or of standard input for -').conflicts(["file", "format"]))
    .addOption(tableOption())
    .addOption(watchlistOption())
    .addOption(externalDataOption())
    .addOption(formatOption(["table", "json", "csv", "ndjson"]))
    .addOption(new Option("--now <time>", "what now() answers, as 2026-11-20 or 2026-11-20T09:00:00Z (default: now)").argParser(instant))
    .addOption(new Option("--limit-seconds <seconds>", "end a query that takes longer (default: 600, in a batch 10)").argParser(seconds))
    .addHelpText("after", RUN_HELP)
    .action(async (query: string | undefined, options: RunOptions, command: Command) => {
      const sources = [query, options.file, options.batch].filter((source) => source !== undefined);
      if (sources.length !== 1) command.error("error: give one of QUERY, --file and --batch");
      refuseFileName(query, command);
      if (options.batch !== undefined) {
        const { runBatch } = await import("./kql/batch.js");
        exit(await runBatch(options.batch, options, io));
      } else {
        const { runQuery } = await import("./kql/run.js");
        exit(await runQuery(query, options, io));
      }
    });
}

const RUN_HELP = `
Columns have the types of the table's documented schema; those of other tables
are inferred from the first records. Files are NDJSON (.ndjson, .jsonl), JSON
(.json) or CSV (.csv), each also with .gz after it. A watchlist's columns are
those of its file; SearchKey is one only if it is there. What externaldata names
is never fetched: --externaldata says what file to read in its stead.

In CSV, text that a spreadsheet would take for a formula, since it begins with
= + - @, a tab or a line's end, gets an apostrophe before it. JSON and NDJSON
print it as it is.

Examples:
  mailbox-baseline kql run "print strlen('abc')"
  mailbox-baseline kql run --file hunt.kql --table OfficeActivity=audit.ndjson
  mailbox-baseline kql run --table T=a.csv --table T=b.csv "T | count"
  mailbox-baseline kql run --watchlist vips=vips.csv "_GetWatchlist('vips')"
  mailbox-baseline kql run --batch queries.ndjson > answers.ndjson

A batch answers each line by one line, in order: {"id", "columns", "rows"}, or
{"id", "error": {"kind", "message"}}. Each query has 10 s, or --limit-seconds,
and 1,000,000 rows.

Exit codes: 0 answered, 2 could not run, 3 the query uses what is not supported.`;

function checkCommand(io: Io, exit: Exit): Command {
  return new Command("check")
    .description("bind queries to the documented tables, and tell what is wrong with them")
    .addArgument(new Argument("<file...>", "query files; of one in a detection's folder its parameters are known"))
    .addOption(new Option("--unknown-tables <severity>", "what a table is that is not documented").choices(["error", "warning"]).default("error"))
    .addOption(formatOption(["text", "json"]))
    .addHelpText("after", CHECK_HELP)
    .action(async (files: string[], options: CheckOptions) => {
      const { checkQueries } = await import("./kql/check.js");
      exit(checkQueries(files, options, io));
    });
}

const CHECK_HELP = `
Examples:
  mailbox-baseline kql check hunts/*.kql
  mailbox-baseline kql check --unknown-tables warning --format json rule.kql

Exit codes: 0 no errors, 1 errors, 2 a file could not be read.`;

function explainCommand(io: Io, exit: Exit): Command {
  return new Command("explain")
    .description("tell which tables, columns and functions a query uses, and what columns it returns")
    .addArgument(queryArgument())
    .addOption(fileOption())
    .addOption(formatOption(["text", "json"]))
    .addHelpText("after", EXPLAIN_HELP)
    .action(async (query: string | undefined, options: ExplainOptions, command: Command) => {
      if ((query === undefined) === (options.file === undefined)) command.error("error: give one of QUERY and --file");
      refuseFileName(query, command);
      const { explainQuery } = await import("./kql/explain.js");
      exit(await explainQuery(query, options, io));
    });
}

const EXPLAIN_HELP = `
Examples:
  mailbox-baseline kql explain "OfficeActivity | summarize count() by UserId"
  mailbox-baseline kql explain --file hunt.kql --format json

Exit codes: 0 explained, 2 the query is malformed or unreadable.`;

function formatCommand(io: Io, exit: Exit): Command {
  return new Command("format")
    .description("lay out query files as Microsoft's formatter does, in place")
    .addArgument(new Argument("<file...>", "query files"))
    .addOption(new Option("--check", "change nothing; list the files that would change"))
    .addOption(new Option("--stdout", "change nothing; print the one file laid out").conflicts("check"))
    .addHelpText("after", FORMAT_HELP)
    .action(async (files: string[], options: FormatOptions, command: Command) => {
      if (options.stdout === true && files.length > 1) command.error("error: --stdout takes one file");
      const { formatQueries } = await import("./kql/format.js");
      exit(formatQueries(files, options, io));
    });
}

const FORMAT_HELP = `
Examples:
  mailbox-baseline kql format hunts/*.kql
  mailbox-baseline kql format --check hunts/*.kql

Exit codes: 0 formatted, 1 --check found files that would change, 2 a file is
no query or could not be read; then none is changed.`;

/** A name with such an end is no query. */
function refuseFileName(query: string | undefined, command: Command): void {
  if (query !== undefined && /^\S+\.(?:kql|kusto|csl|txt)$/iu.test(query)) command.error(`error: ${query} is the name of a file; read the query in it with --file`);
}

function seconds(text: string): number {
  const number = /^\d{1,6}(?:\.\d{1,3})?$/u.test(text) ? Number(text) : 0;
  if (number <= 0) throw new InvalidArgumentError("It is no number of seconds from 0.001 to 999999; write 60 or 0.5.");
  return number;
}
