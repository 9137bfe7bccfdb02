import { alertsReachSomeone } from "./alerts-reach-someone";
import { APPLICATION_POLICIES } from "./application-policies";
import { approvedAppIsScoped } from "./approved-app-is-scoped";
import { auditPipelineKept } from "./audit-pipeline-kept";
import { checksHold } from "./checks-hold";
import { destroyIsExplained } from "./destroy-is-explained";
import { detectionNotDisabled } from "./detection-not-disabled";
import { detectionNotLeftDisabled } from "./detection-not-left-disabled";
import { detectionNotRemoved } from "./detection-not-removed";
import { detectionNotWeakened } from "./detection-not-weakened";
import { exceptionsAreLive } from "./exceptions-are-live";
import { logRetentionKept } from "./log-retention-kept";
import { noLongLivedAppSecret } from "./no-long-lived-app-secret";
import { planIsComplete } from "./plan-is-complete";
import type { Policy } from "./policy";
import { providerVersionKnown } from "./provider-version-known";
import { queryChangeExplained } from "./query-change-explained";
import { workspaceNotReplaced } from "./workspace-not-replaced";

/** Every policy that a plan is held to, in the order in which findings of one verdict are told: whether the plan can be judged at all comes first. */
export const POLICIES: readonly Policy[] = [
  planIsComplete,
  ...APPLICATION_POLICIES,
  approvedAppIsScoped,
  noLongLivedAppSecret,
  detectionNotRemoved,
  detectionNotDisabled,
  detectionNotLeftDisabled,
  detectionNotWeakened,
  queryChangeExplained,
  alertsReachSomeone,
  logRetentionKept,
  auditPipelineKept,
  workspaceNotReplaced,
  destroyIsExplained,
  checksHold,
  exceptionsAreLive,
  providerVersionKnown,
];
