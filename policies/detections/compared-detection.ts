import type { DetectionChange } from "../../catalogue/tenant";
import type { PlanResource } from "../../terraform/plan-resource";
import type { DetectionType } from "./detection-types";
import type { Judgement } from "../policy";

/** A detection that a plan changes. */
export interface ComparedDetection {
  readonly type: DetectionType;
  readonly before: PlanResource;
  readonly after: PlanResource;
  /** A value of an attribute for a message; of a block's attribute, by the block's name. */
  readonly shown: (attribute: string, value: unknown) => string;
}

/** What one aspect of a change does to the detection. */
export interface Observation extends Judgement {
  /** Whether a tenant's change of the detection says just this value; absent where no tenant file can grant it. */
  readonly granted?: (change: DetectionChange) => boolean;
}

/** That a value isn't known, so nobody can tell whether it weakens the detection. */
export function openValue(attribute: string, why: string): Observation {
  return { verdict: "unknown", message: `may be weakened: its ${attribute} ${why}`, mend: `write ${attribute} out, or look before it is applied` };
}
