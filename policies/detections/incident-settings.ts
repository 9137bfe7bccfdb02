import type { Block } from "../../terraform/resource";

/** Since azurerm 4, and before it. */
const NAMES = ["incident", "incident_configuration"] as const;

/**
 * What a Sentinel rule says of its incidents; undefined where it leaves that to Sentinel, which opens one for each alert. The provider reads the block back
 * where the configuration leaves it out, so until apply it is unknown as a whole (facts: terraform-cdk).
 */
export function incidentSettings(rule: Block): Block | undefined {
  for (const name of NAMES) {
    const blocks = rule.blocks(name);
    if (blocks.known && blocks.value[0] !== undefined) return blocks.value[0];
  }
  return undefined;
}
