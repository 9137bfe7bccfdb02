import { existsSync } from "node:fs";
import { loadChanges, type CatalogueChanges } from "../../catalogue/changes";
import type { Detection } from "../../catalogue/detection";
import { loadCatalogue } from "../../catalogue/load";
import { loadTenant } from "../../catalogue/load-tenants";
import { loadTenants } from "../../catalogue/load-tenants";
import type { Tenant } from "../../catalogue/tenant";
import type { YamlDocument } from "../../catalogue/yaml-document";
import { pick, type TenantOptions } from "../options";

/** Reads a tenant's file when it is judged, and not before: of a thousand, only as many are held as are planned at once. */
export class TenantFiles {
  private readonly bases = new Map<string, YamlDocument>();
  private readonly detections: readonly Detection[];
  private readonly changes: CatalogueChanges;

  constructor({ catalogue = [] }: Pick<TenantOptions, "catalogue">) {
    this.detections = loadCatalogue(catalogue);
    this.changes = loadChanges(this.detections, catalogue);
  }

  read(file: string): Tenant {
    return loadTenant(file, this.detections, this.changes, this.bases);
  }

  /** All of a folder. */
  all(dir: string): readonly Tenant[] {
    return loadTenants(dir, this.detections, this.changes);
  }
}

/** The tenants that plans may be of, as `review` has it: without a folder of that name none has a file; one that is named must be there. */
export function tenantsOfPlans({ tenant, tenants, catalogue }: TenantOptions): { readonly all: readonly Tenant[]; readonly named: Tenant | undefined } {
  const name = tenant?.[0];
  if (tenants === "tenants" && name === undefined && !existsSync(tenants)) return { all: [], named: undefined };
  const all = new TenantFiles(catalogue === undefined ? {} : { catalogue }).all(tenants);
  return { all, named: name === undefined ? undefined : pick(name, all, tenants) };
}
