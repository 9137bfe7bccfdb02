import { failureOf } from "../../../../terraform/run/failures/failure";
import { FAILURE_PATTERNS } from "../../../../terraform/run/failures/failure-patterns";
import { Secrets } from "../../../../terraform/run/secrets";

/** Errors as Terraform, the providers, Azure and Entra ID write them; names and ids are made up. */
const TEXTS: readonly (readonly [id: string, summary: string, detail: string, told: string])[] = [
  ["disk full", "Failed to write plan file", "The plan file could not be written: write /var/x/plan: no space left on device.", "disk: the disk is full"],
  ["disk read-only", "Failed to install provider", "Error while installing hashicorp/azurerm v4.55.0: open .terraform/providers: read-only file system", "disk: the file system is read-only"],
  ["no write permission", "Failed to install provider", "Error while installing hashicorp/azurerm v4.55.0: mkdir .terraform/providers: permission denied", "disk: a file may not be read or written: permission denied"],
  ["needs init", 'Backend initialization required, please run "terraform init"', 'Reason: Initial configuration of the requested backend "local"', "terraform: the stack's folder is not initialised, even after init"],
  ["needs init", "Inconsistent dependency lock file", "The following dependency selections recorded in the lock file are inconsistent with the current configuration:\n  - provider registry.terraform.io/hashicorp/azurerm: required by this configuration but no version is selected", "terraform: the stack's folder is not initialised, even after init"],
  ["needs init", "Required plugins are not installed", "The installed provider plugins are not consistent with the packages selected in the dependency lock file:\n  - registry.terraform.io/hashicorp/azurerm: there is no package for registry.terraform.io/hashicorp/azurerm 4.55.0 cached in .terraform/providers", "terraform: the stack's folder is not initialised, even after init"],
  ["version", "Unsupported Terraform Core version", "This configuration does not support Terraform version 1.11.4. To proceed, either choose another supported Terraform version or update this version constraint.", "terraform: the stack does not allow Terraform 1.11.4"],
  ["version", "Unsupported OpenTofu Core version", "This configuration does not support OpenTofu version 1.8.0. To proceed, either choose another supported OpenTofu version", "terraform: the stack does not allow OpenTofu 1.8.0"],
  ["state of a newer version", "Failed to load state", "state snapshot was created by Terraform v1.12.2, which is newer than current v1.11.4; upgrade to Terraform v1.12.2 or greater to work with this state", "terraform: the state was written by a newer version, v1.12.2"],
  ["option unknown", "Failed to parse command-line flags", "flag provided but not defined: -json", "terraform: this version does not know the option -json"],
  ["cache damaged", "Failed to install provider from shared cache", "Error while importing hashicorp/azurerm v4.55.0 from the shared cache directory: the provider cache at .terraform/providers has a copy of registry.terraform.io/hashicorp/azurerm 4.55.0 that doesn't match any of the checksums recorded in the dependency lock file.", "provider: the plugin cache's copy of a provider is not what the lock file says"],
  ["no such version", "Failed to query available provider packages", "Could not retrieve the list of available versions for provider hashicorp/azurerm: no available releases match the given constraints 4.999.0", "provider: the registry has no release of a provider that the stack's constraints allow"],
  ["provider crashed", "The terraform-provider-azurerm_v4.1.0_x5 plugin crashed!", "This is always indicative of a bug within the plugin.", "provider: the provider azurerm crashed"],
  ["provider gone", "Plugin did not respond", "The plugin encountered an error, and failed to respond to the plugin.(*GRPCProvider).ReadResource call. The plugin logs may contain more details.", "provider: a provider crashed or was killed while it was asked"],
  ["provider does not start", "Failed to load plugin schemas", "Error while loading schemas for plugin components: Failed to obtain provider schema: Could not load the schema for provider registry.terraform.io/hashicorp/azurerm: failed to instantiate provider: timeout while waiting for plugin to start.", "provider: a provider could not be started"],
  ["variable missing", "No value for required variable", 'The root module input variable "alert_webhook" is not set, and has no default value. Use a -var or -var-file command line argument to provide a value for this variable.', "variable: the variable alert_webhook has no value"],
  ["variable of another type", "Invalid value for input variable", "Unsuitable value for var.days set using the TF_VAR_days environment variable: a number is required.", "variable: the value of the variable days is of another type than it must be"],
  ["variable refused", "Invalid value for variable", "hunter2 is no URL\n\nThis was checked by the validation rule at cdk.tf.json:1,55-56.", "variable: the value of a variable is refused by its validation"],
  ["lock held", "Error acquiring the state lock", "Error message: resource temporarily unavailable\nLock Info:\n  ID:        fc4053bb-845c-74fd-3f16-de67b241d422\n  Path:      x.tfstate\n  Operation: OperationTypeApply\n  Who:       ci@runner-7\n  Version:   1.11.4\n  Created:   2026-11-20 09:00:29.330290754 +0000 UTC\n  Info:      \n\n\nTerraform acquires a state lock to protect the state from being written\nby multiple users at the same time.", "lock: the state is locked by ci@runner-7 since 2026-11-20T09:00:29Z (apply)"],
  ["lock held", "Error acquiring the state lock", "Error message: state blob is already locked\nLock Info:\n  ID:        b7a4e6c2-7c2d-4f7a-9d31-000000000001\n  Path:      tfstate/net.tfstate\n  Operation: OperationTypePlan\n  Who:       user@codespace\n  Version:   1.12.2\n  Created:   2026-07-09 14:25:01.1 +0000 UTC\n  Info:", "lock: the state is locked by user@codespace since 2026-07-09T14:25:01Z (plan)"],
  ["lock held by unknown", "Error acquiring the state lock", "Error message: state blob is already locked", "lock: the state is locked by another run"],
  ["Azure throttles", "retrieving Workspace", "unexpected status 429 (429 Too Many Requests) with error: SubscriptionRequestsThrottled: Number of 'read' requests for subscription 'e093f4fd-0000-0000-0000-000000000000' actor '85e5d083-0000-0000-0000-000000000000' exceeded. Please try again after '10' seconds.", "throttled: Azure Resource Manager refuses requests for now (SubscriptionRequestsThrottled)"],
  ["Graph throttles", "Listing app role assignments", "unexpected status 429 (429 Too Many Requests) with error: TooManyRequests: Too many requests from Identifier:x under category:aadgraph.app.tenant_large. Please try again later.", "throttled: Microsoft Graph refuses requests for now"],
  ["storage busy", "Failed to load state", "executing request: unexpected status 503 (503 The server is busy.) with ServerBusy: The server is busy.", "throttled: a storage account is too busy to answer (ServerBusy)"],
  ["throttled", "retrieving Route", "performing CreateOrUpdate: unexpected status 429 (429 Too Many Requests) with error: RetryableError: A retryable error occurred.", "throttled: a service refuses requests for now (429)"],
  ["no Azure CLI", 'unable to build authorizer for Storage API: could not configure AzureCli Authorizer: could not parse Azure CLI version: launching Azure CLI: exec: "az": executable file not found in $PATH', "", "login: the login is to be the Azure CLI's, and there is no `az`"],
  ["az login", "unable to build authorizer for Resource Manager API", "could not configure AzureCli Authorizer: tenant ID was not specified and the default tenant ID could not be determined: obtaining tenant ID: obtaining account details: running Azure CLI: exit status 1: ERROR: Please run 'az login' to setup account.", "login: nobody is logged in to the Azure CLI, or its login has expired"],
  ["az login", "building account", "could not acquire access token to parse claims: running Azure CLI: exit status 1: ERROR: AADSTS700082: The refresh token has expired due to inactivity.", "login: nobody is logged in to the Azure CLI, or its login has expired"],
  ["secret expired", "building account", `could not acquire access token to parse claims: clientCredentialsToken: received HTTP status 401 with response: {"error":"invalid_client","error_description":"AADSTS7000222: The provided client secret keys for app '6b2d1d92-0000-0000-0000-e821127bec50' are expired. Visit the Azure portal to create new keys for your app"}`, "login: the client secret of the application has expired (AADSTS7000222)"],
  ["secret wrong", "building account", `could not acquire access token to parse claims: clientCredentialsToken: received HTTP status 401 with response: {"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID"}`, "login: the client secret is wrong (AADSTS7000215)"],
  ["certificate wrong", "building account", "AADSTS700027: The certificate with identifier used to sign the client assertion is not registered on application.", "login: the client certificate is wrong, expired or can't be read"],
  ["application unknown", "building account", `could not acquire access token to parse claims: clientCredentialsToken: received HTTP status 400 with response: {"error":"unauthorized_client","error_description":"AADSTS700016: Application with identifier 'd7b671d8-0000-0000-0000-6d47e45b42ac' was not found in the directory 'Contoso'."}`, "login: the tenant does not know the application that logs in (AADSTS700016)"],
  ["tenant unknown", "building account", `clientCredentialsToken: received HTTP status 400 with response: {"error":"invalid_request","error_description":"AADSTS90002: Tenant '00000000-0000-0000-0000-000000000001' not found. Check to make sure you have the correct tenant ID"}`, "login: there is no such tenant in this cloud (AADSTS90002)"],
  ["wrong tenant", "retrieving Subscription", "unexpected status 401 (401 Unauthorized) with error: InvalidAuthenticationTokenTenant: The access token is from the wrong issuer 'https://sts.windows.net/x/'. It must match the tenant", "login: the login is for another tenant than the stack's"],
  ["no federated credential", "building account", "clientAssertionToken: received HTTP status 401: AADSTS700213: No matching federated identity record found for presented assertion subject 'repo:contoso/mail:environment:dev'.", "login: the application has no federated credential for this run (AADSTS700213)"],
  ["no federated credential", "building account", "AADSTS70021: No matching federated identity record found for presented assertion. Assertion Issuer: 'https://token.actions.githubusercontent.com'.", "login: the application has no federated credential for this run (AADSTS70021)"],
  ["OIDC token expired", "building account", "AADSTS700024: Client assertion is not within its valid time range.", "login: the OIDC token has expired (AADSTS700024)"],
  ["no OIDC token", "unable to build authorizer for Resource Manager API", "could not configure OIDC Authorizer: missing parameter: FederatedAssertion", "login: there is no OIDC token to log in with"],
  ["no managed identity", "building account", 'could not acquire access token to parse claims: Get "http://169.254.169.254/metadata/identity/oauth2/token": dial tcp 169.254.169.254:80: i/o timeout', "login: no managed identity answers on this machine"],
  ["conditional access", "building account", "AADSTS53003: Access has been blocked by Conditional Access policies.", "login: Conditional Access does not allow this login (AADSTS53003)"],
  ["Entra ID refuses", "building account", "AADSTS7000112: Application is disabled.", "login: Entra ID refuses the login (AADSTS7000112)"],
  ["no login", "unable to build authorizer for Storage API", "no Authorizer could be configured, please check your configuration", "login: no login is set up that the stack could use"],
  ["HCP token missing", "Required token could not be found", "Run the following command to generate a token for app.terraform.io:\n    terraform login", "login: there is no token for HCP Terraform"],
  ["token refused", "Error loading workspace", "Error retrieving workspaces: unauthorized", "login: the login was refused (401)"],
  ["state takes no keys", "Failed to get existing workspaces", 'containers.Client#ListBlobs: Failure responding to request: StatusCode=403 -- Original Error: autorest/azure: Service returned an error. Status=403 Code="KeyBasedAuthenticationNotPermitted" Message="Key based authentication is not permitted on this storage account"', "permission: the state's storage account takes no account keys, only logins of Entra ID"],
  ["state forbidden", "Failed to get existing workspaces", "executing request: unexpected status 403 (403 This request is not authorized to perform this operation using this permission.) with AuthorizationPermissionMismatch: This request is not authorized to perform this operation using this permission.", "permission: the login may not read the state's storage account (403)"],
  ["state not from here", "Failed to get existing workspaces", 'containers.Client#ListBlobs: Failure responding to request: StatusCode=403 -- Original Error: autorest/azure: Service returned an error. Status=403 Code="AuthorizationFailure" Message="This request is not authorized to perform this operation."', "permission: the state's storage account refuses requests from this network, or this login (403 AuthorizationFailure)"],
  ["state keys forbidden", "Error retrieving keys for Storage Account", 'storage.AccountsClient#ListKeys: Failure responding to request: StatusCode=403 -- Original Error: Code="AuthorizationFailed" Message="The client does not have authorization to perform action \'Microsoft.Storage/storageAccounts/listKeys/action\'"', "permission: the login may not read the keys of the state's storage account"],
  ["Azure forbidden", "retrieving Alert Rule", "unexpected status 403 (403 Forbidden) with error: AuthorizationFailed: The client 'x' with object id 'y' does not have authorization to perform action 'Microsoft.SecurityInsights/alertRules/read' over scope '/subscriptions/z'", "permission: the login may not do Microsoft.SecurityInsights/alertRules/read"],
  ["Graph forbidden", "Could not retrieve app role assignments", "unexpected status 403 (403 Forbidden) with error: Authorization_RequestDenied: Insufficient privileges to complete the operation.", "permission: the login lacks a permission of Microsoft Graph"],
  ["subscription unknown", "retrieving Subscription", "unexpected status 404 (404 Not Found) with error: SubscriptionNotFound: The subscription '00000000-0000-0000-0000-000000000002' could not be found.", "permission: the login does not see the subscription"],
  ["HCP forbidden", "Insufficient rights to generate a plan", "The provided credentials have insufficient rights to generate a plan. In order to generate plans, at least plan permissions on the workspace are required.", "permission: the token of HCP Terraform may not generate a plan"],
  ["forbidden", "retrieving thing", "unexpected status 403 (403 Forbidden) with error: Odd", "permission: the login lacks a permission (403)"],
  ["state container missing", "Failed to get existing workspaces", 'containers.Client#ListBlobs: Failure responding to request: StatusCode=404 -- Original Error: autorest/azure: Service returned an error. Status=404 Code="ContainerNotFound" Message="The specified container does not exist."', "backend: the container of the state does not exist (404)"],
  ["state account missing", "Failed to get existing workspaces", 'Get "https://corpstate.blob.core.windows.net/c?comp=list": dial tcp: lookup corpstate.blob.core.windows.net on 10.0.0.2:53: no such host', "backend: the storage account of the state does not exist, or its name can't be resolved from here"],
  ["backend changed", "Backend configuration changed", "A change in the backend configuration has been detected, which may require migrating existing state.", "backend: the stack's folder was initialised for another backend"],
  ["workspace missing", "The currently selected workspace (dev) does not exist.", "This is expected behavior when the selected workspace did not have an existing non-empty state.", "backend: the workspace does not exist"],
  ["organization missing", "Failed to read organization \"contoso\" at host app.terraform.io", "Encountered an unexpected error while reading the organization settings: resource not found", "backend: HCP Terraform knows no such organization, or the token does not see it"],
  ["network broke off", "Failed to get existing workspaces", "Get https://xxx.blob.core.windows.net/c?comp=list: read tcp 10.1.0.42:52658->20.0.0.1:443: read: connection reset by peer", "network: the network broke off: connection reset by peer"],
  ["network broke off", "Failed to install provider", 'Error while installing hashicorp/azurerm v4.55.0: could not query provider registry for registry.terraform.io/hashicorp/azurerm: Get "https://registry.terraform.io": net/http: TLS handshake timeout', "network: the network broke off: TLS handshake timeout"],
  ["gateway", "retrieving Workspace", "unexpected status 502 (502 Bad Gateway)", "network: a service was out of order (502, 503 or 504)"],
  ["gateway", "retrieving Workspace", "StatusCode=504 -- Original Error: GatewayTimeout", "network: a service was out of order (502, 503 or 504)"],
  ["connection closed", "retrieving Workspace", 'Get "https://management.azure.com/subscriptions/x": EOF', "network: the network broke off: the other side closed the connection"],
  ["registry out of reach", "Failed to query available provider packages", 'Could not retrieve the list of available versions for provider hashicorp/azurerm: could not connect to registry.terraform.io: failed to request discovery document: Get "https://registry.terraform.io/.well-known/terraform.json": dial tcp: lookup registry.terraform.io on 10.0.0.2:53: no such host', "network: the registry registry.terraform.io can't be reached"],
  ["name unknown", 'Failed to request discovery document: Get "https://app.terraform.io/.well-known/terraform.json": dial tcp: lookup app.terraform.io on 10.0.0.2:53: no such host', "", "network: the name app.terraform.io can't be resolved"],
  ["refused", "retrieving thing", 'Get "https://management.azure.com": proxyconnect tcp: dial tcp 10.0.0.9:3128: connect: connection refused', "network: a service can't be reached from this machine"],
  ["certificate", "retrieving thing", 'Get "https://management.azure.com": tls: failed to verify certificate: x509: certificate signed by unknown authority', "network: a server's certificate is not trusted: certificate signed by unknown authority"],
  ["backend", "Failed to get existing workspaces", "odd things happened", "backend: the state can't be read"],
];

describe("what Terraform says", () => {
  const secrets = new Secrets({});
  const one = (summary: string, detail: string) => failureOf("plan", [{ summary, detail }], secrets);

  it.each(TEXTS)("is known: %s", (id, summary, detail, told) => {
    const text = `${summary}: ${detail}`.replace(/\s+/gu, " ");
    expect(FAILURE_PATTERNS.find(({ when }) => when.test(text))?.id).toBe(id);
    const failed = one(summary, detail);
    expect(`${failed?.failure.cause ?? ""}: ${failed?.failure.message ?? ""}`).toBe(told);
  });

  it("is known by every pattern of some text", () => {
    const seen = new Set(TEXTS.map(([id]) => id));
    expect(FAILURE_PATTERNS.map(({ id }) => id).filter((id) => !seen.has(id))).toEqual([]);
    expect(new Set(FAILURE_PATTERNS.map(({ id }) => id)).size).toBe(FAILURE_PATTERNS.length);
  });

  it("heals by itself only where a service throttles or the network broke off", () => {
    expect(new Set(FAILURE_PATTERNS.filter(({ heals }) => heals).map(({ cause }) => cause))).toEqual(new Set(["throttled", "network"]));
    const staying = TEXTS.filter(([, summary, detail]) => one(summary, detail)?.heals === false).map(([id]) => id);
    expect(staying).toEqual(expect.arrayContaining(["lock held", "registry out of reach", "name unknown", "refused", "certificate", "secret expired", "no managed identity"]));
  });

  it("is mended by what its mend says, in which names stand", () => {
    const mendOf = (id: string): string => {
      const [, summary = "", detail = ""] = TEXTS.find(([each]) => each === id) ?? [];
      return one(summary, detail)?.failure.mend ?? "";
    };
    expect(mendOf("variable missing")).toBe("set TF_VAR_alert_webhook");
    expect(mendOf("variable of another type")).toBe("mend TF_VAR_days");
    expect(mendOf("lock held")).toBe("wait for that run to end; if it is dead, `terraform force-unlock fc4053bb-845c-74fd-3f16-de67b241d422` in the stack's folder");
    expect(TEXTS.filter(([id]) => mendOf(id) === "" || mendOf(id).includes("{")).map(([id]) => id)).toEqual([]);
  });

  it("takes no longer to look through where it is made to: an error is cut at 8,000 characters of summary and detail each", () => {
    const hostile = ["Lock Info: ID: x  Operation: a Who: b ".repeat(600), "storage account ".repeat(2000), "terraform-provider-a_v".repeat(1000), "Lock Info: ID: x ".repeat(2000), "Error acquiring the state lock ".repeat(2000), "lookup a.blob.core.".repeat(2000), "workspaces containers.Client ".repeat(2000), "a ".repeat(10_000), "AADSTS700016 ".repeat(1500), "Invalid value for input variable ".repeat(600)];
    const started = performance.now();
    for (const text of hostile) for (const { when } of FAILURE_PATTERNS) when.test(text.slice(0, 16_000));
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
