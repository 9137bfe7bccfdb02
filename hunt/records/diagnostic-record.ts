import { Fields } from "./fields";
import { emptyObject, isObject, type Json, type JsonObject } from "./json";
import { type RecordKind, type Recognition, withoutTime } from "./recognised";
import type { TableColumns } from "./table-columns";
import { timeOf } from "./time";

/** Records as diagnostic settings and Defender XDR's streaming write them: `{time, category, …, properties: {…}}`. */

/** By category, the table that Azure Monitor keeps such records in: https://learn.microsoft.com/en-us/entra/identity/monitoring-health/concept-diagnostic-settings-logs-options */
const TABLES: Readonly<Record<string, string>> = {
  AuditLogs: "AuditLogs",
  SignInLogs: "SigninLogs",
  NonInteractiveUserSignInLogs: "AADNonInteractiveUserSignInLogs",
  ServicePrincipalSignInLogs: "AADServicePrincipalSignInLogs",
  ManagedIdentitySignInLogs: "AADManagedIdentitySignInLogs",
  ADFSSignInLogs: "ADFSSignInLogs",
  ProvisioningLogs: "AADProvisioningLogs",
  RiskyUsers: "AADRiskyUsers",
  UserRiskEvents: "AADUserRiskEvents",
  RiskyServicePrincipals: "AADRiskyServicePrincipals",
  ServicePrincipalRiskEvents: "AADServicePrincipalRiskEvents",
  MicrosoftGraphActivityLogs: "MicrosoftGraphActivityLogs",
  EnrichedOffice365AuditLogs: "EnrichedMicrosoft365AuditLogs",
  NetworkAccessTrafficLogs: "NetworkAccessTraffic",
};
const BY_SMALL_CATEGORY = new Map(Object.entries(TABLES).map(([category, table]) => [category.toLowerCase(), table]));

/** Properties that stand in a column of another name. Seen in the documentation of the tables, and in records of both forms. */
const RENAMED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  AuditLogs: { operationType: "AADOperationType", tenantId: "AADTenantId" },
  MicrosoftGraphActivityLogs: { tenantId: "AadTenantId", C_Sid: "SessionId", C_DeviceId: "DeviceId" },
};
/** Of every kind of sign-in. */
const SIGN_IN: Readonly<Record<string, string>> = { location: "LocationDetails", appliedConditionalAccessPolicies: "ConditionalAccessPolicies", resourceId: "ResourceIdentity", tenantId: "AADTenantId" };

/** Of the envelope, where the column isn't called like it. */
const ENVELOPE: Readonly<Record<string, string>> = { tenantId: "AADTenantId", callerIpAddress: "IPAddress" };

export interface DiagnosticTable {
  readonly table: string;
  readonly kind: RecordKind;
}

/** The table of a category; undefined for one that nothing here knows. */
export function tableOfCategory(category: string, columns: TableColumns): DiagnosticTable | undefined {
  const hunting = /^AdvancedHunting-(?<name>\w+)$/iu.exec(category)?.groups?.["name"];
  const table = hunting === undefined ? BY_SMALL_CATEGORY.get(category.toLowerCase()) : columns.tableNamed(hunting);
  return table === undefined ? undefined : { table, kind: hunting === undefined ? "Entra diagnostic record" : "Defender XDR event" };
}

/** A row of the table: the envelope's fields, over them the properties. */
export function diagnosticRow({ table, kind }: DiagnosticTable, envelope: Fields, columns: TableColumns): Recognition {
  const properties = envelope.get("properties");
  const inside = isObject(properties) ? properties : {};
  const written = new Fields(inside).first("timestamp", "activityDateTime", "timeGenerated") || envelope.first("time");
  const time = timeOf(written);
  if (time === undefined) return withoutTime(written);
  const outside = kind === "Defender XDR event" ? {} : columns.cells(table, renamed(envelope.object, ENVELOPE, "properties"));
  const cells = { ...outside, ...columns.cells(table, renamed(inside, propertyNames(table))), TimeGenerated: written, Type: table };
  return { kind, time, rows: [{ table, cells }] };
}

function propertyNames(table: string): Readonly<Record<string, string>> {
  return RENAMED[table] ?? (/Sign[iI]nLogs$/u.test(table) ? SIGN_IN : {});
}

/** @param without a key that is left out */
function renamed(object: JsonObject, names: Readonly<Record<string, string>>, without?: string): JsonObject {
  const result: Record<string, Json> = emptyObject();
  for (const [key, value] of Object.entries(object)) {
    if (key === without || value === undefined || value === null) continue;
    result[Object.hasOwn(names, key) ? (names[key] ?? key) : key] = value;
  }
  return result;
}

/** A directoryAudit as Graph gives it, which is what the properties of such an envelope are. */
export function directoryAuditRow(audit: Fields, columns: TableColumns): Recognition {
  const written = audit.text("activityDateTime");
  const time = timeOf(written);
  if (time === undefined) return withoutTime(written);
  const cells = { OperationName: audit.text("activityDisplayName"), ...columns.cells("AuditLogs", renamed(audit.object, propertyNames("AuditLogs"))), TimeGenerated: written, Type: "AuditLogs" };
  return { kind: "Graph directory audit", time, rows: [{ table: "AuditLogs", cells }] };
}

/** A signIn as Graph gives it: no column says in it whether it was interactive, so it is a row of the table of those that were unless it says it was not. */
export function signInRow(signIn: Fields, columns: TableColumns): Recognition {
  const written = signIn.text("createdDateTime");
  const time = timeOf(written);
  if (time === undefined) return withoutTime(written);
  const table = signIn.get("isInteractive") === false ? "AADNonInteractiveUserSignInLogs" : "SigninLogs";
  const status = signIn.get("status");
  const resultType = isObject(status) ? new Fields(status).text("errorCode") : "";
  const cells = { ResultType: resultType, OperationName: "Sign-in activity", ...columns.cells(table, renamed(signIn.object, SIGN_IN)), TimeGenerated: written, Type: table };
  return { kind: "Graph sign-in", time, rows: [{ table, cells }] };
}
