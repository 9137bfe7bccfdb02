import { Fields } from "./fields";
import { type Identity, identitiesIn } from "./identities";
import { compact, type Json, type JsonObject, parsed } from "./json";
import type { TableRow } from "./recognised";

/** A row of AuditLogs of a unified audit record of Entra's. @param time the record's own, as ISO 8601 */
export function auditLogsRow(record: Fields, time: string): TableRow {
  // The unified audit log ends the names of most operations with a full stop, AuditLogs none.
  const operation = record.text("Operation").replace(/\.$/u, "");
  const details = additionalDetails(record);
  return {
    table: "AuditLogs",
    cells: {
      TimeGenerated: time,
      ActivityDateTime: time,
      OperationName: operation,
      ActivityDisplayName: operation,
      Category: categoryOf(record),
      // Success, Succeeded, Failure, …
      Result: /^succe/iu.test(record.text("ResultStatus")) ? "success" : record.text("ResultStatus").toLowerCase(),
      // Of the two ids, the one that the records of one action share, a consent and its grants say.
      CorrelationId: record.text("InterSystemsId"),
      Id: record.text("Id"),
      AADTenantId: record.text("OrganizationId"),
      InitiatedBy: initiatedBy(record),
      TargetResources: targetResources(record),
      AdditionalDetails: details,
      LoggedByService: "Core Directory",
      Type: "AuditLogs",
      SourceSystem: "Azure AD",
    },
  };
}

/** A user, or an application that acted for itself. */
function initiatedBy(record: Fields): Json {
  const [actor] = identitiesIn(record.list("Actor"));
  const userId = record.text("UserId").trim();
  const isApp = actor?.type === "ServicePrincipal" || /^ServicePrincipal_/u.test(userId);
  if (isApp) {
    const id = actor?.type === "ServicePrincipal" ? actor.id : userId.replace("ServicePrincipal_", "");
    return { app: { appId: orNull(actor?.appId), displayName: orNull(actor?.name), servicePrincipalId: orNull(id), servicePrincipalName: null } };
  }
  const name = orNull(actor?.userPrincipalName) ?? orNull(userId);
  return { user: { id: orNull(actor?.id), displayName: null, userPrincipalName: name, ipAddress: orNull(record.first("ActorIpAddress", "ClientIP")), roles: [] } };
}

/** The record has one list of changed properties, which are its first object's. */
function targetResources(record: Fields): Json {
  const targets: readonly Identity[] = identitiesIn(record.list("Target"));
  const [first = { ...NOBODY, name: record.text("ObjectId") }, ...others] = targets;
  return [resource(first, record.list("ModifiedProperties").map(modifiedProperty)), ...others.map((other) => resource(other, []))];
}

const NOBODY: Identity = { type: "", id: "", name: "", userPrincipalName: "", appId: "" };

function resource({ id, type, name, userPrincipalName }: Identity, modifiedProperties: Json[]): { [key: string]: Json } {
  return {
    id,
    displayName: orNull(name),
    type,
    ...(userPrincipalName === "" ? {} : { userPrincipalName }),
    modifiedProperties,
    administrativeUnits: [],
  };
}

function modifiedProperty(property: Fields): Json {
  return { displayName: property.text("Name"), oldValue: quoted(property.text("OldValue")), newValue: quoted(property.text("NewValue")) };
}

/** AuditLogs writes each value as JSON: a list or an object as it is, all else in quotes. */
function quoted(value: string): string | null {
  if (value === "") return null;
  return /^\s*[[{]/u.test(value) && parsed(value) !== undefined ? compact(value) : JSON.stringify(value);
}

/** What the record extends itself with, but for what AuditLogs has columns for. The newer ones put all of it into one property. */
function additionalDetails(record: Fields): Json {
  return record.list("ExtendedProperties").flatMap((property): Json[] => {
    const name = property.text("Name");
    if (/^(?:extendedA|a)uditEventCategory$|^resultType$/u.test(name)) return [];
    const value = property.get("Value");
    if (name === "additionalDetails" && typeof value === "object" && value !== null) return Object.entries(value).map(([key, item]) => ({ key, value: typeof item === "string" ? item : JSON.stringify(item) }));
    return [{ key: name, value: property.text("Value") }];
  });
}

/** Of an object's kind the category that AuditLogs has, inferred from records of both; older records say it themselves. */
const CATEGORIES: Readonly<Record<string, string>> = {
  Application: "ApplicationManagement", ServicePrincipal: "ApplicationManagement", User: "UserManagement", Group: "GroupManagement", Role: "RoleManagement",
};

function categoryOf(record: Fields): string {
  const properties = record.list("ExtendedProperties");
  const valueOf = (name: string): string | undefined => properties.find((property) => property.text("Name") === name)?.text("Value");
  const kind = valueOf("extendedAuditEventCategory");
  return valueOf("auditEventCategory") ?? (kind === undefined ? "" : (CATEGORIES[kind] ?? kind));
}

function orNull(text: string | undefined): string | null {
  return text === undefined || text === "" || text === "<null>" || text === "Not Available" ? null : text;
}

/** A row of SigninLogs: the unified audit log knows little of a sign-in, and what it doesn't know stays empty. */
export function signinLogsRow(record: Fields, time: string): TableRow {
  const extended = new Map(record.list("ExtendedProperties").map((property) => [property.text("Name"), property.text("Value")]));
  const [resource] = record.list("Target");
  const cells: JsonObject = {
    TimeGenerated: time,
    CreatedDateTime: time,
    OperationName: "Sign-in activity",
    Category: "SignInLogs",
    ResultType: record.first("ErrorNumber"),
    ResultDescription: record.first("LogonError"),
    UserPrincipalName: record.text("UserId").toLowerCase(),
    UserId: record.text("UserKey"),
    AppId: record.text("ApplicationId"),
    ResourceIdentity: resource?.text("ID") ?? "",
    IPAddress: record.first("ActorIpAddress", "ClientIP"),
    UserAgent: extended.get("UserAgent") ?? "",
    CorrelationId: record.text("InterSystemsId"),
    OriginalRequestId: record.text("IntraSystemId"),
    Id: record.text("IntraSystemId"),
    AADTenantId: record.text("OrganizationId"),
    Type: "SigninLogs",
    SourceSystem: "Azure AD",
  };
  return { table: "SigninLogs", cells };
}
