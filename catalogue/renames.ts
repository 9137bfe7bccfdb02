import type { CatalogueChanges, RenamedDetection } from "./changes-file";

/** The renames that an id went through since, in their order: none where it is called so still. */
export function renamesFrom(id: string, { renamed }: Pick<CatalogueChanges, "renamed">): RenamedDetection[] {
  return follow((at) => renamed.find(({ from }) => from === at), ({ to }) => to, id);
}

/** The renames that led to an id, the last one first: none where it was never called otherwise. */
export function renamesTo(id: string, { renamed }: Pick<CatalogueChanges, "renamed">): RenamedDetection[] {
  return follow((at) => renamed.find(({ to }) => to === at), ({ from }) => from, id);
}

/** A circle ends where it began: it is refused elsewhere. */
function follow(step: (at: string) => RenamedDetection | undefined, goesOnAt: (rename: RenamedDetection) => string, start: string): RenamedDetection[] {
  const steps: RenamedDetection[] = [];
  for (let next = step(start); next !== undefined && !steps.includes(next); next = step(goesOnAt(next))) steps.push(next);
  return steps;
}
