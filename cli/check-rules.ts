import type { Detection } from "../catalogue/detection";
import { type Fault, InputError } from "../catalogue/fault";
import { loadTables } from "../catalogue/tables";
import { checkRule } from "../hunt/check-rule";

export interface CheckedCatalogue {
  /** What a community rule reads that only its writer's workspace may have, and what Microsoft's binder advises. */
  readonly warnings: readonly Fault[];
  /** The tables that each detection's query reads, by the detection's id. */
  readonly tables: ReadonlyMap<string, readonly string[]>;
}

/** Binds every detection's query to Microsoft's tables. Throws InputError with everything that is wrong. */
export function checkRules(detections: readonly Detection[]): CheckedCatalogue {
  const schema = { tables: loadTables() };
  const checked = detections.map((detection) => checkRule(detection, schema));
  const errors = checked.flatMap((rule) => rule.errors);
  if (errors.length > 0) throw new InputError(errors);
  return { warnings: checked.flatMap((rule) => rule.warnings), tables: new Map(checked.map(({ detection, tables }) => [detection.id, tables])) };
}
