import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Detection } from "./detection";
import { readLayered } from "./extends";
import { InputError, type Fault } from "./fault";
import { TenantShape } from "./tenant-schema";
import { toTenant, type Tenant } from "./tenant";
import { tenantFaults } from "./tenant-rules";
import { faultAt, validate } from "./validate";
import type { Path } from "./yaml-document";

/**
 * Every tenant of a folder, in the order of their file names. Files that begin with `_` are bases to extend, no tenants.
 * Throws {@link InputError} with every fault of every file.
 */
export function loadTenants(dir: string, detections: readonly Detection[]): readonly Tenant[] {
  const faults: Fault[] = [];
  const tenants: Tenant[] = [];
  for (const file of tenantFiles(dir)) {
    try {
      tenants.push(loadTenant(file, detections));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.push(...error.faults);
    }
  }
  faults.push(...twins(tenants));
  if (faults.length > 0) throw new InputError(faults);
  return tenants;
}

/** Reads one tenant file whole. */
export function loadTenant(file: string, detections: readonly Detection[]): Tenant {
  const { value, locate } = readLayered(file);
  const result = validate(TenantShape, value, locate);
  if (!result.ok) throw new InputError(result.faults);
  const tenant = toTenant(result.value, locate);
  const faults = tenantFaults(tenant, detections);
  if (faults.length > 0) throw new InputError(faults);
  return tenant;
}

function tenantFiles(dir: string): string[] {
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
const OWN: readonly { readonly path: Path; readonly of: (tenant: Tenant) => string | undefined }[] = [
  { path: ["name"], of: (t) => t.name },
  { path: ["tenantId"], of: (t) => t.tenantId },
  { path: ["workspace"], of: ({ workspace: w, subscriptionId }) => `${subscriptionId}/${w.resourceGroup}/${w.name}`.toLowerCase() },
];

function twins(tenants: readonly Tenant[]): Fault[] {
  return OWN.flatMap(({ path, of }) => {
    const first = new Map<string, Tenant>();
    return tenants.flatMap((tenant) => {
      const value = of(tenant) ?? "";
      const twin = first.get(value);
      if (twin === undefined) first.set(value, tenant);
      // Two files of one name have one workspace too, unless they say otherwise: one fault is enough.
      return twin === undefined || (path[0] === "workspace" && twin.name === tenant.name) ? [] : [faultAt(path, `${value} is taken by ${twin.locate(path).file}; every tenant needs its own`, tenant.locate)];
    });
  });
}
