import type { FailurePattern } from "./failure-pattern";

/** Who else works on the state. Terraform waited for as long as `-lock-timeout` says; more attempts would only wait longer. */
export const LOCK_FAILURES: readonly FailurePattern[] = [
  {
    id: "lock held",
    cause: "lock",
    when: /Lock Info: ID: (?<id>\S{1,100}) .{0,1200}?Operation: (?:OperationType)?(?<operation>\w+) Who: (?<who>\S{1,200}) .{0,100}?Created: (?<day>\d{4}-\d\d-\d\d) (?<time>\d\d:\d\d:\d\d)/iu,
    says: "the state is locked by {who} since {day}T{time}Z ({operation|lower})",
    mend: "wait for that run to end; if it is dead, `terraform force-unlock {id}` in the stack's folder",
  },
  {
    id: "lock held by unknown",
    cause: "lock",
    when: /state blob is already locked|there is (?:already|currently) a lease|workspace (?:is )?already locked|Error acquiring the state lock.*?already locked/iu,
    says: "the state is locked by another run",
    mend: "wait for that run to end; if it is dead, `terraform force-unlock` in the stack's folder, or unlock the workspace",
  },
];
