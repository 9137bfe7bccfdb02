import type * as v from "valibot";
import { InputError } from "./fault";
import { validate } from "./validate";
import { readYaml } from "./yaml-document";

/** Reads a YAML file that a schema describes whole. Throws {@link InputError} with every fault and its line. */
export function readValid<const S extends v.GenericSchema>(file: string, schema: S): v.InferOutput<S> {
  const document = readYaml(file);
  const result = validate(schema, document.value, (path) => ({ file, line: document.lineOf(path) }));
  if (!result.ok) throw new InputError(result.faults);
  return result.value;
}
