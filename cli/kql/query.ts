import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { readDetection } from "../../catalogue/load";
import { readText } from "../../catalogue/text-file";
import { bind } from "../../kql/bind";
import { ownBindings } from "../../hunt/bound-query";
import type { Io } from "../io";
import { readStandardInput } from "../standard-input";

/** A query and where it comes from, for what is said about it. */
export interface QuerySource {
  readonly name: string;
  readonly text: string;
  /** Lines that a detection's query is bound after; empty for any other. */
  readonly lets: string;
}

/** A megabyte of query is a mistake or an attack, as of any other file that people write. */
const MOST_BYTES = 1_000_000;

/** The query of an argument, of standard input for `-`, or of a file. Throws InputError. */
export async function readQuery(query: string | undefined, file: string | undefined, io: Io): Promise<QuerySource> {
  if (file !== undefined) return { name: file, text: readText(file), lets: "" };
  if (query === "-") return { name: "standard input", text: await readStandardInput(io, MOST_BYTES, "is it a query?"), lets: "" };
  return { name: "query", text: query ?? "", lets: "" };
}

/**
 * The query of a .kql file or a rule.yaml. In a detection's folder it has the detection's parameters, of the types that they have, with no value of
 * any tenant. Throws InputError.
 */
export function readQueryFile(file: string): QuerySource {
  const isRule = basename(file) === "rule.yaml";
  const rule = join(dirname(file), "rule.yaml");
  const detection = isRule || (basename(file) === "query.kql" && existsSync(rule)) ? readDetection(dirname(file)) : undefined;
  return { name: isRule ? `${file} query` : file, text: isRule ? (detection?.query ?? "") : readText(file), lets: detection ? bind("", ownBindings(detection)).slice(0, -1) : "" };
}
