import { loadTables } from "../../../catalogue/tables";
import { dateTimeText } from "../../../kql/values/datetime";
import type { JsonObject } from "../../../hunt/records/json";
import { Recogniser } from "../../../hunt/records/recognise";
import { entraRecord, exchangeRecord, wrapped } from "../../support/audit-record";

const tables = loadTables();
const recogniser = new Recogniser(tables);

function recognised(record: object) {
  const found = recogniser.recognise(JSON.parse(JSON.stringify(record)) as JsonObject);
  return "skipped" in found ? found : { ...found, time: dateTimeText(found.time), rows: found.rows.map(({ table, cells }) => ({ table, ...cells })) };
}

const TENANT = "5f0c7a31-90ab-4c1d-8e22-3d4f5a6b7c01";

/** As Graph gives it, and Entra's diagnostic setting in its properties. */
const directoryAudit = {
  id: "Directory_c0c0c0c0-0000-4000-8000-0000000000c1_ABCDE_12345678",
  category: "ApplicationManagement",
  correlationId: "c0c0c0c0-0000-4000-8000-0000000000c1",
  result: "success",
  resultReason: "",
  activityDisplayName: "Consent to application",
  activityDateTime: "2026-11-02T09:52:10.7952638+00:00",
  loggedByService: "Core Directory",
  operationType: "Assign",
  initiatedBy: { user: { id: "5b1f0a3e-6d0a-4b1c-8a77-2f6d1c9e0a01", displayName: null, userPrincipalName: "ann.admin@contoso.com", ipAddress: "203.0.113.24", roles: [] } },
  targetResources: [{ id: "7c1e5b0a-3f4d-4e0f-9d55-0a4b8c2d6e01", displayName: "Invoice Robot", type: "ServicePrincipal", modifiedProperties: [], administrativeUnits: [] }],
  additionalDetails: [{ key: "User-Agent", value: "EvoSTS" }],
};

const envelope = {
  time: "2026-11-02T09:52:11.1Z",
  resourceId: `/tenants/${TENANT}/providers/Microsoft.aadiam`,
  operationName: "Consent to application",
  operationVersion: "1.0",
  category: "AuditLogs",
  tenantId: TENANT,
  resultSignature: "None",
  durationMs: 0,
  callerIpAddress: "203.0.113.24",
  correlationId: "c0c0c0c0-0000-4000-8000-0000000000c1",
  Level: 4,
  properties: directoryAudit,
};

describe("what is put around unified audit records", () => {
  const inside = recognised(exchangeRecord());

  it.each([
    ["a row of Purview's export", wrapped(exchangeRecord())],
    ["a row of its older export", { CreationDate: "2026-11-02T09:41:07.0000000Z", UserIds: "ann.admin@contoso.com", Operations: "Add-MailboxPermission", AuditData: JSON.stringify(exchangeRecord()) }],
    ["an object of Search-UnifiedAuditLog", { RunspaceId: "x", RecordType: "ExchangeAdmin", CreationDate: "/Date(1793612467000)/", UserIds: "ann.admin@contoso.com", Operations: "Add-MailboxPermission", AuditData: JSON.stringify(exchangeRecord()), ResultIndex: 1, ObjectState: "Unchanged" }],
    ["a record of Graph's audit log queries", { "@odata.type": "#microsoft.graph.security.auditLogRecord", id: "x", createdDateTime: "2026-11-02T09:41:07Z", operation: "Add-MailboxPermission", service: "Exchange", auditData: exchangeRecord() }],
    ["the same with its fields in a dictionary, as Graph documents them", { id: "x", createdDateTime: "2026-11-02T09:41:07Z", auditData: { dynamicProperties: exchangeRecord() } }],
  ])("is looked into: %s", (_what, record) => expect(recognised(record)).toEqual(inside));

  it("gives the time where the record has none", () => {
    const record = { ...exchangeRecord(), CreationTime: undefined };
    expect(recognised({ CreationDate: "2026-11-02T09:41:07", AuditData: JSON.stringify(record) })).toEqual(inside);
  });

  it("gives whatever else the record leaves out, and nothing that it says itself", () => {
    const outside = { createdDateTime: "2026-11-02T09:41:07Z", operation: "Set-Mailbox", userPrincipalName: "bob@contoso.com", service: "Exchange", objectId: "bob", clientIp: "203.0.113.99" };
    const row = { table: "OfficeActivity", Operation: "Set-Mailbox", UserId: "ann.admin@contoso.com", OfficeWorkload: "Exchange", OfficeObjectId: "bob", ClientIP: "203.0.113.99" };
    expect(recognised({ ...outside, auditData: { UserId: "ann.admin@contoso.com", ResultStatus: "True" } })).toMatchObject({ rows: [row] });
    expect(recognised({ ...outside, auditData: exchangeRecord() })).toEqual(inside);
  });

  it("holds a record of Entra as well", () => expect(recognised(wrapped(entraRecord()))).toEqual(recognised(entraRecord())));

  it.each([
    ["that was cut, as a spreadsheet cuts it at 32,767 characters", JSON.stringify(exchangeRecord()).slice(0, 400)],
    ["that is no object", "17"],
    ["that is empty", ""],
  ])("is skipped with AuditData %s", (_what, text) => expect(recognised(wrapped(exchangeRecord(), text))).toMatchObject({ skipped: "has AuditData that is cut short or no JSON" }));

  it("is skipped with AuditData of something else", () => expect(recognised({ AuditData: '{"a":1}' })).toMatchObject({ skipped: "is no record of a known log" }));
});

describe("records of Entra's diagnostic settings", () => {
  it("of AuditLogs become the rows that the workspace has", () => {
    expect(recognised(envelope)).toEqual({
      kind: "Entra diagnostic record",
      time: "2026-11-02T09:52:10.7952638Z",
      rows: [
        {
          table: "AuditLogs",
          TimeGenerated: "2026-11-02T09:52:10.7952638+00:00",
          Type: "AuditLogs",
          ResourceId: `/tenants/${TENANT}/providers/Microsoft.aadiam`,
          OperationName: "Consent to application",
          OperationVersion: "1.0",
          Category: "ApplicationManagement",
          AADTenantId: TENANT,
          ResultSignature: "None",
          DurationMs: 0,
          CorrelationId: "c0c0c0c0-0000-4000-8000-0000000000c1",
          Level: 4,
          Id: "Directory_c0c0c0c0-0000-4000-8000-0000000000c1_ABCDE_12345678",
          Result: "success",
          ResultReason: "",
          ActivityDisplayName: "Consent to application",
          ActivityDateTime: "2026-11-02T09:52:10.7952638+00:00",
          LoggedByService: "Core Directory",
          AADOperationType: "Assign",
          InitiatedBy: directoryAudit.initiatedBy,
          TargetResources: directoryAudit.targetResources,
          AdditionalDetails: directoryAudit.additionalDetails,
        },
      ],
    });
  });

  it("are read where their properties are JSON in a text", () => expect(recognised({ ...envelope, properties: JSON.stringify(directoryAudit) })).toEqual(recognised(envelope)));

  it("of a sign-in have its place and its resource in columns of other names", () => {
    const properties = { id: "x", createdDateTime: "2026-11-02T09:52:09Z", userPrincipalName: "bob@contoso.com", location: { city: "Paris" }, resourceId: "00000003-0000-0000-c000-000000000000", status: { errorCode: 50126 }, appliedConditionalAccessPolicies: [], isInteractive: true };
    const found = recognised({ ...envelope, category: "SignInLogs", operationName: "Sign-in activity", resultType: "50126", location: "FR", properties });
    expect(found).toMatchObject({ rows: [{ table: "SigninLogs", Location: "FR", LocationDetails: { city: "Paris" }, ResourceIdentity: "00000003-0000-0000-c000-000000000000", ResourceId: `/tenants/${TENANT}/providers/Microsoft.aadiam`, ResultType: "50126", ConditionalAccessPolicies: [], UserPrincipalName: "bob@contoso.com", TimeGenerated: "2026-11-02T09:52:11.1Z" }] });
  });

  it.each([
    ["NonInteractiveUserSignInLogs", "AADNonInteractiveUserSignInLogs"],
    ["ServicePrincipalSignInLogs", "AADServicePrincipalSignInLogs"],
    ["ManagedIdentitySignInLogs", "AADManagedIdentitySignInLogs"],
    ["UserRiskEvents", "AADUserRiskEvents"],
    ["MicrosoftGraphActivityLogs", "MicrosoftGraphActivityLogs"],
    ["signinlogs", "SigninLogs"],
  ])("of the category %s are rows of %s", (category, table) => expect(recognised({ ...envelope, category, properties: {} })).toMatchObject({ rows: [{ table, TimeGenerated: envelope.time }] }));

  it("of Graph's activity have names without case, and ids under other names", () => {
    const properties = { timeGenerated: "2026-11-02T09:52:10Z", tenantId: TENANT, appId: "a1b2c3d4-0000-4000-8000-00000000aa01", requestUri: "https://graph.microsoft.com/v1.0/users/bob@contoso.com/messages", responseStatusCode: 200, roles: "Mail.Read", C_Sid: "s1", servicePrincipalId: "9e8d7c6b-5a40-4b3c-8d2e-1f0a9b8c7d01", durationMs: 1748376 };
    expect(recognised({ ...envelope, category: "MicrosoftGraphActivityLogs", operationName: "Microsoft Graph Activity", durationMs: "1748376", properties })).toMatchObject({
      rows: [{ table: "MicrosoftGraphActivityLogs", AadTenantId: TENANT, AppId: "a1b2c3d4-0000-4000-8000-00000000aa01", RequestUri: "https://graph.microsoft.com/v1.0/users/bob@contoso.com/messages", ResponseStatusCode: 200, Roles: "Mail.Read", SessionId: "s1", IPAddress: "203.0.113.24", DurationMs: 1748376 }],
    });
  });

  it("of a category that nothing knows are skipped", () => expect(recognised({ ...envelope, category: "B2CRequestLogs" })).toEqual({ skipped: "is of an unknown category", detail: '"B2CRequestLogs"' }));
});

describe("records of Graph", () => {
  it("of a directory audit become the same row as from the diagnostic setting, but for the envelope's own", () => {
    expect(recognised(directoryAudit)).toMatchObject({ kind: "Graph directory audit", time: "2026-11-02T09:52:10.7952638Z", rows: [{ table: "AuditLogs", OperationName: "Consent to application", AADOperationType: "Assign", Result: "success", TargetResources: directoryAudit.targetResources }] });
  });

  it("of a sign-in become a row of the table of its kind", () => {
    const signIn = { id: "x", createdDateTime: "2026-11-02T09:52:09Z", userPrincipalName: "bob@contoso.com", appDisplayName: "Outlook", ipAddress: "203.0.113.24", status: { errorCode: 0 }, isInteractive: true };
    expect(recognised(signIn)).toMatchObject({ kind: "Graph sign-in", rows: [{ table: "SigninLogs", ResultType: "0", IPAddress: "203.0.113.24", TimeGenerated: "2026-11-02T09:52:09Z" }] });
    expect(recognised({ ...signIn, isInteractive: false })).toMatchObject({ rows: [{ table: "AADNonInteractiveUserSignInLogs" }] });
  });
});

describe("events of Defender XDR's streaming", () => {
  const streamed = (table: string, properties: object): object => ({ time: "2026-11-02T09:55:00Z", tenantId: TENANT, operationName: "Publish", category: `AdvancedHunting-${table}`, properties, Tenant: "DefaultTenant" });

  it("become rows of the table that they name, of the time when they happened", () => {
    expect(recognised(streamed("EmailEvents", { Timestamp: "2026-11-02T09:50:00Z", SenderFromAddress: "bob@contoso.com", EmailDirection: "Outbound" }))).toEqual({
      kind: "Defender XDR event",
      time: "2026-11-02T09:50:00.0000000Z",
      rows: [{ table: "EmailEvents", Timestamp: "2026-11-02T09:50:00Z", TimeGenerated: "2026-11-02T09:50:00Z", Type: "EmailEvents", SenderFromAddress: "bob@contoso.com", EmailDirection: "Outbound" }],
    });
  });

  it("of AlertInfo are also the alert that Sentinel's connector makes of them", () => {
    const found = recognised(streamed("AlertInfo", { Timestamp: "2026-11-02T09:41:07Z", AlertId: "da1", Title: "User restricted from sending email", Severity: "High", ServiceSource: "Microsoft Defender for Office 365" }));
    expect(found).toMatchObject({ rows: [{ table: "AlertInfo", Title: "User restricted from sending email" }, { table: "SecurityAlert", AlertName: "User restricted from sending email", AlertSeverity: "High", SystemAlertId: "da1", ProviderName: "Microsoft Defender for Office 365" }] });
  });

  it("of CloudAppEvents are also what the audit record in them is", () => {
    const found = recognised(streamed("CloudAppEvents", { Timestamp: "2026-11-02T09:41:07Z", ActionType: "Add-MailboxPermission", RawEventData: exchangeRecord() }));
    expect(found).toMatchObject({ rows: [{ table: "CloudAppEvents", ActionType: "Add-MailboxPermission" }, { table: "OfficeActivity", UserId: "ann.admin@contoso.com" }] });
  });

  it("of a table that nothing knows are skipped", () => expect(recognised(streamed("Nonsense", {}))).toEqual({ skipped: "is of an unknown category", detail: '"AdvancedHunting-Nonsense"' }));
});

describe("rows of Log Analytics", () => {
  const office = { TimeGenerated: "2026-11-02T09:41:07Z", Operation: "Send", OfficeWorkload: "Exchange", UserId: "bob@contoso.com", OfficeId: "x" };

  it("are told by what names their table", () => {
    expect(recognised({ ...office, Type: "OfficeActivity" })).toEqual({ kind: "Log Analytics row", time: "2026-11-02T09:41:07.0000000Z", rows: [{ table: "OfficeActivity", ...office, Type: "OfficeActivity" }] });
    expect(recognised({ TimeGenerated: office.TimeGenerated, TableName: "Heartbeat", Computer: "x" })).toMatchObject({ rows: [{ table: "Heartbeat" }] });
  });

  it("are told by their columns where nothing names it, or the name is something else's", () => {
    expect(recognised({ ...office, TableName: "PrimaryResult" })).toMatchObject({ rows: [{ table: "OfficeActivity" }] });
    expect(recognised({ ...office, Type: "Syslog" })).toMatchObject({ rows: [{ table: "OfficeActivity", Type: "OfficeActivity" }] });
  });

  it.each(["OfficeActivity", "AuditLogs", "SigninLogs", "SecurityAlert", "AzureActivity", "CloudAppEvents", "EmailEvents", "AlertInfo", "AlertEvidence", "OAuthAppInfo", "MicrosoftGraphActivityLogs", "SentinelHealth", "SentinelAudit", "AADNonInteractiveUserSignInLogs"])(
    "of %s are told by all of its columns",
    (table) => {
      const row = Object.fromEntries((tables.get(table) ?? []).map(({ name }) => [name, ""]));
      expect(recognised({ ...row, TimeGenerated: "2026-11-02T09:41:07Z", Type: "" })).toMatchObject({ rows: table === "AlertInfo" ? [{ table }, { table: "SecurityAlert" }] : [{ table }] });
    },
  );

  it("of a table that has the columns of an audit record are its rows nevertheless", () => {
    const row = { TimeGenerated: "2026-11-02T09:41:07Z", CreationTime: "2026-11-02T09:41:07Z", Operation: "SensitivityLabelApplied", Workload: "Exchange", RecordType: "SensitivityLabelAction", UserId: "bob@contoso.com", Type: "MicrosoftPurviewInformationProtection" };
    expect(recognised(row)).toMatchObject({ kind: "Log Analytics row", rows: [{ table: "MicrosoftPurviewInformationProtection" }] });
  });

  it("take the columns of the table, however they are spelled, and no others", () => {
    expect(recognised({ ...office, operationproperties: "[]", Extra: 1, __proto__: null })).toMatchObject({ rows: [{ table: "OfficeActivity", OperationProperties: "[]" }] });
    expect(JSON.stringify(recognised({ ...office, Extra: 1 }))).not.toContain("Extra");
  });

  it("of the portal's advanced hunting have their time in another column", () => {
    expect(recognised({ Timestamp: "2026-11-02T09:50:00Z", SenderFromAddress: "bob@contoso.com", RecipientEmailAddress: "x@fabrikam.com", EmailDirection: "Outbound", DeliveryAction: "Delivered" })).toMatchObject({ time: "2026-11-02T09:50:00.0000000Z", rows: [{ table: "EmailEvents", TimeGenerated: "2026-11-02T09:50:00Z" }] });
  });

  it("of no known table are skipped", () => {
    expect(recognised({ TimeGenerated: "2026-11-02T09:41:07Z", a: 1, b: 2, c: 3 })).toEqual({ skipped: "is a row of no known table", detail: 'has "TimeGenerated", "a", "b"' });
    expect(recognised({ TimeGenerated: "2026-11-02T09:41:07Z", UserId: "x" })).toMatchObject({ skipped: "is a row of no known table" });
  });

  it("without a time that can be read are skipped", () => expect(recognised({ ...office, TimeGenerated: "3/4/2026 9:00" })).toEqual({ skipped: "has no time that can be read", detail: '"3/4/2026 9:00"' }));
});

describe("events of Azure's activity log", () => {
  const resource = "/subscriptions/33333333-0000-4000-8000-000000000003/resourceGroups/logs/providers/Microsoft.OperationalInsights/workspaces/soc";
  const claims = { "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn": "ann.admin@contoso.com", appid: "a1b2c3d4-0000-4000-8000-0000000000d0" };
  const authorization = { scope: resource, action: "Microsoft.OperationalInsights/workspaces/write" };
  const exported = {
    time: "2026-11-02T09:30:00Z",
    resourceId: resource.toUpperCase(),
    operationName: "MICROSOFT.OPERATIONALINSIGHTS/WORKSPACES/WRITE",
    category: "Administrative",
    resultType: "Success",
    resultSignature: "Succeeded.OK",
    callerIpAddress: "203.0.113.24",
    correlationId: "c0c0c0c0-0000-4000-8000-0000000000c1",
    identity: { authorization, claims },
    level: "Information",
    properties: { statusCode: "OK", requestbody: '{"properties":{"retentionInDays":30}}', entity: resource },
  };

  it("become rows of AzureActivity from its export", () => {
    expect(recognised(exported)).toMatchObject({
      kind: "Azure activity event",
      time: "2026-11-02T09:30:00.0000000Z",
      rows: [
        {
          table: "AzureActivity", OperationNameValue: "MICROSOFT.OPERATIONALINSIGHTS/WORKSPACES/WRITE", ActivityStatusValue: "Success", ActivitySubstatusValue: "OK", CategoryValue: "Administrative",
          Caller: "ann.admin@contoso.com", CallerIpAddress: "203.0.113.24", CorrelationId: "c0c0c0c0-0000-4000-8000-0000000000c1", Claims_d: claims, Claims: JSON.stringify(claims), Authorization_d: authorization,
          Properties_d: exported.properties, Properties: JSON.stringify(exported.properties), SubscriptionId: "33333333-0000-4000-8000-000000000003", ResourceGroup: "LOGS", _ResourceId: resource.toLowerCase(),
          ResourceProviderValue: "MICROSOFT.OPERATIONALINSIGHTS",
        },
      ],
    });
  });

  it("keep their properties one step deeper in newer exports, beside their category", () => {
    const found = recognised({ ...exported, category: "Write", properties: { eventCategory: "Policy", operationId: "op1", eventProperties: { statusCode: "OK" } } });
    expect(found).toMatchObject({ rows: [{ CategoryValue: "Policy", OperationId: "op1", Properties_d: { statusCode: "OK" } }] });
  });

  it("become the same from the REST API, which names things twice", () => {
    const named = (value: string, localizedValue = value): object => ({ value, localizedValue });
    const listed = { eventTimestamp: "2026-11-02T09:30:00Z", submissionTimestamp: "2026-11-02T09:31:00Z", eventDataId: "e1", operationName: named("Microsoft.OperationalInsights/workspaces/write", "Write workspace"), status: named("Succeeded"), subStatus: named("OK"), category: named("Administrative"), caller: "ann.admin@contoso.com", httpRequest: { clientIpAddress: "203.0.113.24" }, resourceId: resource, claims, authorization, properties: {}, level: "Informational", correlationId: "c1" };
    expect(recognised(listed)).toMatchObject({
      kind: "Azure activity event",
      rows: [{ OperationNameValue: "Microsoft.OperationalInsights/workspaces/write", OperationName: "Write workspace", ActivityStatusValue: "Succeeded", Caller: "ann.admin@contoso.com", CallerIpAddress: "203.0.113.24", EventSubmissionTimestamp: "2026-11-02T09:31:00Z" }],
    });
  });

  it("are no events without a resource", () => expect(recognised({ ...exported, resourceId: undefined })).toMatchObject({ skipped: "is of an unknown category" }));
});

describe("what is none of these", () => {
  it.each([
    ["an object of something else", { a: 1, b: 2, c: 3, d: 4 }, 'has "a", "b", "c"'],
    ["an empty object", {}, "has no fields"],
    ["a record whose fields are those that every object has", JSON.parse('{"__proto__":{"Operation":"x","CreationTime":"2026-11-02"},"constructor":1}') as object, 'has "__proto__", "constructor"'],
  ])("is skipped: %s", (_what, record, detail) => expect(recognised(record)).toEqual({ skipped: "is no record of a known log", detail }));

  it("is skipped where it nests too deep to be written as text", () => {
    const deep = `{"Operation":"x","CreationTime":"2026-11-02T09:41:07","Workload":"Exchange","Item":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    expect(recogniser.recognise(JSON.parse(deep) as JsonObject)).toEqual({ skipped: "nests too deep" });
  });

  it("shows escape codes of its fields' names as text", () => expect(recognised({ "\u001b[2J": 1 })).toEqual({ skipped: "is no record of a known log", detail: 'has "\\u001b[2J"' }));
});

describe("knowsColumns", () => {
  it.each([
    [["RecordId", "CreationDate", "RecordType", "Operation", "UserId", "AuditData"], true],
    [["CreationTime", "Operation", "Workload", "UserId"], true],
    [["TimeGenerated", "OfficeWorkload", "Operation", "OfficeId"], true],
    [["Date", "Amount", "Payee"], false],
    [["TimeGenerated", "a", "b", "c"], false],
  ])("of %p is %p", (names, known) => expect(recogniser.knowsColumns(names)).toBe(known));
});
