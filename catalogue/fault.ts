import { escapeSequence, UNPRINTABLE } from "./unprintable";

/** One thing wrong with an input file, said so that its writer can mend it without reading our code. */
export interface Fault {
  /** Path of the file as the user gave it. */
  readonly file: string;
  /** 1-based; absent where the whole file is at fault. */
  readonly line?: number;
  /** Where in the document, in the user's spelling: `approvedApplications[0].expires`. Empty for the whole document. */
  readonly path: string;
  /** What was got, what is allowed, and the edit that mends it. */
  readonly message: string;
}

/** `tenants/contoso.yaml:14 approvedApplications[0].expires: 2026-02-30 is not a date; write YYYY-MM-DD` */
export function formatFault({ file, line, path, message }: Fault): string {
  const place = line === undefined ? file : `${file}:${line}`;
  return path === "" ? `${place}: ${message}` : `${place} ${path}: ${message}`;
}

/** Input that cannot be used: every fault at once. The command line turns it into exit code 2. */
export class InputError extends Error {
  override readonly name = "InputError";

  constructor(readonly faults: readonly Fault[]) {
    super(faults.map(formatFault).join("\n"));
  }
}

const SHOWN_LENGTH = 60;
/** As much of a value as is looked at: what follows would be cut anyway, and a hostile value may be a megabyte long. */
const READ_LENGTH = 300;
/** Scheme, whatever stands before the last @ (a password may hold one too), host, and the rest. */
const URL = /([a-z][a-z0-9+.-]{0,20}:\/\/)(?:[^\s/?#]*@)?([^\s/?#@]*)\S*/giu;

/**
 * A value as a fault may quote it: one line, at most 60 characters, no control or direction-changing characters.
 * Of a URL only scheme and host are shown, since its path and query are where webhooks keep their secret.
 */
export function shown(value: unknown): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(cut(value)).replaceAll("\\\\u", "\\u");
    case "number":
    case "boolean":
    case "bigint":
      return cut(String(value));
    default:
      return value === undefined || value === null ? "nothing" : Array.isArray(value) ? `a list of ${value.length}` : "a map";
  }
}

function cut(text: string): string {
  const safe = text.slice(0, READ_LENGTH).replace(URL, "$1$2/…").replace(UNPRINTABLE, escapeSequence);
  return safe.length > SHOWN_LENGTH ? `${safe.slice(0, SHOWN_LENGTH)}…` : safe;
}
