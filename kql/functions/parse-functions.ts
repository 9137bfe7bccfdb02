import { Decimal, type Value } from "../values/value";
import { textArgument } from "./arguments";
import { type Call, type Compute, ofText, type ScalarFunctions } from "./call";

export const parseFunctions: ScalarFunctions = {
  parse_csv: ofText(firstRecord),
  parse_version: ofText(versionNumber),
  parse_path: ofText(pathParts),
  parse_command_line: compileCommandLine,
};

/** The fields of the first record: https://learn.microsoft.com/en-us/kusto/query/parse-csv-function */
function firstRecord(text: string): Value {
  const fields: string[] = [];
  let [field, quoted] = ["", false];
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (quoted && char === '"' && text[at + 1] === '"') {
      field += '"';
      at++;
    } else if (char === '"' && (quoted || field === "")) quoted = !quoted;
    else if (quoted) field += char;
    else if (char === ",") {
      fields.push(field);
      field = "";
    } else if (char === "\n" || char === "\r") break;
    else field += char;
  }
  return [...fields, field];
}

/** Four parts of eight digits each, those that are missing 0: https://learn.microsoft.com/en-us/kusto/query/parse-version-function */
function versionNumber(text: string): Value {
  if (!/^\d{1,8}(?:\.\d{1,8}){0,3}$/u.test(text)) return null;
  const parts = [...text.split("."), "0", "0", "0"].slice(0, 4);
  return new Decimal(parts.map((part) => part.padStart(8, "0")).join(""));
}

/** https://learn.microsoft.com/en-us/kusto/query/parse-path-function */
function pathParts(text: string): Value {
  const scheme = /^(?<scheme>[a-z][\w+.-]*):\/\//iu.exec(text)?.groups?.["scheme"] ?? "";
  const path = scheme === "" ? text : text.slice(scheme.length + "://".length);
  const lastSlash = Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"));
  const directory = path.slice(0, Math.max(0, lastSlash));
  const [file = "", ...streams] = path.slice(lastSlash + 1).split(":");
  return new Map<string, Value>([
    ["Scheme", scheme],
    ["RootPath", /^(?:[\\/]{2}\?[\\/])?(?<root>[a-z]:)/iu.exec(path)?.groups?.["root"] ?? ""],
    ["DirectoryPath", directory],
    ["DirectoryName", directory.split(/[\\/]/u).at(-1) ?? ""],
    ["Filename", file],
    ["Extension", file.includes(".") ? file.slice(file.lastIndexOf(".") + 1) : ""],
    ["AlternateDataStreamName", streams.join(":")],
  ]);
}

function compileCommandLine(call: Call): Compute {
  const [line, kind] = [textArgument(call, 0), textArgument(call, 1)];
  return (row) => {
    if (kind(row).toLowerCase() !== "windows") call.unsupported(`parse_command_line of the kind "${kind(row)}"`);
    return line(row) === "" ? null : commandArguments(line(row));
  };
}

/**
 * The first argument is the program, where backslashes mean themselves; in the others a quote after an odd number of them stands for itself.
 * https://learn.microsoft.com/en-us/windows/win32/api/shellapi/nf-shellapi-commandlinetoargvw
 */
function commandArguments(line: string): string[] {
  const program = /^(?:"(?<quoted>[^"]*)"?|(?<plain>[^ \t]*))/u.exec(line);
  const found = [program?.groups?.["quoted"] ?? program?.groups?.["plain"] ?? ""];
  const rest = line.slice(program?.[0].length ?? 0);
  let [current, quoted, started] = ["", false, false];
  for (const [token, slashes = ""] of rest.matchAll(/(\\*)"|\\+|[^\\"]/gu)) {
    const isQuote = token.endsWith('"');
    if (!isQuote && !quoted && (token === " " || token === "\t")) {
      if (started) found.push(current);
      [current, started] = ["", false];
      continue;
    }
    started = true;
    if (!isQuote) current += token;
    else {
      current += "\\".repeat(Math.floor(slashes.length / 2));
      if (slashes.length % 2 === 1) current += '"';
      else quoted = !quoted;
    }
  }
  return started ? [...found, current] : found;
}
