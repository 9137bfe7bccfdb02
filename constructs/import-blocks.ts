import { TerraformElement, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { azureIdKey, type ExistingIds } from "../catalogue/azure-id";
import { declaredIds } from "./declared-ids";
import { text } from "./terraform-text";

export interface ImportBlocksProps {
  /** Of the tenant. */
  readonly subscriptionId: string;
  readonly existing: ExistingIds;
}

/** A declared resource that exists already. */
export interface ImportedResource {
  readonly to: string;
  /** What Terraform's import takes. */
  readonly id: string;
  /** By `azureIdKey`, the ids of the list that are this resource's; none where it is there only because the list names what it holds. */
  readonly listedAs: readonly string[];
}

/** A declared resource of which the list can't say whether it exists. */
export interface NotLookedFor {
  readonly address: string;
  readonly reason: string;
}

/**
 * Terraform's `import` blocks (1.5) for those resources of a stack that exist already. It looks at what the stack holds when it is made, so it is made last.
 * cdktf's own `importFrom` runs `terraform version` at each synthesis. What goes into a block is the id that the configuration gives, never a listed one's
 * spelling: azurerm refuses ids in another case than its own, and would replace a resource whose name differs in case.
 */
export class ImportBlocks extends TerraformElement {
  readonly imported: readonly ImportedResource[];
  readonly notLookedFor: readonly NotLookedFor[];

  constructor(scope: Construct, id: string, { subscriptionId, existing }: ImportBlocksProps) {
    super(scope, id, "import");
    const declared = declaredIds(TerraformStack.of(this), subscriptionId);
    this.notLookedFor = declared.flatMap((resource) => ("unknown" in resource ? [{ address: resource.address, reason: resource.unknown }] : []));
    this.imported = declared.flatMap((resource) => {
      if ("unknown" in resource) return [];
      const keys = [...new Set([azureIdKey(resource.azure), azureIdKey(resource.terraform)])].filter((key) => existing.has(key));
      return keys.length === 0 ? [] : [{ to: resource.address, id: resource.terraform, listedAs: keys.filter((key) => existing.get(key) === "listed") }];
    });
  }

  override toTerraform(): unknown {
    return this.imported.length === 0 ? {} : { import: this.imported.map(({ to, id }) => ({ to, id: text(id) })) };
  }
}
