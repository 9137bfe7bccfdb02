import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { loadChanges, type CatalogueChanges } from "../../catalogue/changes";
import type { Detection } from "../../catalogue/detection";
import { loadCatalogue } from "../../catalogue/load";
import { loadTenants } from "../../catalogue/load-tenants";
import { referenceTenantsDir } from "../../catalogue/releases";
import type { Tenant } from "../../catalogue/tenant";
import { synthesizeAlone } from "../../constructs/fast-synthesis";
import { TenantStack } from "../../constructs/tenant-stack";
import type { TerraformJson } from "./record";

/** The instant at which reference tenants are synthesized: their approvals are live then. */
const CLOCK = new Date("2026-06-01T00:00:00Z");

/** A reference tenant's stack as the code at hand makes it. */
export interface ReferenceStack {
  /** Of its file, and in the records. */
  readonly name: string;
  readonly alerting: Tenant["alerting"];
  readonly terraform: TerraformJson;
}

export function referenceStacks(): ReferenceStack[] {
  const detections = loadCatalogue();
  const changes = loadChanges(detections);
  return loadTenants(referenceTenantsDir(), detections, changes).map((tenant) => ({
    name: basename(tenant.locate(["name"]).file, ".yaml"),
    alerting: tenant.alerting,
    terraform: stackOf(tenant, { detections, changes, now: CLOCK }),
  }));
}

/** What a tenant's stack says to Terraform. Nothing is left on the disk. */
export function stackOf(tenant: Tenant, props: { readonly detections: readonly Detection[]; readonly changes: CatalogueChanges; readonly now: Date }): TerraformJson {
  const outdir = mkdtempSync(join(tmpdir(), "mailbox-baseline-upgrade-"));
  try {
    return synthesizeAlone(outdir, (app) => new TenantStack(app, tenant.name, { tenant, ...props })).terraform;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
