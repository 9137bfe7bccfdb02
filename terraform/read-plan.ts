import { readFileSync, statSync } from "node:fs";
import { InputError } from "../catalogue/fault";
import type { Plan } from "./plan";
import { MOST_PLAN_BYTES, planFromBytes } from "./plan-text";

/** Reads a plan file. Throws {@link InputError} where it can't be used, saying what it is instead. */
export function readPlan(file: string): Plan {
  return planFromBytes(bytesOf(file), file);
}

function bytesOf(file: string): Buffer {
  try {
    const stat = statSync(file);
    if (!stat.isFile()) throw fault(file, "is no regular file; name a plan's JSON");
    if (stat.size > MOST_PLAN_BYTES) throw fault(file, `is ${Math.round(stat.size / 1e6)} MB; at most ${MOST_PLAN_BYTES / 1e6} MB are read`);
    return readFileSync(file);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw fault(file, `cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
  }
}

function fault(file: string, message: string): InputError {
  return new InputError([{ file, path: "", message }]);
}
