import { InvalidArgumentError, Option } from "commander";
import { loadChanges, type CatalogueChanges } from "../catalogue/changes";
import { loadCatalogue } from "../catalogue/load";
import { loadTenants } from "../catalogue/load-tenants";
import { InputError, shown } from "../catalogue/fault";
import { nearest } from "../catalogue/nearest";
import type { Detection } from "../catalogue/detection";
import type { Tenant } from "../catalogue/tenant";

/** Options that several commands share, made anew for each: commander keeps a command's values in them. */

export const tenantOption = (): Option => new Option("--tenant <name...>", "only these tenants (default: all)");
export const tenantsOption = (): Option => new Option("--tenants <dir>", "folder of the tenant files").default("tenants");
export const catalogueOption = (): Option => new Option("--catalogue <dir...>", "further detections beside the bundled ones: folders with a rule.yaml in each");
export const nowOption = (): Option => new Option("--now <time>", "the clock by which exceptions live and lapse, as 2026-11-20 or 2026-11-20T09:00:00Z (default: now)").argParser(instant);

export function formatOption(formats: readonly string[]): Option {
  return new Option("--format <format>", "how to print the result").choices(formats).default(formats[0]);
}

export interface TenantOptions {
  readonly tenant?: string[];
  readonly tenants: string;
  readonly catalogue?: string[];
}

export interface TenantInput {
  readonly detections: readonly Detection[];
  readonly changes: CatalogueChanges;
  readonly all: readonly Tenant[];
  readonly chosen: readonly Tenant[];
}

/** The catalogue and every tenant, and which of them the user asked for. Throws {@link InputError}. */
export function loadInput({ tenant: names, tenants: dir, catalogue = [] }: TenantOptions): TenantInput {
  const detections = loadCatalogue(catalogue);
  const changes = loadChanges(detections, catalogue);
  const all = loadTenants(dir, detections, changes);
  return { detections, changes, all, chosen: names === undefined ? all : names.map((name) => pick(name, all, dir)) };
}

/** The tenant of that name. Throws {@link InputError} with the nearest one. */
export function pick<T extends Pick<Tenant, "name">>(name: string, tenants: readonly T[], dir: string): T {
  const found = tenants.find((t) => t.name === name);
  if (found !== undefined) return found;
  const known = tenants.map((t) => t.name);
  const meant = nearest(name, known);
  throw new InputError([{ file: dir, path: "", message: `has no tenant ${shown(name)}; ${meant === undefined ? `it has ${known.slice(0, 20).join(", ")}` : `did you mean ${meant}?`}` }]);
}

export function instant(text: string): Date {
  const time = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z)?$/u.test(text) ? new Date(text.length === 10 ? `${text}T00:00:00Z` : text) : undefined;
  if (time === undefined || Number.isNaN(time.getTime()) || !time.toISOString().startsWith(text.slice(0, 10))) {
    throw new InvalidArgumentError("It is no instant in UTC; write 2026-11-20 or 2026-11-20T09:00:00Z.");
  }
  return time;
}
