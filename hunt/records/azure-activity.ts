import { Fields } from "./fields";
import { isObject, type Json, textOf } from "./json";
import { type Recognition, withoutTime } from "./recognised";
import { timeOf } from "./time";

/**
 * Events of Azure's activity log: as its export writes them to a storage account or an event hub, and as its REST API and `az monitor activity-log list` give them.
 * https://learn.microsoft.com/en-us/azure/azure-monitor/platform/activity-log-schema
 */

/** The log's own, and the last part of the operation's name, which stands in most exports. */
const CATEGORIES = new Set(["administrative", "policy", "security", "servicehealth", "alert", "recommendation", "autoscale", "resourcehealth", "write", "delete", "action"]);

/** Whether an envelope with a resource, an operation and this category is an event of the activity log. */
export function isActivityCategory(category: string): boolean {
  return CATEGORIES.has(category.toLowerCase());
}

/** By the mapping that the schema's page ends with. Its status and its operation's spelling are those that the table has too. */
export function exportedActivityRow(event: Fields): Recognition {
  const identity = new Fields(objectIn(event, "identity"));
  const claims = objectIn(identity, "claims");
  const envelope = new Fields(objectIn(event, "properties"));
  const properties = envelope.get("eventProperties") ?? envelope.object;
  return row(event.first("time"), {
    ...both("OperationName", event.text("operationName")),
    ...both("ActivityStatus", event.text("resultType")),
    // `Succeeded.Created` names the status again before what it is about.
    ...both("ActivitySubstatus", event.text("resultSignature").replace(/^[^.]+\./u, "")),
    ...both("Category", envelope.text("eventCategory") || "Administrative"),
    Caller: callerIn(new Fields(claims)),
    CallerIpAddress: event.first("callerIpAddress"),
    CorrelationId: event.text("correlationId"),
    OperationId: envelope.text("operationId"),
    Level: event.text("level"),
    ...asTextAndValue("Authorization", identity.get("authorization")),
    ...asTextAndValue("Claims", claims),
    ...asTextAndValue("Properties", properties as Json),
    ...resourceCells(event.text("resourceId")),
  });
}

/** Whom the claims name: a user by its name, an application by its id. */
function callerIn(claims: Fields): string {
  return claims.first("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name", "name", "appid");
}

export function isListedActivity(event: Fields): boolean {
  return event.has("eventTimestamp") && event.has("operationName") && (event.has("eventDataId") || event.has("resourceId"));
}

export function listedActivityRow(event: Fields): Recognition {
  const named = (column: string, name: string): Readonly<Record<string, Json>> => {
    const value = valueOf(event, name, "value");
    return { [`${column}Value`]: value, [column]: valueOf(event, name, "localizedValue") || value };
  };
  return row(event.text("eventTimestamp"), {
    ...named("OperationName", "operationName"),
    ...named("ActivityStatus", "status"),
    ...named("ActivitySubstatus", "subStatus"),
    ...named("Category", "category"),
    Caller: event.text("caller"),
    CallerIpAddress: new Fields(objectIn(event, "httpRequest")).first("clientIpAddress"),
    CorrelationId: event.text("correlationId"),
    OperationId: event.text("operationId"),
    EventDataId: event.text("eventDataId"),
    EventSubmissionTimestamp: event.text("submissionTimestamp"),
    Level: event.text("level"),
    HTTPRequest: textOf(event.get("httpRequest")),
    ...asTextAndValue("Authorization", event.get("authorization")),
    ...asTextAndValue("Claims", event.get("claims")),
    ...asTextAndValue("Properties", event.get("properties")),
    ...resourceCells(event.text("resourceId")),
  });
}

/** Where an event gives only the name that is the same in all languages. */
function both(column: string, value: string): Readonly<Record<string, Json>> {
  return { [`${column}Value`]: value, [column]: value };
}

/** The table has such values twice: as text, and dynamic. */
function asTextAndValue(column: string, value: Json | undefined): Readonly<Record<string, Json>> {
  return { [column]: textOf(value), [`${column}_d`]: value ?? null };
}

function valueOf(event: Fields, name: string, part: string): string {
  const value = event.get(name);
  return isObject(value) ? new Fields(value).text(part) : textOf(value);
}

function objectIn(fields: Fields, name: string): { [key: string]: Json } {
  const value = fields.get(name);
  return isObject(value) ? value : {};
}

function resourceCells(id: string): Readonly<Record<string, string>> {
  const provider = partAfter(id, id.toLowerCase().lastIndexOf("/providers/"));
  return {
    ResourceId: id,
    _ResourceId: id.toLowerCase(),
    Resource: id.slice(id.lastIndexOf("/") + 1),
    SubscriptionId: id.toLowerCase().startsWith("/subscriptions/") ? partAfter(id, 0) : "",
    ResourceGroup: partAfter(id, id.toLowerCase().indexOf("/resourcegroups/")),
    ResourceProvider: provider,
    ResourceProviderValue: provider.toUpperCase(),
  };
}

/** The part of a path that follows the one that begins here; "" for none. */
function partAfter(path: string, start: number): string {
  return start === -1 ? "" : (path.slice(start + 1).split("/", 2)[1] ?? "");
}

function row(written: string, cells: Readonly<Record<string, Json>>): Recognition {
  const time = timeOf(written);
  if (time === undefined) return withoutTime(written);
  return { kind: "Azure activity event", time, rows: [{ table: "AzureActivity", cells: { ...cells, TimeGenerated: written, Type: "AzureActivity", SourceSystem: "Azure" } }] };
}
