import { azureIdFault, azureIdKey } from "../../catalogue/azure-id";
import { InputError, shown, type Fault } from "../../catalogue/fault";
import { readText } from "../../catalogue/text-file";
import { idsInJson, type ListedId } from "./id-list-json";
import type { Io } from "../io";
import { readStandardInput } from "../standard-input";

/** Far above what a workspace and its resource group hold. */
const MOST_BYTES = 10_000_000;
const MOST_IDS = 100_000;

/**
 * The ids of resources in files, or in standard input for `-`: one a line, with `#` before comments, or JSON as az and Azure's interface answer.
 * By `azureIdKey`, each as it was written first. Throws {@link InputError} with every fault.
 */
export async function readIdLists(files: readonly string[], io: Io): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  const faults: Fault[] = [];
  for (const file of files) {
    const name = file === "-" ? "standard input" : file;
    const listed = idsIn(name, file === "-" ? await readStandardInput(io, MOST_BYTES, "is it a list of ids?") : readText(file, MOST_BYTES));
    faults.push(...listed.flatMap((entry) => faultOf(name, entry)));
    for (const { id } of listed) if (typeof id === "string" && !ids.has(azureIdKey(id))) ids.set(azureIdKey(id), id);
  }
  if (faults.length > 0) throw new InputError(faults);
  return ids;
}

function idsIn(file: string, text: string): readonly ListedId[] {
  const listed = /^\s*[[{]/u.test(text) ? idsInJson(file, text) : idsInLines(text);
  const fail = (message: string): never => {
    throw new InputError([{ file, path: "", message }]);
  };
  if (listed.length === 0) fail("holds no id; list the resources that exist, one id a line: az resource list --query [].id -o tsv");
  if (listed.length > MOST_IDS) fail(`holds ${listed.length} ids, and at most ${MOST_IDS} are read; list only the tenants' resource groups`);
  return listed;
}

function idsInLines(text: string): ListedId[] {
  return text.split(/\r?\n/u).flatMap((line, i) => {
    const id = line.replace(/(?:^|\s)#.*$/u, "").trim();
    return id === "" ? [] : [{ id, line: i + 1, path: "" }];
  });
}

function faultOf(file: string, { id, line, path }: ListedId): Fault[] {
  const fault = typeof id === "string" ? azureIdFault(id) : "is no resource id; write a text, or an object whose id is one";
  return fault === undefined ? [] : [{ file, ...(line === undefined ? {} : { line }), path, message: `${shown(id)} ${fault}` }];
}
