import { InvalidArgumentError, Option } from "commander";
import type { TableFiles } from "./database";

/** The options that say which file stands for what a query reads, each of which may be repeated. */

export function tableOption(): Option {
  return new Option("--table <name=file>", "a file of a table's rows; repeat it for more tables, or more files of one").argParser((text: string, before: TableFiles | undefined): TableFiles =>
    withFile(before, pair(text, /^(?<name>[A-Za-z_]\w*)=(?<file>.+)$/su, "Write a table's name, of letters, digits and _, and a file, as OfficeActivity=audit.ndjson.")),
  );
}

export function watchlistOption(): Option {
  return new Option("--watchlist <name=file>", "a file of the rows of _GetWatchlist('name'); repeat it as --table").argParser((text: string, before: TableFiles | undefined): TableFiles =>
    withFile(before, pair(text, /^(?<name>[^=]+)=(?<file>.+)$/su, "Write a watchlist's alias and a file, as vips=vips.csv.")),
  );
}

/** An address may hold =, in its query. */
export function externalDataOption(): Option {
  return new Option("--externaldata <url=file>", "the file to read where the query says externaldata(...)[url]; the url may leave out ? and what follows").argParser(
    (text: string, before: ReadonlyMap<string, string> | undefined): ReadonlyMap<string, string> => {
      const { name, file } = pair(text, /^(?<name>.+)=(?<file>[^=]+)$/su, "Write an address and a file, as https://example.com/list.csv=list.csv.");
      if (before?.has(name) === true) throw new InvalidArgumentError("That address has a file already.");
      return new Map([...(before ?? []), [name, file]]);
    },
  );
}

interface Pair {
  readonly name: string;
  readonly file: string;
}

function pair(text: string, form: RegExp, otherwise: string): Pair {
  const { name, file } = form.exec(text)?.groups ?? {};
  if (name === undefined || file === undefined) throw new InvalidArgumentError(otherwise);
  return { name, file };
}

function withFile(before: TableFiles | undefined, { name, file }: Pair): TableFiles {
  return new Map([...(before ?? []), [name, [...(before?.get(name) ?? []), file]]]);
}
