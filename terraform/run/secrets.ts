import { forTerminal } from "../../findings/escape";
import { REDACTED, Redactor } from "../redaction";
import type { Env } from "./environment";

/** Variables whose value is taken for a secret. What is set for Terraform's own variables may be one, whatever its name. */
const SECRET_NAME = /^TF_VAR_|^TF_CLI_ARGS|^TF_TOKEN_|SECRET|PASS|PWD|TOKEN|KEY|CREDENTIAL|CERTIFICATE|CONNECTION_?STRING|SAS|WEBHOOK/iu;
/** Names that only look like it: where a file or a socket lies, and the shell's own. */
const NO_SECRET_NAME = /^(?:PWD|OLDPWD)$|_(?:PATH|FILE|FILE_PATH|SOCK)$/iu;
/** A shorter value is as likely part of a word. */
const LEAST_LENGTH = 4;
const WORDS = /^(?:true|false|null|none|auto)$/iu;

/** Secrets by their shape, wherever they come from. */
const SECRET_SHAPES: readonly RegExp[] = [
  // A JSON web token.
  /\beyJ[\w-]{8,}(?:\.[\w-]*){0,4}/gu,
  // Shared access signatures, keys of connection strings, arguments and fields that hold a secret.
  /(?<=\b(?:sig|signature|AccountKey|SharedAccessKey|SharedAccessSignature|access_key|sas_token)["']?\s*[=:]\s*["']?)[^\s"'&;,<>]+/giu,
  /(?<=\b(?:client_secret|client_assertion|refresh_token|access_token|assertion|password|passwd|pwd)["']?\s*[=:]\s*["']?)[^\s"'&;,<>]+/giu,
  /(?<=\b(?:Bearer|Basic)\s+)[\w.~+/=-]{8,}/gu,
  // HCP Terraform, GitHub, Azure's storage keys, client secrets of Entra ID.
  /\b[\w-]{6,}\.atlasv1\.[\w-]+/gu,
  /\bgh[pousr]_\w{20,}/gu,
  /(?<![\w+/])[A-Za-z0-9+/]{43,}={1,2}/gu,
  /[\w~.-]{3}\dQ~[\w~.-]{30,}/gu,
];
/** Scheme and host of a URL say where it failed; its path and query may hold names and keys. */
const URL = /\b([a-z][a-z0-9+.-]{0,20}:\/\/)(?:[^\s/?#"']*@)?([^\s/?#@"'\\]*)[^\s"'\\]*/giu;
/** The command line of a program that failed, as Terraform quotes it. */
const COMMAND_LINE = /(?<=(?:Error running command|executing (?:the )?command|Program:)\s*)(?:'[^']*'|"[^"]*"|\S+)/giu;

/** A message is a line or three in a list, not a log. */
const MOST_CHARACTERS = 300;

/** Makes texts of Terraform's fit to be shown: without secrets, control characters and line breaks, and short. */
export class Secrets {
  private readonly redactor: Redactor;
  private readonly short: readonly string[];

  /** @param others texts that are not to be shown either, such as where a state lies */
  constructor(env: Env, others: readonly string[] = []) {
    const isSecret = (name: string): boolean => SECRET_NAME.test(name) && !NO_SECRET_NAME.test(name);
    const values = Object.entries(env).flatMap(([name, value = ""]) => (isSecret(name) ? partsOf(value) : []));
    const secrets = [...new Set([...values, ...others])].filter((value) => value.trim().length >= LEAST_LENGTH && !WORDS.test(value.trim()));
    this.redactor = new Redactor(secrets.flatMap((secret) => [secret, ...encodings(secret)]));
    // The redactor leaves short texts alone. The longest first, which may hold another.
    this.short = secrets.filter((secret) => secret.length < 8).sort((a, b) => b.length - a.length);
  }

  /** One line of at most 300 characters. */
  clean(text: string): string {
    const shown = forTerminal(this.paragraphs(text).join(" "));
    return shown.length > MOST_CHARACTERS ? `${shown.slice(0, MOST_CHARACTERS - 1).trimEnd()}…` : shown;
  }

  /** The text's paragraphs, each on one line. */
  paragraphs(text: string): readonly string[] {
    // Once as it is, where a secret has line breaks of its own; and once folded, since Terraform breaks lines where a secret has a space.
    const paragraphs = this.redactor.redact(text).split(/\n[^\S\n]*\n/u);
    return paragraphs.map((paragraph) => this.redactFolded(paragraph.replace(/\s+/gu, " ").trim())).filter((paragraph) => paragraph !== "");
  }

  private redactFolded(text: string): string {
    let redacted = this.redactor.redact(text);
    for (const shape of SECRET_SHAPES) redacted = redacted.replace(shape, REDACTED);
    redacted = redacted.replace(COMMAND_LINE, REDACTED).replace(URL, "$1$2");
    for (const secret of this.short) redacted = redacted.replaceAll(secret, REDACTED);
    return redacted;
  }
}

/** A value, and the texts in it where it is a list or a map in JSON or HCL, or a command line. */
function partsOf(value: string): string[] {
  const quoted = [...value.matchAll(/"((?:[^"\\]|\\.)*)"/gu)].map(([, inner = ""]) => inner);
  const given = [...value.matchAll(/=([^\s"']+)/gu)].flatMap(([, inner = ""]) => [inner, inner.slice(inner.indexOf("=") + 1)]);
  return [value, ...quoted, ...given];
}

/** Shorter texts, encoded, are as likely something else's. */
const LEAST_ENCODED = 8;

/** As headers and keys hold it. Of base64, what a text gives by itself: in the middle of a longer one it depends on what stands before. */
function encodings(secret: string): string[] {
  if (secret.length < LEAST_ENCODED) return [];
  const bytes = Buffer.from(secret);
  const hex = bytes.toString("hex");
  return [bytes.toString("base64"), bytes.toString("base64url"), hex, hex.toUpperCase()];
}
