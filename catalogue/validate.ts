import * as v from "valibot";
import { shown, type Fault } from "./fault";
import { nearest } from "./nearest";
import type { Path } from "./yaml-document";

/** Where a path of a document stands: in which file and on which line. A document that extends another has two files. */
export type Locate = (path: Path) => { readonly file: string; readonly line: number };

export type Validated<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly faults: readonly Fault[] };

/** Checks a parsed document against a schema and reports every fault with its place. */
export function validate<const S extends v.GenericSchema>(schema: S, value: unknown, locate: Locate): Validated<v.InferOutput<S>> {
  const result = v.safeParse(schema, value);
  if (result.success) return { ok: true, value: result.output };
  const faults = result.issues.map((issue) => toFault(schema, issue, locate));
  const seen = new Set<string>();
  return { ok: false, faults: faults.filter((f) => !seen.has(`${f.path} ${f.message}`) && seen.add(`${f.path} ${f.message}`)) };
}

/** `approvedApplications[0].expires` */
export function formatPath(path: Path): string {
  return path.map((step, i) => (typeof step === "number" ? `[${step}]` : i === 0 ? plain(step) : `.${plain(step)}`)).join("");
}

export function faultAt(path: Path, message: string, locate: Locate): Fault {
  return { ...locate(path), path: formatPath(path), message };
}

/** A key may be anything a hostile file holds; only plain ones are printed as they are. */
function plain(step: string): string {
  return /^[\w-]+$/u.test(step) ? step : shown(step);
}

type Issue = v.BaseIssue<unknown>;

function toFault(schema: v.GenericSchema, issue: Issue, locate: Locate): Fault {
  const path = (issue.path ?? []).map((item) => item.key as string | number);
  const parent = issue.path?.at(-1)?.input;
  if (Array.isArray(parent) && typeof path.at(-1) === "string") return faultAt(path.slice(0, -1), "a list is not a map; write `key: value` lines", locate);
  if (issue.type === "never") return faultAt(path, unknownKey(schema, path), locate);
  if (issue.input === undefined && issue.kind === "schema") return faultAt(path, missing(schema, path), locate);
  // A whole map that breaks a rule needs no "a map" before it.
  const subject = issue.kind === "validation" && typeof issue.input === "object" ? "" : `${shown(issue.input)} `;
  return faultAt(path, `${subject}${issue.message}`, locate);
}

/** The value of an unknown key is not shown: it may be a secret that someone put there. */
function unknownKey(schema: v.GenericSchema, path: Path): string {
  const known = keysAt(schema, path.slice(0, -1));
  const key = String(path.at(-1));
  if (/secret|password|token|access_?key|sas|credential/iu.test(key)) {
    return "is not a key here; no secret stands in a file: log in by provider.login and pass secrets as Terraform variables";
  }
  const meant = nearest(key, known);
  if (meant !== undefined) return `is not a key here; did you mean ${meant}?`;
  return known.length === 0 ? "is not a key here; remove it" : `is not a key here; the keys are ${known.join(", ")}`;
}

function missing(schema: v.GenericSchema, path: Path): string {
  const description = descriptionAt(schema, path);
  return description === undefined ? "is missing; add it" : `is missing; add it: ${description}`;
}

type Shape = { readonly type: string; readonly entries?: Record<string, Shape>; readonly item?: Shape; readonly value?: Shape; readonly wrapped?: Shape; readonly options?: readonly Shape[] };

function shapesAt(schema: v.GenericSchema, path: Path): Shape[] {
  let shapes = unwrap(schema);
  for (const step of path) {
    shapes = shapes.flatMap((shape) => {
      const next = typeof step === "number" ? shape.item : (shape.entries?.[step] ?? shape.value);
      return next === undefined ? [] : unwrap(next);
    });
  }
  return shapes;
}

function unwrap(shape: Shape): Shape[] {
  if (shape.wrapped !== undefined) return unwrap(shape.wrapped);
  if (shape.options !== undefined && typeof shape.options[0] === "object") return shape.options.flatMap(unwrap);
  return [shape];
}

function keysAt(schema: v.GenericSchema, path: Path): string[] {
  return shapesAt(schema, path).flatMap((shape) => Object.keys(shape.entries ?? {}));
}

function descriptionAt(schema: v.GenericSchema, path: Path): string | undefined {
  for (const shape of shapesAt(schema, path)) {
    const description = v.getDescription(shape as unknown as v.GenericSchema);
    if (description !== undefined) return description;
  }
  return undefined;
}
