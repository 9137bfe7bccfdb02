import { existsSync } from "node:fs";
import { basename, isAbsolute, join, relative, resolve } from "node:path";
import { readChangesFile, type CatalogueChanges, type ChangesFile } from "./changes-file";
import { changesFaults } from "./changes-rules";
import type { Detection } from "./detection";
import { InputError, type Fault } from "./fault";
import { bundledCatalogueDir, packageVersion } from "./location";

export type { CatalogueChanges, RenamedDetection, RetiredDetection } from "./changes-file";

const FILE = "changes.yaml";

let bundled: CatalogueChanges | undefined;

/** What became of detections of the catalogue that comes with the package, read once. */
export function bundledChanges(): CatalogueChanges {
  if (bundled !== undefined) return bundled;
  const { renamed, retired } = readChangesFile(join(bundledCatalogueDir(), FILE));
  return (bundled = { renamed, retired });
}

/**
 * What became of detections of ours and of each further catalogue folder, from the `changes.yaml` at its top.
 * Throws {@link InputError} with every fault of every file.
 * @param detections of `loadCatalogue(furtherDirs)`
 */
export function loadChanges(detections: readonly Detection[], furtherDirs: readonly string[] = []): CatalogueChanges {
  const dirs = [bundledCatalogueDir(), ...furtherDirs];
  const files: ChangesFile[] = [];
  const faults: Fault[] = [];
  const known = new Set<Detection>();
  for (const [layer, dir] of dirs.entries()) {
    for (const detection of detections) if (isIn(dir, detection.folder)) known.add(detection);
    for (const path of changesFiles(dir, layer === 0)) {
      try {
        const file = readChangesFile(path);
        faults.push(...changesFaults(file, files, [...known], layer === 0 ? packageVersion() : undefined));
        files.push(file);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        faults.push(...error.faults);
      }
    }
  }
  if (faults.length > 0) throw new InputError(faults);
  return withoutRevived({ renamed: files.flatMap((f) => f.renamed), retired: files.flatMap((f) => f.retired) }, detections);
}

/** A further catalogue may keep on what an earlier one let go: a detection of that id is there, so nothing became of it. */
function withoutRevived({ renamed, retired }: CatalogueChanges, detections: readonly Detection[]): CatalogueChanges {
  const ids = new Set(detections.map(({ id }) => id));
  return { renamed: renamed.filter(({ from }) => !ids.has(from)), retired: retired.filter(({ id }) => !ids.has(id)) };
}

/** At the top of a catalogue; where the folder named is its `detections` itself, beside that. Ours is always there. */
function changesFiles(dir: string, required: boolean): string[] {
  const files = [join(dir, FILE), ...(basename(resolve(dir)) === "detections" ? [join(dir, "..", FILE)] : [])];
  return files.filter((file, i) => existsSync(file) || (required && i === 0));
}

function isIn(dir: string, folder: string): boolean {
  const path = relative(resolve(dir), resolve(folder));
  return !path.startsWith("..") && !isAbsolute(path);
}
