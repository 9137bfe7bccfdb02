import type { Commitment } from "./commitment";
import { CONNECTOR_IDS, type ConnectorId, type ConnectorState } from "./connectors";
import { defined } from "./defined";
import type { Severity } from "./detection";
import { parseDuration, type Duration } from "./duration";
import type { PermissionType, ResourceName } from "./permissions";
import { parseWorkspaceId } from "./resource-id";
import { LEAST_RETENTION_DAYS, type TenantFile } from "./tenant-schema";
import type { Locate } from "./validate";

/** One Microsoft 365 tenant as its file describes it, with every default spelled out. */
export interface Tenant {
  readonly name: string;
  /** Entra tenant id, lower case. */
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly cloud: "public" | "usgovernment" | "china";
  /** Azure region in its short form: westeurope. */
  readonly location: string;
  readonly acceptedDomains: readonly string[];
  readonly workspace: Workspace;
  readonly alerting: "sentinel" | "azure-monitor";
  readonly notify: {
    readonly emails: readonly string[];
    /** Names of sensitive Terraform variables that hold the addresses. */
    readonly webhooks: readonly string[];
  };
  readonly provider: { readonly login: "oidc" | "cli" | "managed-identity"; readonly clientId?: string; readonly registerResourceProviders: boolean };
  readonly backend: Backend;
  readonly connectors: Readonly<Record<ConnectorId, ConnectorState>>;
  /** Tables that someone else streams into the workspace. */
  readonly arrives: readonly string[];
  /** By detection id. */
  readonly changes: ReadonlyMap<string, DetectionChange>;
  /** By policy id. */
  readonly policies: ReadonlyMap<string, PolicyTuning>;
  readonly approvedApplications: readonly ApprovedApplication[];
  readonly exceptions: readonly Exception[];
  /** Where each part of it is written, for findings. */
  readonly locate: Locate;
}

export type Workspace =
  | { readonly kind: "created"; readonly name: string; readonly resourceGroup: string; readonly retentionDays: number; readonly preventDestroy: boolean }
  | { readonly kind: "existing"; readonly id: string; readonly name: string; readonly resourceGroup: string; readonly retentionDays: number };

export type Backend =
  | { readonly kind: "local"; readonly path: string }
  | { readonly kind: "azurerm"; readonly resourceGroup: string; readonly storageAccount: string; readonly container: string; readonly key: string; readonly subscriptionId: string; readonly tenantId: string }
  | { readonly kind: "cloud"; readonly organization: string; readonly workspace: string; readonly hostname: string };

export type ParameterValue = string | number | boolean | readonly string[];

/** A detection that the tenant runs otherwise than the catalogue says, until the commitment expires. */
export interface DetectionChange extends Commitment {
  readonly enabled: boolean;
  readonly severity?: Severity;
  readonly threshold?: number;
  readonly frequency?: Duration;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
}

/** How the tenant has a policy of `review` judged. */
export interface PolicyTuning {
  readonly severity?: Severity;
  /** Not judged, as long as the commitment lives. */
  readonly off?: Commitment;
}

export interface ApprovedApplication extends Commitment {
  /** Application (client) id, lower case. */
  readonly appId: string;
  readonly displayName: string;
  readonly resource: ResourceName;
  readonly type: PermissionType;
  /** Names, such as Mail.Read. */
  readonly permissions: readonly string[];
  readonly mailboxScope: { readonly managementScope: string } | { readonly accessPolicyGroup: string } | { readonly everyMailbox: true };
  /** The stack grants the permissions itself. */
  readonly managed: boolean;
  readonly ticket: string;
}

/** What one detection or check accepts: this entity with this value, until it expires. */
export interface Exception extends Commitment {
  readonly rule: { readonly kind: "detection" | "check"; readonly id: string };
  readonly entity: string;
  readonly value: string;
  readonly ticket?: string;
}

/** Exceptions of the check log-retention-kept that name this tenant's workspace, lapsed ones included. */
export function retentionExceptions({ exceptions, workspace }: Tenant): Exception[] {
  return exceptions.filter(({ rule, entity, value }) => rule.id === "log-retention-kept" && entity.toLowerCase() === workspace.name.toLowerCase() && /^\d{1,4}$/u.test(value));
}

/** Spells out the defaults of a validated file. */
export function toTenant(file: TenantFile, locate: Locate): Tenant {
  return {
    name: file.name,
    tenantId: file.tenantId,
    subscriptionId: file.subscriptionId,
    cloud: file.cloud ?? "public",
    location: file.location,
    acceptedDomains: [...new Set(file.acceptedDomains)],
    workspace: workspaceOf(file),
    alerting: file.alerting,
    notify: { emails: [...new Set(file.notify.emails ?? [])], webhooks: [...new Set(file.notify.webhooks ?? [])] },
    provider: { ...defined(file.provider), registerResourceProviders: file.provider.registerResourceProviders ?? false },
    backend: backendOf(file),
    connectors: Object.fromEntries(CONNECTOR_IDS.map((id) => [id, file.connectors?.[id] ?? "absent"])) as Record<ConnectorId, ConnectorState>,
    arrives: [...new Set(file.arrives ?? [])],
    changes: new Map(Object.entries(file.detections ?? {}).map(([id, change]) => [id, changeOf(change)])),
    policies: new Map(Object.entries(file.policies ?? {}).map(([id, tuning]) => [id, defined(tuning)])),
    approvedApplications: (file.approvedApplications ?? []).map((app) => ({ ...app, type: app.type ?? "application", managed: app.managed ?? false, mailboxScope: app.mailboxScope as ApprovedApplication["mailboxScope"] })),
    exceptions: (file.exceptions ?? []).map(exceptionOf),
    locate,
  };
}

function workspaceOf({ name, workspace }: TenantFile): Workspace {
  const retentionDays = workspace.retentionDays ?? LEAST_RETENTION_DAYS;
  if (workspace.existing !== undefined) {
    const parsed = parseWorkspaceId(workspace.existing);
    if (typeof parsed === "string") throw new Error(`the tenant ${name} was not validated: ${parsed}`);
    return { kind: "existing", id: parsed.id, name: parsed.name, resourceGroup: parsed.resourceGroup, retentionDays };
  }
  return {
    kind: "created",
    name: workspace.create?.name ?? `law-${name}-mailbox-baseline`,
    resourceGroup: workspace.create?.resourceGroup ?? `rg-${name}-mailbox-baseline`,
    retentionDays,
    preventDestroy: workspace.create?.preventDestroy ?? true,
  };
}

function backendOf({ name, subscriptionId, tenantId, backend }: TenantFile): Backend {
  if (backend.azurerm !== undefined) {
    return { kind: "azurerm", key: `mailbox-baseline/${name}.tfstate`, subscriptionId, tenantId, ...defined(backend.azurerm) };
  }
  if (backend.cloud !== undefined) {
    return { kind: "cloud", workspace: `mailbox-baseline-${name}`, hostname: "app.terraform.io", ...defined(backend.cloud) };
  }
  return { kind: "local", path: backend.local?.path ?? "terraform.tfstate" };
}

function changeOf(change: NonNullable<TenantFile["detections"]>[string]): DetectionChange {
  const { enabled, frequency, parameters, ...rest } = change;
  return { ...defined(rest), ...defined({ frequency: frequency === undefined ? undefined : parseDuration(frequency) }), enabled: enabled ?? true, parameters: parameters ?? {} };
}

function exceptionOf({ detection, check, value, ...rest }: NonNullable<TenantFile["exceptions"]>[number]): Exception {
  const rule = detection === undefined ? ({ kind: "check", id: check ?? "" } as const) : ({ kind: "detection", id: detection } as const);
  return { ...defined(rest), rule, value: String(value) };
}
