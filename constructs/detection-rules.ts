import { Construct } from "constructs";
import type { TenantDetection } from "../catalogue/baseline";
import type { Family } from "../catalogue/schema";
import { DetectionRule, type DetectionRuleProps } from "./detection-rule";

/** What a family of detections needs beside the detections themselves. */
export interface DetectionRulesProps extends Omit<DetectionRuleProps, "rule"> {
  /** Every detection of the tenant; a construct takes its own family's. */
  readonly rules: readonly TenantDetection[];
}

/** A rule for each applicable detection of one family. A rule that is off stays declared, disabled; a hunting query can't be disabled, so it isn't there. */
export class DetectionRules extends Construct {
  readonly rules: readonly DetectionRule[];

  constructor(scope: Construct, id: string, family: Family, { rules, ...shared }: DetectionRulesProps) {
    super(scope, id);
    this.rules = rules.filter((rule) => rule.detection.family === family && isDeclared(rule)).map((rule) => new DetectionRule(this, { rule, ...shared }));
  }
}

function isDeclared({ detection, state }: TenantDetection): boolean {
  return state === "on" || (state === "off" && detection.kind !== "Hunting");
}
