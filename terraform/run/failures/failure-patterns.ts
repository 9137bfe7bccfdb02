import { BACKEND_FAILURES, UNREADABLE_STATES } from "./backend-failures";
import type { FailurePattern } from "./failure-pattern";
import { LOCK_FAILURES } from "./lock-failures";
import { LOGIN_FAILURES } from "./login-failures";
import { BROKEN_OFF, NETWORK_FAILURES } from "./network-failures";
import { PERMISSION_FAILURES } from "./permission-failures";
import { TERRAFORM_FAILURES } from "./terraform-failures";
import { THROTTLED } from "./throttling";

/** Every failure that is known, in the order in which they are looked for: an error that says two things means the first. */
export const FAILURE_PATTERNS: readonly FailurePattern[] = [
  ...TERRAFORM_FAILURES,
  ...LOCK_FAILURES,
  ...THROTTLED,
  ...LOGIN_FAILURES,
  ...PERMISSION_FAILURES,
  ...BACKEND_FAILURES,
  ...BROKEN_OFF,
  ...NETWORK_FAILURES,
  ...UNREADABLE_STATES,
];
