import { readFileSync, statSync } from "node:fs";
import { InputError } from "../catalogue/fault";
import { planOf, PlanError, type Plan } from "./plan";

/** A plan of 5,000 resources has some 100 MB; JavaScript holds no text beyond 512. */
const MOST_BYTES = 400_000_000;
const SHOW = "make the JSON by `terraform show -json PLAN > plan.json` (or `tofu show -json`)";

/** Reads a plan file. Throws {@link InputError} where it can't be used, saying what it is instead. */
export function readPlan(file: string): Plan {
  const text = textOf(file);
  try {
    return planOf(JSON.parse(text));
  } catch (error) {
    if (error instanceof PlanError) throw fault(file, error.message, error.path);
    if (error instanceof SyntaxError) throw fault(file, `${text.length === 0 ? "is empty" : `is no whole JSON (${error.message.slice(0, 120)})`}; ${SHOW}`);
    if (error instanceof RangeError) throw fault(file, "is nested deeper than any plan; is this the right file?");
    throw error;
  }
}

function textOf(file: string): string {
  let bytes: Buffer;
  try {
    const stat = statSync(file);
    if (!stat.isFile()) throw fault(file, "is no regular file; name a plan's JSON");
    if (stat.size > MOST_BYTES) throw fault(file, `is ${Math.round(stat.size / 1e6)} MB; at most ${MOST_BYTES / 1e6} MB are read`);
    bytes = readFileSync(file);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw fault(file, `cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
  }
  if (bytes.subarray(0, 2).toString("latin1") === "PK") throw fault(file, `is a saved plan in Terraform's own format; ${SHOW}`);
  if (bytes.subarray(0, 2).toString("hex") === "1f8b") throw fault(file, "is compressed; unpack it first");
  return decoded(file, bytes);
}

/** PowerShell's `>` writes UTF-16, with a mark in front. */
function decoded(file: string, bytes: Buffer): string {
  const mark = bytes.subarray(0, 2).toString("hex");
  try {
    return new TextDecoder(mark === "fffe" ? "utf-16le" : mark === "feff" ? "utf-16be" : "utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw fault(file, `is no text in UTF-8; ${SHOW}`);
  }
}

function fault(file: string, message: string, path = ""): InputError {
  return new InputError([{ file, path, message }]);
}
