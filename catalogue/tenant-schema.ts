import * as v from "valibot";
import { commitmentEntries, commitmentFault } from "./commitment";
import { CONNECTOR_IDS, CONNECTOR_STATES } from "./connectors";
import { parseDuration } from "./duration";
import { parseWorkspaceId, RESOURCE_GROUP_NAME, WORKSPACE_NAME } from "./resource-id";
import { guid, list, map, matching, oneOf, text, wholeNumber, yesOrNo } from "./shape";

/** What a tenant file may say. `schemas/tenant.schema.json` is generated from it (`npm run schemas`). */

/** Without an exception; the standard retention of Microsoft's own audit log (facts: Audit (Standard) keeps 180 days). */
export const LEAST_RETENTION_DAYS = 180;

/** Ends up in file names, Terraform addresses and Azure names. */
export const TENANT_NAME = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/u;
const WINDOWS_DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/u;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/u;
const MAIL = /^[\w.!#&'*+/=?^`|~-]+@(?:[a-z0-9-]+\.)+[a-z]{2,63}$/iu;
const VARIABLE = /^[a-z][a-z0-9_]{0,63}$/u;
/** Names Terraform keeps for itself in a variable block. */
const RESERVED_VARIABLES = ["source", "version", "providers", "count", "for_each", "lifecycle", "depends_on", "locals"];
export const SEVERITIES = ["High", "Medium", "Low", "Informational"] as const;

const describe = <const S extends v.GenericSchema>(schema: S, words: string) => v.pipe(schema, v.description(words));

const exactlyOne =
  <T extends object>(...keys: (keyof T & string)[]) =>
  (value: T): boolean =>
    keys.filter((key) => value[key] !== undefined).length === 1;

const webhook = v.pipe(
  v.string("is not the name of a Terraform variable"),
  v.check(
    (name) => VARIABLE.test(name) && !RESERVED_VARIABLES.includes(name),
    "is not the name of a Terraform variable; a webhook's address is a secret and stands in no file: write a name such as soc_webhook and set TF_VAR_soc_webhook",
  ),
);

const duration = v.pipe(
  v.string("is not a length of time; write 5m, 1h, 1d or PT5M"),
  v.check((d) => parseDuration(d) !== undefined, "is not a length of time; write 5m, 1h, 1d or PT5M"),
);

const committed = <const E extends v.ObjectEntries>(entries: E) =>
  v.pipe(
    map({ ...entries, ...commitmentEntries }),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return;
      const value = dataset.value as { granted: string; expires: string };
      const fault = commitmentFault(value);
      if (fault !== undefined) {
        const path = [{ type: "object", origin: "value", input: value, key: "expires", value: value.expires }];
        addIssue({ message: fault.replace(/^\S+ /u, ""), input: value.expires, path: path as never });
      }
    }),
  );

const workspace = v.pipe(
  map({
    create: describe(
      v.optional(
        map({
          name: v.optional(describe(matching(WORKSPACE_NAME, "a workspace name", "write 4 to 63 letters, digits and hyphens"), "Default: law-<tenant>-mailbox-baseline.")),
          resourceGroup: v.optional(describe(matching(RESOURCE_GROUP_NAME, "a resource group name", "write up to 90 letters, digits, hyphens, dots"), "Created too. Default: rg-<tenant>-mailbox-baseline.")),
          preventDestroy: v.optional(describe(yesOrNo(), "false lets Terraform destroy or replace the workspace, and the evidence in it. Default: true.")),
        }),
      ),
      "A workspace that this stack creates.",
    ),
    existing: describe(
      v.optional(
        v.pipe(
          v.string("is not a resource id; write /subscriptions/…/workspaces/<name>"),
          v.rawCheck(({ dataset, addIssue }) => {
            const parsed = dataset.typed ? parseWorkspaceId(dataset.value) : undefined;
            if (typeof parsed === "string") addIssue({ message: parsed });
          }),
        ),
      ),
      "The Azure resource id of a workspace that exists already.",
    ),
    retentionDays: describe(
      v.optional(wholeNumber(30, 730, "a retention that Log Analytics takes")),
      `Days the workspace keeps its logs; at least ${LEAST_RETENTION_DAYS} unless the check log-retention-kept is excepted. Default: ${LEAST_RETENTION_DAYS}.`,
    ),
  }),
  v.check(exactlyOne("create", "existing"), "must have either create: {} or existing: <resource id>; write one of them"),
);

const backend = v.pipe(
  map({
    local: describe(
      v.optional(map({ path: v.optional(describe(matching(/^(?!.*\.\.)[\w-][\w./-]{0,199}$/u, "a relative path inside the stack's folder", "write one such as terraform.tfstate"), "Default: terraform.tfstate.")) })),
      "State in a file beside the stack: for trying things out.",
    ),
    azurerm: describe(
      v.optional(
        map({
          resourceGroup: describe(matching(RESOURCE_GROUP_NAME, "a resource group name", "write up to 90 letters, digits, hyphens, dots"), "Resource group of the storage account."),
          storageAccount: describe(matching(/^[a-z0-9]{3,24}$/u, "a storage account name", "write 3 to 24 lower-case letters and digits"), "Storage account that holds the state."),
          container: describe(matching(/^[a-z0-9](?:-?[a-z0-9]){2,62}$/u, "a container name", "write 3 to 63 lower-case letters, digits, single hyphens"), "Its blob container."),
          key: v.optional(describe(matching(/^(?!.*\.\.)[\w-][\w./-]{0,199}$/u, "a blob name", "write one such as mailbox-baseline/contoso.tfstate"), "Default: mailbox-baseline/<tenant>.tfstate.")),
          subscriptionId: v.optional(describe(guid(), "Where the storage account is, if not in this tenant's subscription.")),
          tenantId: v.optional(describe(guid(), "The Entra tenant of the storage account, if not this one.")),
        }),
      ),
      "State in Azure Storage; access by Entra login, never by a key.",
    ),
    cloud: describe(
      v.optional(
        map({
          organization: describe(matching(/^[\w-]{3,40}$/u, "an HCP Terraform organization", "write 3 to 40 letters, digits, hyphens"), "HCP Terraform organization."),
          workspace: v.optional(describe(matching(/^[\w-]{1,90}$/u, "a workspace name of HCP Terraform", "write letters, digits, hyphens, underscores"), "Default: mailbox-baseline-<tenant>.")),
          hostname: v.optional(describe(matching(DOMAIN, "a host name", "write one such as app.terraform.io"), "Default: app.terraform.io.")),
        }),
      ),
      "State and runs in HCP Terraform or Terraform Enterprise.",
    ),
  }),
  v.check(exactlyOne("local", "azurerm", "cloud"), "must have exactly one of local, azurerm, cloud; write one of them"),
);

const mailboxScope = v.pipe(
  map({
    managementScope: v.optional(describe(text("a management scope", "write the scope's name"), "Exchange RBAC for Applications: the management scope that limits it.")),
    accessPolicyGroup: v.optional(describe(text("a group", "write the group's address"), "The mail-enabled group of an application access policy (superseded by RBAC for Applications).")),
    everyMailbox: v.optional(v.literal(true, "is not true; leave the key out or write true")),
  }),
  v.check(exactlyOne("managementScope", "accessPolicyGroup", "everyMailbox"), "must have exactly one of managementScope, accessPolicyGroup, everyMailbox; write one of them"),
);

const approvedApplication = committed({
  appId: describe(guid(), "Application (client) id."),
  displayName: describe(text("a display name", "write the application's name in Entra"), "Its name in Entra."),
  resource: describe(oneOf(["microsoft-graph", "exchange-online"] as const), "The API it calls."),
  type: v.optional(describe(oneOf(["application", "delegated"] as const), "Application permissions act without a user, delegated ones for the signed-in user. Default: application.")),
  permissions: describe(v.pipe(list(text("a permission", "write one such as Mail.Read")), v.minLength(1, "is empty; name at least one permission")), "Permissions it may hold, by name."),
  mailboxScope: describe(mailboxScope, "Which mailboxes it may reach."),
  managed: v.optional(describe(yesOrNo(), "true: this stack grants the permissions (application type only). Default: false.")),
  ticket: describe(text("a ticket", "write its number or address"), "Where it was approved."),
});

const exception = v.pipe(
  committed({
    detection: v.optional(describe(text("a detection's id", "see `mailbox-baseline list`"), "The detection that accepts it.")),
    check: v.optional(describe(text("a check's id", "write one such as log-retention-kept"), "Or the check that accepts it: log-retention-kept, drift.")),
    entity: describe(text("an entity", "write what is excepted: a mailbox, an account, an application id"), "Whom or what it covers; `explain <detection>` says which. Of drift: ADDRESS#ATTRIBUTE."),
    value: describe(v.union([text("a value", "write the value that is accepted"), v.number()], "is not a value; write the value that is accepted"), "The exact value accepted: another value fails again."),
    ticket: v.optional(describe(text("a ticket", "write its number or address"), "Where it was approved.")),
  }),
  v.check(exactlyOne("detection", "check"), "must name either a detection or a check; write one of them"),
);

const detectionChange = v.pipe(
  committed({
    enabled: v.optional(describe(v.literal(false, "is not false; leave the key out, or write false to switch the detection off"), "false switches the detection off until the change expires.")),
    severity: v.optional(describe(oneOf(SEVERITIES), "Another severity.")),
    threshold: v.optional(describe(wholeNumber(0, 10_000, "a threshold"), "Another trigger threshold.")),
    frequency: v.optional(describe(duration, "How often it runs: 5m, 1h, 1d.")),
    parameters: v.optional(describe(v.record(v.string(), v.union([v.string(), v.number(), v.boolean(), list(v.string())], "is not a value; write text, a number, true, false or a list of texts"), "is not a map; write `name: value` lines"), "Values for the detection's own parameters; `explain <detection>` lists them.")),
  }),
  v.check(
    (c) => [c.enabled, c.severity, c.threshold, c.frequency, c.parameters].some((x) => x !== undefined),
    "changes nothing; write enabled: false, or a severity, threshold, frequency or parameters",
  ),
);

const policyTuning = v.pipe(
  map({
    severity: v.optional(describe(oneOf(SEVERITIES), "How bad a breach is for this tenant.")),
    off: v.optional(describe(committed({}), "Switched off: by whom, why and until when.")),
  }),
  v.check((tuning) => tuning.severity !== undefined || tuning.off !== undefined, "changes nothing; write a severity, or off with a reason, an owner, granted and expires"),
);

export const TenantShape = map({
  extends: v.optional(describe(v.string("is not a file name; write one such as _common.yaml"), "A file of this folder whose keys this one takes over: maps merge, lists replace.")),
  name: describe(
    v.pipe(
      matching(TENANT_NAME, "a name that files and Azure resources can bear", "write 1 to 40 lower-case letters, digits and inner hyphens"),
      v.check((name) => !WINDOWS_DEVICE.test(name), "is a device name on Windows; write another"),
    ),
    "Short name of the tenant: its stack, state and resources carry it.",
  ),
  tenantId: describe(guid(), "Entra tenant id."),
  subscriptionId: describe(guid(), "Azure subscription the resources stand in."),
  cloud: v.optional(describe(oneOf(["public", "usgovernment", "china"] as const), "Which Microsoft cloud. Default: public.")),
  location: v.pipe(
    describe(matching(/^[A-Za-z][A-Za-z0-9 ]{2,39}$/u, "an Azure region", "write one such as westeurope"), "Azure region of the resources."),
    v.transform((region) => region.toLowerCase().replaceAll(" ", "")),
  ),
  acceptedDomains: describe(
    v.pipe(list(v.pipe(v.string("is not a mail domain; write one such as contoso.com"), v.toLowerCase(), v.regex(DOMAIN, "is not a mail domain; write one such as contoso.com"))), v.minLength(1, "is empty; write the tenant's mail domains")),
    "The tenant's own mail domains (Get-AcceptedDomain).",
  ),
  workspace: describe(workspace, "The Log Analytics workspace that keeps the logs."),
  alerting: describe(oneOf(["sentinel", "azure-monitor"] as const), "What runs the detections: Microsoft Sentinel analytic rules, or Azure Monitor log search alerts."),
  notify: describe(
    v.pipe(
      map({
        emails: v.optional(describe(list(matching(MAIL, "a mail address", "write one such as soc@contoso.com")), "Mail addresses.")),
        webhooks: v.optional(describe(list(webhook), "Names of sensitive Terraform variables that hold the addresses of webhooks.")),
      }),
      v.check((n) => (n.emails?.length ?? 0) + (n.webhooks?.length ?? 0) > 0, "tells nobody; write at least one mail address or webhook variable"),
    ),
    "Whom an alert tells.",
  ),
  provider: describe(
    map({
      login: describe(oneOf(["oidc", "cli", "managed-identity"] as const), "How Terraform logs in; never by a secret."),
      clientId: v.optional(describe(guid(), "The application or managed identity it logs in as, where the environment doesn't say.")),
      registerResourceProviders: v.optional(describe(yesOrNo(), "true: Terraform registers the subscription's resource providers that the stack needs; its login must be allowed to. Default: false.")),
    }),
    "How Terraform's providers log in.",
  ),
  backend: describe(backend, "Where Terraform keeps the state."),
  connectors: v.optional(
    describe(
      map(Object.fromEntries(CONNECTOR_IDS.map((id) => [id, v.optional(oneOf(CONNECTOR_STATES))])) as Record<(typeof CONNECTOR_IDS)[number], v.OptionalSchema<v.PicklistSchema<typeof CONNECTOR_STATES, string>, undefined>>),
      "Sources of logs: declared by this stack, existing already, or absent (the default).",
    ),
  ),
  arrives: v.optional(
    describe(list(matching(/^[A-Za-z]\w{0,62}$/u, "a table", "write a Log Analytics table such as EmailEvents")), "Tables that someone else streams into the workspace, such as EmailEvents by Defender XDR's streaming API."),
  ),
  detections: v.optional(describe(v.record(v.string(), detectionChange, "is not a map; write `<detection>:` lines"), "Detections switched off or changed, each by whom, why and until when.")),
  policies: v.optional(describe(v.record(v.string(), policyTuning, "is not a map; write `<policy>:` lines"), "Policies that `review` holds this tenant's plans to: another severity, or off for a while.")),
  approvedApplications: v.optional(describe(list(approvedApplication), "Applications that may hold permissions on mailboxes.")),
  exceptions: v.optional(describe(list(exception), "What a detection or check accepts, for one entity and one value, until a day.")),
});

/** A tenant file as it is written, after `extends`. */
export type TenantFile = v.InferOutput<typeof TenantShape>;
