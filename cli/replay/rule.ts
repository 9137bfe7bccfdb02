import { existsSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { CatalogueChanges } from "../../catalogue/changes";
import type { Detection } from "../../catalogue/detection";
import { InputError } from "../../catalogue/fault";
import { readDetection } from "../../catalogue/load";
import { toleratesMissingTables } from "../../catalogue/query-words";
import { serviceLimitBreaches } from "../../catalogue/service-limits";
import type { Tables } from "../../catalogue/tables";
import { readText } from "../../catalogue/text-file";
import { unknownDetection } from "../../catalogue/unknown-detection";
import { type CheckedRule, checkRule } from "../../hunt/check-rule";

export interface ChangedRule {
  /** The catalogue's own. */
  readonly own: Detection;
  /** With the catalogue's id, by which a tenant excepts. */
  readonly changed: Detection;
  /** What Microsoft's binder advises. */
  readonly warnings: CheckedRule["warnings"];
}

export interface RuleOptions {
  /** A detection's folder, its rule.yaml, or a .kql file. */
  readonly rule: string;
  readonly against?: string;
}

/** Reads a changed rule, finds the one that it changes, and binds it as `check` does. Throws InputError with what is wrong with it. */
export function readChangedRule(options: RuleOptions, all: readonly Detection[], changes: CatalogueChanges, tables: Tables): ChangedRule {
  const source = sourceOf(options.rule);
  const own = ownOf(source, options, all, changes);
  const { detection, errors, warnings } = source.kind === "rule" ? checkRule(readDetection(source.folder), { tables }) : checkedQuery(source.file, own, tables);
  if (errors.length > 0) throw new InputError(errors);
  return { own, changed: { ...detection, id: own.id }, warnings };
}

type Source = { readonly kind: "rule"; readonly folder: string } | { readonly kind: "query"; readonly file: string };

const ALLOWED = "name a detection's folder, its rule.yaml, or a .kql file";

function sourceOf(path: string): Source {
  if (isFolder(path)) {
    if (existsSync(join(path, "rule.yaml"))) return { kind: "rule", folder: path };
    if (existsSync(join(path, "query.kql"))) return { kind: "query", file: join(path, "query.kql") };
    throw refused(path, `holds neither rule.yaml nor query.kql; ${ALLOWED}`);
  }
  if (basename(path) === "rule.yaml") return { kind: "rule", folder: dirname(path) };
  if (path.toLowerCase().endsWith(".kql")) return { kind: "query", file: path };
  throw refused(path, `is no rule; ${ALLOWED}`);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw refused(path, `${code === "ENOENT" ? "does not exist" : `cannot be read: ${code ?? String(error)}`}; ${ALLOWED}`);
  }
}

function refused(file: string, message: string): InputError {
  return new InputError([{ file, path: "", message }]);
}

/** The rule of the catalogue that is named, or else the one that the file or its folder is named after. */
function ownOf(source: Source, { rule, against }: RuleOptions, all: readonly Detection[], changes: CatalogueChanges): Detection {
  const withId = (id: string): Detection | undefined => all.find((detection) => detection.id === id);
  const names = against === undefined ? namesOf(source) : [against];
  const own = names.map(withId).find((found) => found !== undefined);
  if (own !== undefined) return own;
  const [name = ""] = names;
  if (against !== undefined) throw refused("--against", unknownDetection(name, all, changes));
  throw refused(rule, `is named after no rule to compare it with: ${unknownDetection(name, all, changes)}; or name the rule by --against`);
}

function namesOf(source: Source): string[] {
  if (source.kind === "rule") return [basename(resolve(source.folder))];
  const folder = basename(dirname(resolve(source.file)));
  const name = basename(source.file).replace(/\.kql$/iu, "");
  return name === "query" ? [folder] : [name, folder];
}

/** The catalogue's rule with another query. */
function checkedQuery(file: string, own: Detection, tables: Tables): CheckedRule {
  const query = readText(file);
  const draft: Detection = { ...own, file, query, toleratesMissingTables: toleratesMissingTables(query) };
  const breaches = serviceLimitBreaches(draft);
  if (breaches.length > 0) throw new InputError(breaches.map(({ path, message }) => ({ file, path: path.join("."), message })));
  // A query alone declares no tables: it reads those that it reads.
  const read = checkRule(draft, { tables }).tables;
  return checkRule({ ...draft, tables: read }, { tables }, file);
}
