import { dirname } from "node:path";
import type { ExistingIds } from "../../catalogue/azure-id";
import type { CatalogueChanges } from "../../catalogue/changes";
import { defined } from "../../catalogue/defined";
import type { Detection } from "../../catalogue/detection";
import type { Tenant } from "../../catalogue/tenant";
import { synthesizeAlone } from "../../constructs/fast-synthesis";
import type { ImportedResource, NotLookedFor } from "../../constructs/import-blocks";
import { TenantStack } from "../../constructs/tenant-stack";
import type { CdktfManifest } from "./publish";
import { unwritable } from "./staging";

/** What is the same for every tenant of a run. Plain data: it is sent to other processes. */
export interface SynthShared {
  readonly detections: readonly Detection[];
  readonly changes: CatalogueChanges;
  /** What exists already and is to be imported, where the user said so. */
  readonly existing?: ExistingIds;
  /** The instant by which exceptions and approvals are live or lapsed. */
  readonly now: Date;
  /** Folder that the stacks are written into: `stacks/NAME/cdk.tf.json`. */
  readonly outdir: string;
}

/** What the run learns of one tenant's stack beside its file. Plain data: it comes from other processes. */
export interface TenantOutput {
  /** Managed resources in the stack, of whatever type. */
  readonly resources: number;
  /** cdktf's list of stacks: this one. */
  readonly manifest: CdktfManifest;
  /** Where the run was told what exists. */
  readonly imports?: TenantImports;
}

export interface TenantImports {
  readonly imported: readonly ImportedResource[];
  readonly notLookedFor: readonly NotLookedFor[];
}

/** Writes one tenant's stack, in an App of its own: the constructs of one can be freed before the next one's are made. Throws {@link InputError} where it can't be written. */
export function synthesizeTenant(tenant: Tenant, { detections, changes, existing, now, outdir }: SynthShared): TenantOutput {
  const { stack, terraform, manifest } = written(outdir, () => synthesizeAlone(outdir, (app) => new TenantStack(app, tenant.name, { tenant, detections, changes, now, ...defined({ existing }) })));
  const resources = Object.values((terraform["resource"] ?? {}) as Record<string, object>).reduce((sum, named) => sum + Object.keys(named).length, 0);
  return { resources, manifest, ...defined({ imports: importsOf(stack) }) };
}

/** A full disk is the output folder's fault, in whichever process it is met. */
function written<T>(outdir: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw unwritable(dirname(outdir), error);
  }
}

/** As plain data: the blocks hold on to their whole tree. */
function importsOf({ imports }: TenantStack): TenantImports | undefined {
  return imports === undefined ? undefined : { imported: imports.imported, notLookedFor: imports.notLookedFor };
}
