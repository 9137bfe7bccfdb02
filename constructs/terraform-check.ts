import { TerraformElement, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { setLogicalId } from "./logical-id";

export interface Assertion {
  /** A Terraform expression without `${}`: cdktf's own operators render `!= ""` as `!= undefined`. */
  readonly condition: string;
  /** What is wrong when it is false. Already escaped. */
  readonly errorMessage: string;
}

/**
 * Terraform's `check` block, which cdktf doesn't have. Its assertions run at every plan and apply and warn without stopping them.
 * No data source stands inside: one there makes `plan -detailed-exitcode` return 2 for ever (facts: terraform-cdk, measured on 1.11.4).
 */
export class TerraformCheck extends TerraformElement {
  constructor(scope: Construct, id: string, private readonly assertions: readonly Assertion[]) {
    super(scope, id, "check");
    setLogicalId(this, "check", id);
  }

  override toTerraform(): unknown {
    const assert = this.assertions.map(({ condition, errorMessage }) => ({ condition: `\${${condition}}`, error_message: errorMessage }));
    return { check: { [this.friendlyUniqueId]: { assert } } };
  }

  /** `check.log-retention-kept` */
  get address(): string {
    return `check.${TerraformStack.of(this).getLogicalId(this)}`;
  }
}
