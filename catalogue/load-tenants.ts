import { readdirSync } from "node:fs";
import { join } from "node:path";
import { bundledChanges, type CatalogueChanges } from "./changes";
import type { Detection } from "./detection";
import { readLayered } from "./extends";
import { InputError, type Fault } from "./fault";
import { TenantShape } from "./tenant-schema";
import { toTenant, type Tenant } from "./tenant";
import { tenantFaults } from "./tenant-rules";
import { validate } from "./validate";
import type { YamlDocument } from "./yaml-document";

/**
 * Every tenant of a folder, in the order of their file names. Files that begin with `_` are bases to extend, no tenants.
 * Throws {@link InputError} with every fault of every file.
 * @param changes what became of detections that are gone, for tenant files that name them still
 */
export function loadTenants(dir: string, detections: readonly Detection[], changes: CatalogueChanges = bundledChanges()): readonly Tenant[] {
  const faults: Fault[] = [];
  const tenants: Tenant[] = [];
  const bases = new Map<string, YamlDocument>();
  for (const file of tenantFiles(dir)) {
    try {
      tenants.push(loadTenant(file, detections, changes, bases));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.push(...error.faults);
    }
  }
  faults.push(...twinFaults(tenants.map(ownValues)));
  if (faults.length > 0) throw new InputError(faults);
  return tenants;
}

/** Reads one tenant file whole. @param bases files that tenants extend, by path: each is parsed once for all that share the map */
export function loadTenant(file: string, detections: readonly Detection[], changes: CatalogueChanges = bundledChanges(), bases?: Map<string, YamlDocument>): Tenant {
  const { value, locate } = readLayered(file, bases);
  const result = validate(TenantShape, value, locate);
  if (!result.ok) throw new InputError(result.faults);
  const tenant = toTenant(result.value, locate);
  const faults = tenantFaults(tenant, detections, changes);
  if (faults.length > 0) throw new InputError(faults);
  return tenant;
}

/** Paths of a folder's tenant files, sorted. Throws {@link InputError} where there is none. */
export function tenantFiles(dir: string): string[] {
  let names: string[];
  try {
    names = readdirSync(dir);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new InputError([{ file: dir, path: "", message: code === "ENOENT" ? "does not exist; `mailbox-baseline init` writes a first tenant file, --tenants names another folder" : `cannot be read as a folder: ${code}` }]);
  }
  const files = names.filter((name) => /\.ya?ml$/u.test(name) && !name.startsWith("_") && !name.startsWith(".")).sort();
  if (files.length === 0) throw new InputError([{ file: dir, path: "", message: "holds no tenant file (*.yaml); `mailbox-baseline init` writes one" }]);
  return files.map((name) => join(dir, name));
}

/** What no two tenants may share: a name is a stack, a tenant id a tenant, and rules of one name can't stand twice on a workspace. */
const OWN: readonly { readonly key: string; readonly of: (tenant: Tenant) => string }[] = [
  { key: "name", of: (t) => t.name },
  { key: "tenantId", of: (t) => t.tenantId },
  { key: "workspace", of: ({ workspace: w, subscriptionId }) => `${subscriptionId}/${w.resourceGroup}/${w.name}`.toLowerCase() },
];

/** What a tenant must have for itself alone, and where it is written. Plain data, so that tenants read by different processes can be compared. */
export interface OwnValues {
  readonly name: string;
  readonly values: readonly { readonly key: string; readonly value: string; readonly file: string; readonly line: number }[];
}

export function ownValues(tenant: Tenant): OwnValues {
  return { name: tenant.name, values: OWN.map(({ key, of }) => ({ key, value: of(tenant), ...tenant.locate([key]) })) };
}

/** A fault for each tenant that has what another before it has. */
export function twinFaults(tenants: readonly OwnValues[]): Fault[] {
  return OWN.flatMap(({ key }) => {
    const first = new Map<string, { readonly tenant: string; readonly file: string }>();
    return tenants.flatMap(({ name, values }) =>
      values.filter((own) => own.key === key).flatMap(({ value, file, line }): Fault[] => {
        const twin = first.get(value);
        if (twin === undefined) first.set(value, { tenant: name, file });
        // Two files of one name have one workspace too, unless they say otherwise: one fault is enough.
        return twin === undefined || (key === "workspace" && twin.tenant === name) ? [] : [{ file, line, path: key, message: `${value} is taken by ${twin.file}; every tenant needs its own` }];
      }),
    );
  });
}
