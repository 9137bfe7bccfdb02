import type { CatalogueChanges, ChangesFile, RenamedDetection, RetiredDetection } from "./changes-file";
import type { Detection } from "./detection";
import type { Fault } from "./fault";
import { nearest } from "./nearest";
import { renamesFrom } from "./renames";
import { faultAt } from "./validate";
import { compareVersions } from "./version";

/**
 * What a schema of one file cannot see: whether its entries fit each other, the entries of the files before it, and the catalogue.
 * @param earlier files whose entries were accepted already
 * @param detections those of this file's catalogue and of the ones before it
 * @param latest the version that no `since` may exceed; undefined where the catalogue's own version is unknown
 */
export function changesFaults(file: ChangesFile, earlier: readonly ChangesFile[], detections: readonly Detection[], latest: string | undefined): Fault[] {
  const context = { file, all: [...earlier, file], detections };
  return [
    ...file.renamed.flatMap((rename, i) => renameFaults(rename, i, context)),
    ...file.retired.flatMap((retired, i) => retiredFaults(retired, i, context)),
    ...(latest === undefined ? [] : sinceFaults(file, latest)),
  ];
}

interface Context {
  readonly file: ChangesFile;
  readonly all: readonly ChangesFile[];
  readonly detections: readonly Detection[];
}

function renameFaults(rename: RenamedDetection, i: number, context: Context): Fault[] {
  const at = (key: "from" | "to", message: string | undefined): Fault[] => (message === undefined ? [] : [faultAt(["renamed", i, key], message, context.file.locate)]);
  const from = at("from", oldIdFault(rename, i, context));
  // What is said of the new id would follow from what is wrong with the old one.
  return from.length > 0 ? from : at("to", newIdFault(rename, i, context));
}

function oldIdFault({ from, to }: RenamedDetection, i: number, context: Context): string | undefined {
  const living = named(from, context.detections);
  if (living !== undefined && from.toLowerCase() !== to.toLowerCase()) return `${from} is a detection still (${living.file}); rename its folder to ${to}, or remove this entry`;
  const twin = firstPlace(context, "renamed", (other) => other.from === from, i);
  return twin === undefined ? undefined : `${from} is renamed at ${twin} already; keep one of the two`;
}

function newIdFault({ from, to, since }: RenamedDetection, i: number, context: Context): string | undefined {
  const { file, all, detections } = context;
  if (from === to) return `${to} is the same id as from; write the id that it has now, or remove this entry`;
  if (from.toLowerCase() === to.toLowerCase()) return `${to} differs from ${from} in its letters' case alone, which Azure doesn't tell apart; write another id`;
  const rival = firstPlace(context, "renamed", (other) => other.to === to, i);
  if (rival !== undefined) return `another detection becomes ${to} at ${rival} already, and Terraform moves only one into a place; write ${from} under retired`;
  const chain = renamesFrom(from, { renamed: all.flatMap((f) => f.renamed) });
  const end = chain.at(-1)?.to;
  if (chain.some((step) => step.from === end)) return `${[from, ...chain.map((step) => step.to)].join(" -> ")} goes round in a circle; remove the rename that is wrong`;
  const next = file.renamed.find((r) => r.from === to);
  if (next !== undefined && compareVersions(next.since, since) < 0) return `${to} was renamed to ${next.to} in ${next.since}, before ${since}; write to: ${next.to}`;
  if (detections.some(({ id }) => id === to) || all.some((f) => f.renamed.some((r) => r.from === to) || f.retired.some((r) => r.id === to))) return undefined;
  const meant = nearest(to, detections.map((d) => d.id));
  return `${to} is no detection, and was not renamed or retired later; ${meant === undefined ? "write the id that it has now" : `did you mean ${meant}?`}`;
}

function retiredFaults({ id }: RetiredDetection, i: number, context: Context): Fault[] {
  const at = (message: string): Fault[] => [faultAt(["retired", i, "id"], message, context.file.locate)];
  const living = named(id, context.detections);
  if (living !== undefined) return at(`${id} is a detection still (${living.file}); remove its folder, or remove this entry`);
  const twin = firstPlace(context, "retired", (r) => r.id === id, i);
  if (twin !== undefined) return at(`${id} is retired at ${twin} already; keep one of the two`);
  const renamed = firstPlace(context, "renamed", ({ from }) => from === id, Number.POSITIVE_INFINITY);
  return renamed === undefined ? [] : at(`${id} is renamed at ${renamed}; keep one of the two`);
}

function sinceFaults({ renamed, retired, locate }: ChangesFile, latest: string): Fault[] {
  return Object.entries({ renamed, retired }).flatMap(([key, entries]) =>
    entries.flatMap(({ since }, i) => (compareVersions(since, latest) <= 0 ? [] : [faultAt([key, i, "since"], `${since} is later than this version, ${latest}; write the version that made the change`, locate)])),
  );
}

/** Azure tells names apart without regard to case, so an id of another case is the same rule. */
function named(id: string, detections: readonly Detection[]): Detection | undefined {
  return detections.find((d) => d.id.toLowerCase() === id.toLowerCase());
}

/** `catalogue/changes.yaml:4` of the first such entry of a list, of this file's own those above `before` only. */
function firstPlace<const K extends "renamed" | "retired">({ file, all }: Context, key: K, is: (entry: CatalogueChanges[K][number]) => boolean, before: number): string | undefined {
  for (const f of all) {
    const found = f[key].findIndex((entry: CatalogueChanges[K][number]) => is(entry));
    if (found === -1 || (f === file && found >= before)) continue;
    const { file: name, line } = f.locate([key, found]);
    return `${name}:${line}`;
  }
  return undefined;
}
