import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Detection } from "./detection";
import { readLayered } from "./extends";
import { InputError, type Fault } from "./fault";
import { TenantShape } from "./tenant-schema";
import { toTenant, type Tenant } from "./tenant";
import { tenantFaults } from "./tenant-rules";
import { faultAt, validate } from "./validate";

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

/** A name is a stack and a tenant id is a tenant: two files that share one would overwrite or fight each other. */
function twins(tenants: readonly Tenant[]): Fault[] {
  return (["name", "tenantId"] as const).flatMap((key) =>
    tenants.flatMap((tenant, i) => {
      const first = tenants.slice(0, i).find((t) => t[key] === tenant[key]);
      return first === undefined ? [] : [faultAt([key], `${tenant[key]} is taken by ${first.locate([key]).file}; every tenant needs its own`, tenant.locate)];
    }),
  );
}
