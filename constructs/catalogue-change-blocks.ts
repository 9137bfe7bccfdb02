import { MonitorScheduledQueryRulesAlertV2 } from "@cdktf/provider-azurerm/lib/monitor-scheduled-query-rules-alert-v2";
import { SentinelAlertRuleNrt } from "@cdktf/provider-azurerm/lib/sentinel-alert-rule-nrt";
import { SentinelAlertRuleScheduled } from "@cdktf/provider-azurerm/lib/sentinel-alert-rule-scheduled";
import { TerraformElement } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import type { CatalogueChanges } from "../catalogue/changes";
import { renamesTo } from "../catalogue/renames";
import type { Tenant } from "../catalogue/tenant";
import { DetectionRule } from "./detection-rule";

export interface CatalogueChangeBlocksProps {
  /** Where the rules stand: a `TenantBaseline`, or anything above its rules. All of them are there already. */
  readonly rulesIn: IConstruct;
  readonly changes: CatalogueChanges;
  readonly alerting: Tenant["alerting"];
}

/** What a retired detection can have been in a tenant's state; a block for what was never there does nothing. */
const RULE_TYPES: Readonly<Record<Tenant["alerting"], readonly string[]>> = {
  sentinel: [SentinelAlertRuleScheduled.tfResourceType, SentinelAlertRuleNrt.tfResourceType],
  "azure-monitor": [MonitorScheduledQueryRulesAlertV2.tfResourceType],
};

/**
 * Terraform's `moved` and `removed` blocks for detections that were renamed or retired since a state was written.
 * cdktf's own `moveTo` would run `terraform version` during synthesis (facts: terraform-cdk).
 *
 * A rule's name in Azure is its detection's id, and a name can't be changed (azurerm: "Changing this forces a new … to be created"), so a rename
 * replaces the rule. `create_before_destroy` leaves no gap: the names differ, so both stand for a moment. Terraform then also creates before it
 * destroys whatever such a rule depends on, if that is ever replaced in the same plan.
 *
 * A rule that was of another kind under its old id, near-real-time say, isn't moved: Terraform moves within a type only, so it destroys the old one.
 */
export class CatalogueChangeBlocks extends TerraformElement {
  private readonly moved: readonly MovedBlock[];
  private readonly removed: readonly RemovedBlock[];

  constructor(scope: Construct, id: string, { rulesIn, changes, alerting }: CatalogueChangeBlocksProps) {
    super(scope, id);
    const rules = rulesIn.node.findAll().filter((construct) => construct instanceof DetectionRule);
    const declared = new Set(rules.map(addressOf));
    this.moved = rules.flatMap((rule) => movesOf(rule, changes, declared));
    this.removed = changes.retired.flatMap((retired) => removalsOf(retired, changes, alerting)).filter(({ from }) => !declared.has(from));
  }

  override toTerraform(): unknown {
    return { ...(this.moved.length === 0 ? {} : { moved: this.moved }), ...(this.removed.length === 0 ? {} : { removed: this.removed }) };
  }
}

interface MovedBlock {
  readonly from: string;
  readonly to: string;
}

interface RemovedBlock {
  readonly from: string;
  readonly lifecycle: readonly [{ readonly destroy: boolean }];
}

/** Terraform follows a chain of moves by itself, so each step is a block: an older state enters it at its own id. */
function movesOf(rule: DetectionRule, changes: CatalogueChanges, declared: ReadonlySet<string>): MovedBlock[] {
  const type = rule.resource.terraformResourceType;
  const steps = renamesTo(rule.node.id, changes).map(({ from, to }) => ({ from: `${type}.${from}`, to: `${type}.${to}` }));
  const revived = steps.findIndex(({ from }) => declared.has(from));
  const moves = revived === -1 ? steps : steps.slice(0, revived);
  if (moves.length > 0) rule.resource.lifecycle = { ...rule.resource.lifecycle, createBeforeDestroy: true };
  return moves;
}

/** Also under the ids that it had before: a state that is old enough knows it by one of them. */
function removalsOf({ id, destroy }: CatalogueChanges["retired"][number], changes: CatalogueChanges, alerting: Tenant["alerting"]): RemovedBlock[] {
  const ids = [id, ...renamesTo(id, changes).map(({ from }) => from)];
  return RULE_TYPES[alerting].flatMap((type) => ids.map((old): RemovedBlock => ({ from: `${type}.${old}`, lifecycle: [{ destroy }] })));
}

function addressOf({ node, resource }: DetectionRule): string {
  return `${resource.terraformResourceType}.${node.id}`;
}
