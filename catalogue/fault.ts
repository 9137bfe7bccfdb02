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
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/**
 * A value as a fault may quote it: one line, at most 60 characters, no control or direction-changing characters.
 * Of a URL only scheme and host are shown, since its path and query are where webhooks keep their secret.
 */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object") return "a map";
  const text = String(value)
    .replace(/([a-z][a-z0-9+.-]*:\/\/)(?:[^\s/@]*@)?([^\s/?#]*)[^\s]*/giu, "$1$2/…")
    .replace(CONTROL, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const cut = text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
  return typeof value === "string" ? JSON.stringify(cut).replaceAll("\\\\u", "\\u") : cut;
}
