import type { FailurePattern } from "./failure-pattern";

/** Where the state lies, and why it is not there. */
export const BACKEND_FAILURES: readonly FailurePattern[] = [
  {
    id: "state container missing",
    cause: "backend",
    when: /ContainerNotFound|The specified container does not exist/iu,
    says: "the container of the state does not exist (404)",
    mend: "create it, or mend `backend` in the tenant file",
  },
  {
    id: "state account missing",
    cause: "backend",
    when: /lookup \S+\.(?:blob|dfs)\.(?:core|storage)\.\S+?:? .*?no such host|storage account.*?(?:ResourceNotFound|was not found)|(?:ResourceGroupNotFound|ResourceNotFound).*?storage ?accounts?/iu,
    says: "the storage account of the state does not exist, or its name can't be resolved from here",
    mend: "mend `backend` in the tenant file, or this machine's DNS where the account has a private endpoint",
  },
  {
    id: "backend changed",
    cause: "backend",
    when: /Backend (?:configuration|type) changed/iu,
    says: "the stack's folder was initialised for another backend",
    mend: "remove its `.terraform`, or `terraform init -migrate-state` there if the state must move",
  },
  {
    id: "workspace missing",
    cause: "backend",
    when: /currently selected workspace \([^)]*\) does not exist|workspace "[^"]*" (?:does not exist|not found)|no workspaces? (?:found|exist)/iu,
    says: "the workspace does not exist",
    mend: "apply the stack once, or mend `backend` in the tenant file or TF_WORKSPACE",
  },
  {
    id: "organization missing",
    cause: "backend",
    when: /organization (?:"[^"]*" )?(?:at host \S+ )?(?:not found|does not exist)|Failed to read organization/iu,
    says: "HCP Terraform knows no such organization, or the token does not see it",
    mend: "mend `backend` in the tenant file, or the token",
  },
];

/** What is left when nothing above says why; so looked for last. */
export const UNREADABLE_STATES: readonly FailurePattern[] = [
  {
    id: "backend",
    cause: "backend",
    when: /Failed to (?:get existing workspaces|load (?:the )?state|read state)|Error (?:loading|refreshing|inspecting) (?:the )?state|Error configuring the backend|Failed to initialise the backend/iu,
    says: "the state can't be read",
    mend: "run `terraform init` and `terraform plan` in the stack's folder, which say more",
  },
];
