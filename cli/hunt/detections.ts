import { tenantBaseline, type TenantDetection } from "../../catalogue/baseline";
import { type CatalogueChanges, loadChanges } from "../../catalogue/changes";
import type { Detection } from "../../catalogue/detection";
import { InputError } from "../../catalogue/fault";
import { loadCatalogue } from "../../catalogue/load";
import { loadTenants } from "../../catalogue/load-tenants";
import { unknownDetection } from "../../catalogue/unknown-detection";
import { ownBindings } from "../../hunt/bound-query";
import type { BoundDetection } from "../../hunt/per-record";
import { pick } from "../options";

export interface DetectionOptions {
  readonly tenant?: string;
  readonly tenants: string;
  readonly detection?: readonly string[];
  readonly catalogue?: string[];
}

export interface ChosenDetections {
  readonly detections: readonly BoundDetection[];
  /** Ids of those that the tenant has switched off. */
  readonly off: readonly string[];
}

/**
 * The detections that were asked for, bound for the tenant: with what it has approved and excepted, and with its changes. A table that its workspace lacks is no
 * reason to leave one out, since the log may hold it. Throws InputError.
 */
export function chosenDetections({ tenant: name, tenants: dir, detection: ids, catalogue = [] }: DetectionOptions, now: Date): ChosenDetections {
  const all = loadCatalogue(catalogue);
  const changes = loadChanges(all, catalogue);
  const strangers = (ids ?? []).filter((id) => all.every((detection) => detection.id !== id));
  if (strangers.length > 0) throw new InputError(strangers.map((id) => ({ file: "--detection", path: "", message: unknownDetection(id, all, changes) })));
  const isChosen = ({ id }: Detection): boolean => ids?.includes(id) ?? true;
  const resolved = boundDetections(all, changes, { tenant: name, tenants: dir }, now).filter(({ detection }) => isChosen(detection));
  // Who names a detection wants it run.
  const off = ids === undefined ? resolved.filter(({ change }) => change?.state === "live" && !change.enabled) : [];
  return { detections: resolved.filter((one) => !off.includes(one)), off: off.map(({ detection }) => detection.id) };
}

/** Detections as a tenant runs them, or as nobody's: with nothing approved or excepted. Throws InputError. */
export function boundDetections(all: readonly Detection[], changes: CatalogueChanges, { tenant, tenants: dir }: { readonly tenant: string | undefined; readonly tenants: string }, now: Date): readonly (BoundDetection & Pick<TenantDetection, "change">)[] {
  if (tenant === undefined) return all.map((detection) => ({ detection, bindings: ownBindings(detection) }));
  return tenantBaseline(pick(tenant, loadTenants(dir, all, changes), dir), all, now);
}
