import type { FailurePattern } from "./failure-pattern";

/** What the login may not do: in the storage of the state, in Azure, in Microsoft Graph, in HCP Terraform. */
export const PERMISSION_FAILURES: readonly FailurePattern[] = [
  {
    id: "state takes no keys",
    cause: "permission",
    when: /KeyBasedAuthenticationNotPermitted/u,
    says: "the state's storage account takes no account keys, only logins of Entra ID",
    mend: "unset ARM_ACCESS_KEY and ARM_SAS_TOKEN, and log in",
  },
  {
    id: "state forbidden",
    cause: "permission",
    when: /AuthorizationPermissionMismatch/u,
    says: "the login may not read the state's storage account (403)",
    mend: "give it the role Storage Blob Data Contributor on the state's container; planning takes a lease there",
  },
  {
    id: "state not from here",
    cause: "permission",
    when: /(?:ListBlobs|workspaces|state|blobs?\.Client|containers?\.Client).{0,500}?\bAuthorizationFailure\b/iu,
    says: "the state's storage account refuses requests from this network, or this login (403 AuthorizationFailure)",
    mend: "let this machine through the account's firewall, and give the login the role Storage Blob Data Contributor",
  },
  {
    id: "state keys forbidden",
    cause: "permission",
    when: /(?:retrieving keys for Storage Account|listKeys).*?(?:403|AuthorizationFailed|does not have authorization)/iu,
    says: "the login may not read the keys of the state's storage account",
    mend: "give it the role Storage Blob Data Contributor there, and let the backend use Entra ID (`use_azuread_auth`)",
  },
  {
    id: "Azure forbidden",
    cause: "permission",
    when: /does not have authorization to perform action '(?<action>[\w./*-]+)'/iu,
    says: "the login may not do {action}",
    mend: "give it the role Reader and Microsoft Sentinel Reader where the workspace is",
  },
  {
    id: "Graph forbidden",
    cause: "permission",
    when: /Authorization_RequestDenied|Insufficient privileges to complete the operation/iu,
    says: "the login lacks a permission of Microsoft Graph",
    mend: "grant and consent to Application.Read.All, which reading applications and their roles takes",
  },
  {
    id: "subscription unknown",
    cause: "permission",
    when: /SubscriptionNotFound|The subscription '[^']*' could not be found/iu,
    says: "the login does not see the subscription",
    mend: "give it a role in the subscription, or mend `subscriptionId` in the tenant file",
  },
  {
    id: "HCP forbidden",
    cause: "permission",
    when: /insufficient (?:rights|permissions) to (?<what>[\w ]+)/iu,
    says: "the token of HCP Terraform may not {what}",
    mend: "give its team the right to plan in the workspace",
  },
  {
    id: "forbidden",
    cause: "permission",
    when: /status(?: ?code)?[ =:]+403|\b403\b[ (]*Forbidden|AuthorizationFailed/iu,
    says: "the login lacks a permission (403)",
    mend: "give it the rights to read what the stack manages",
  },
];
