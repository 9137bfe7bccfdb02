import { InputError } from "../catalogue/fault";
import { planOf, PlanError, type Plan } from "./plan";

/** A plan of 5,000 resources has some 100 MB; JavaScript holds no text beyond 512. */
export const MOST_PLAN_BYTES = 400_000_000;
/** Characters at the beginning, by which text without a mark is told from UTF-8. */
const LOOKED_AT = 64;
const SHOW = "make the JSON by `terraform show -json PLAN > plan.json` (or `tofu show -json`)";

/** Shallow enough for the stack of whatever walks a plan later, and deeper than a module in a module in a module makes it. */
const DEEPEST = 500;
const TOO_DEEP = "is nested deeper than any plan; is this the right file?";

/**
 * Reads what a plan's file holds, or what Terraform prints. Throws {@link InputError} where it can't be used, saying what it is instead.
 * @param source what the fault names: the file, or the command
 */
export function planFromBytes(bytes: Buffer, source: string): Plan {
  const text = textOf(bytes, source);
  try {
    const json: unknown = JSON.parse(text);
    if (isDeeper(json, DEEPEST)) throw fault(source, TOO_DEEP);
    return planOf(json);
  } catch (error) {
    if (error instanceof PlanError) throw fault(source, error.message, error.path);
    if (error instanceof SyntaxError) throw fault(source, `${text.length === 0 ? "is empty" : `is no whole JSON${placeOf(error, text)}`}; ${SHOW}`);
    if (error instanceof RangeError) throw fault(source, TOO_DEEP);
    throw error;
  }
}

/** Where the JSON ends or breaks. What stands there may be a secret, and JavaScript's message quotes it. */
function placeOf({ message }: SyntaxError, text: string): string {
  const position = /at position (\d+)/u.exec(message)?.[1];
  if (position === undefined) return "";
  const before = text.slice(0, Number(position)).split("\n");
  return ` (it breaks at line ${before.length}, column ${(before.at(-1) ?? "").length + 1})`;
}

function isDeeper(json: unknown, most: number): boolean {
  let level = [json].filter(isContainer);
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth >= most) return true;
    level = level.flatMap((container) => Object.values(container).filter(isContainer));
  }
  return false;
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function textOf(bytes: Buffer, source: string): string {
  if (bytes.subarray(0, 2).toString("latin1") === "PK") throw fault(source, `is a saved plan in Terraform's own format; ${SHOW}`);
  if (bytes.subarray(0, 2).toString("hex") === "1f8b") throw fault(source, "is compressed; unpack it first");
  const text = decoded(bytes, source);
  if (text.slice(0, LOOKED_AT).includes("\0")) throw fault(source, "holds zero bytes: it is UTF-16 without a mark, or no text; write it as UTF-8");
  return text;
}

/** PowerShell's `>` writes UTF-16, with a mark in front. */
function decoded(bytes: Buffer, source: string): string {
  const mark = bytes.subarray(0, 2).toString("hex");
  try {
    return new TextDecoder(mark === "fffe" ? "utf-16le" : mark === "feff" ? "utf-16be" : "utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw fault(source, `is no text in UTF-8; ${SHOW}`);
  }
}

function fault(file: string, message: string, path = ""): InputError {
  return new InputError([{ file, path, message }]);
}
