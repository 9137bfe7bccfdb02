import { loadTables } from "../../../catalogue/tables";
import type { JsonObject } from "../../../hunt/records/json";
import { Recogniser } from "../../../hunt/records/recognise";
import { alertRecord, entraRecord, exchangeRecord, PIPELINE } from "../../support/audit-record";

const recogniser = new Recogniser(loadTables());

/** The row that a record becomes, or why it becomes none. */
function row(record: object): Record<string, unknown> {
  const found = recogniser.recognise(JSON.parse(JSON.stringify(record)) as JsonObject);
  if ("skipped" in found) return { ...found };
  expect(found.kind).toBe("unified audit record");
  expect(found.rows).toHaveLength(1);
  return { table: found.rows[0]?.table, ...found.rows[0]?.cells };
}

describe("a record of Exchange", () => {
  it("becomes a row of OfficeActivity, as the connector writes it", () => {
    expect(row(exchangeRecord())).toEqual({
      table: "OfficeActivity",
      Type: "OfficeActivity",
      SourceSystem: "OfficeActivityManager",
      TimeGenerated: "2026-11-02T09:41:07.0000000Z",
      OfficeId: "2b7c9d10-1f3e-4a5b-9c6d-08dee8a1c001",
      SourceRecordId: "2b7c9d10-1f3e-4a5b-9c6d-08dee8a1c001",
      Operation: "Add-MailboxPermission",
      OrganizationId: "5f0c7a31-90ab-4c1d-8e22-3d4f5a6b7c01",
      OfficeTenantId: "5f0c7a31-90ab-4c1d-8e22-3d4f5a6b7c01",
      RecordType: "ExchangeAdmin",
      ResultStatus: "True",
      UserKey: "1003200000000a01",
      UserType: "Admin",
      OfficeWorkload: "Exchange",
      ClientIP: "[2001:db8::24]:47114",
      OfficeObjectId: "bob",
      UserId: "ann.admin@contoso.com",
      AppId: "",
      ClientAppId: "",
      ExternalAccess: "False",
      OrganizationName: "contoso.onmicrosoft.com",
      OriginatingServer: "AM0PR00MB0001 (15.20.4042.018)",
      Parameters: JSON.stringify(exchangeRecord().Parameters),
    });
  });

  it("of a mailbox has its address and kind of logon in columns of other names, and lists as text or dynamic as the columns are", () => {
    const item = { Id: "LgAAAB", ParentFolder: { MemberRights: "ReadAny", MemberUpn: "Everyone", Path: "\\Inbox" } };
    const properties = [{ Name: "MailAccessType", Value: "Bind" }];
    const found = row({ ...exchangeRecord({ Operation: "ModifyFolderPermissions", RecordType: 2, UserType: 0, Parameters: undefined }), ClientIPAddress: "203.0.113.7", LogonType: 2, InternalLogonType: 0, Item: item, OperationProperties: properties, CrossMailboxOperation: true, OperationCount: 3 });
    expect(found).toMatchObject({ RecordType: "ExchangeItem", UserType: "Regular", Client_IPAddress: "203.0.113.7", Logon_Type: "Delegated", InternalLogonType: 0, Item: JSON.stringify(item), OperationProperties: properties, CrossMailboxOperations: true });
    expect(found).not.toHaveProperty("Parameters");
    expect(found).not.toHaveProperty("OperationCount");
  });

  it.each([
    ["RecordType", 50, "50"],
    ["RecordType", 4711, "4711"],
    ["RecordType", "ExchangeItem", "ExchangeItem"],
    ["UserType", 5, "Application"],
    ["UserType", "3", "DcAdmin"],
    ["ExternalAccess", true, "True"],
    ["ResultStatus", "Succeeded", "Succeeded"],
    ["ResultStatus", true, "True"],
  ])("shows %s %p as %s", (field, value, shown) => expect(row(exchangeRecord({ [field]: value }))[field]).toBe(shown));

  it("is the same with all of its names in small letters, as Panther writes them, and with blanks in its time", () => {
    const small = Object.fromEntries(Object.entries(exchangeRecord({ CreationTime: "2026-11-02 09:41:07" })).map(([name, value]) => [name.toLowerCase(), value]));
    expect(row(small)).toEqual(row(exchangeRecord()));
  });

  it("is the same where lists and numbers were written as text, as in CSV", () => {
    const written = exchangeRecord({ RecordType: "1", UserType: "2", ExternalAccess: "False", Parameters: JSON.stringify(exchangeRecord().Parameters), Version: "1" });
    expect(row(written)).toEqual(row(exchangeRecord()));
  });

  it("can't be taken over by fields that are columns of the workspace's own", () => {
    expect(row(exchangeRecord({ TimeGenerated: "2020-01-01T00:00:00Z", Type: "Syslog", TenantId: "x" }))).toMatchObject({ TimeGenerated: "2026-11-02T09:41:07.0000000Z", Type: "OfficeActivity" });
  });

  it.each([
    ["2026-11-02T09:41:07Z", "2026-11-02T09:41:07.0000000Z"],
    ["2026-11-02T09:41:07.1234567", "2026-11-02T09:41:07.1234567Z"],
    ["2026-11-02T11:41:07+02:00", "2026-11-02T09:41:07.0000000Z"],
    ["11/2/2026 9:41:07 AM", "2026-11-02T09:41:07.0000000Z"],
    ["/Date(1793612467000)/", "2026-11-02T09:41:07.0000000Z"],
  ])("of the time %s happened at %s", (written, time) => expect(row(exchangeRecord({ CreationTime: written }))["TimeGenerated"]).toBe(time));

  it.each(["yesterday", "", "3/4/2026 9:41:07", 17])("of the time %p can't be placed", (written) => expect(row(exchangeRecord({ CreationTime: written }))).toMatchObject({ skipped: "has no time that can be read" }));
});

describe("a record of the Security & Compliance centre", () => {
  const policy = { Operation: "Set-UnifiedAuditLogRetentionPolicy", RecordType: 18, Workload: "SecurityComplianceCenter", ResultStatus: "Success", Parameters: '-Identity "All mail" -RetentionDuration "ThreeMonths" -Force:$true' };

  it("becomes a row of OfficeActivity too, its parameters listed as Exchange's are", () => {
    expect(row(exchangeRecord(policy))).toMatchObject({
      table: "OfficeActivity",
      OfficeWorkload: "SecurityComplianceCenter",
      RecordType: "SecurityComplianceCenterEOPCmdlet",
      ResultStatus: "Success",
      Parameters: '[{"Name":"Identity","Value":"All mail"},{"Name":"RetentionDuration","Value":"ThreeMonths"},{"Name":"Force","Value":"True"}]',
    });
  });

  it("may have no parameters", () => expect(row(exchangeRecord({ ...policy, Parameters: "" }))["Parameters"]).toBe(""));
});

describe("a record of Entra", () => {
  it("becomes a row of AuditLogs, as its diagnostic setting writes it", () => {
    expect(row(entraRecord())).toEqual({
      table: "AuditLogs",
      Type: "AuditLogs",
      SourceSystem: "Azure AD",
      TimeGenerated: "2026-11-02T09:52:10.0000000Z",
      ActivityDateTime: "2026-11-02T09:52:10.0000000Z",
      OperationName: "Add app role assignment to service principal",
      ActivityDisplayName: "Add app role assignment to service principal",
      Category: "ApplicationManagement",
      Result: "success",
      CorrelationId: "c0c0c0c0-0000-4000-8000-0000000000c1",
      Id: "77aa0b1c-0000-4000-8000-0000000000f1",
      AADTenantId: "5f0c7a31-90ab-4c1d-8e22-3d4f5a6b7c01",
      LoggedByService: "Core Directory",
      InitiatedBy: { user: { id: "5b1f0a3e-6d0a-4b1c-8a77-2f6d1c9e0a01", displayName: null, userPrincipalName: "ann.admin@contoso.com", ipAddress: "203.0.113.24", roles: [] } },
      TargetResources: [
        {
          id: "7c1e5b0a-3f4d-4e0f-9d55-0a4b8c2d6e01",
          displayName: "Microsoft Graph",
          type: "ServicePrincipal",
          modifiedProperties: [
            { displayName: "AppRole.Id", oldValue: null, newValue: '"b633e1c5-b582-4048-a93e-9f11b44c7e96"' },
            { displayName: "AppRole.Value", oldValue: null, newValue: '"Mail.Send"' },
            { displayName: "ServicePrincipal.DisplayName", oldValue: null, newValue: '"Invoice Robot"' },
            { displayName: "ServicePrincipal.AppId", oldValue: null, newValue: '"a1b2c3d4-0000-4000-8000-00000000aa01"' },
            { displayName: "TargetId.ServicePrincipalNames", oldValue: null, newValue: '"00000003-0000-0000-c000-000000000000;https://graph.microsoft.com"' },
          ],
          administrativeUnits: [],
        },
      ],
      AdditionalDetails: [
        { key: "User-Agent", value: "Mozilla/5.0" },
        { key: "AppId", value: "a1b2c3d4-0000-4000-8000-00000000aa01" },
      ],
    });
  });

  it("keeps the dash and the trailing blank of an operation's name", () => {
    expect(row(entraRecord({ Operation: "Update application – Certificates and secrets management " }))["OperationName"]).toBe("Update application – Certificates and secrets management ");
  });

  it.each([
    ["Success", "success"],
    ["Succeeded", "success"],
    ["Failure", "failure"],
    ["", ""],
  ])("with the status %p has the result %p", (status, result) => expect(row(entraRecord({ ResultStatus: status }))["Result"]).toBe(result));

  it("writes a changed value as AuditLogs does: lists and objects as JSON without blanks, all else as a JSON text", () => {
    const properties = [
      { Name: "KeyDescription", NewValue: '[\r\n  "[KeyIdentifier=1, KeyType=Password]"\r\n]', OldValue: "[]" },
      { Name: "Consent", NewValue: "[] => [[Id: x, Scope: Mail.Read]]; ", OldValue: "" },
      { Name: "Number", NewValue: "12345678901234567890", OldValue: "5" },
      { Name: "Large", NewValue: '{ "id": 12345678901234567890, "text": "a  \\" b" }', OldValue: null },
    ];
    const [target] = row(entraRecord({ ModifiedProperties: properties }))["TargetResources"] as { modifiedProperties: unknown }[];
    expect(target?.modifiedProperties).toEqual([
      { displayName: "KeyDescription", newValue: '["[KeyIdentifier=1, KeyType=Password]"]', oldValue: "[]" },
      { displayName: "Consent", newValue: '"[] => [[Id: x, Scope: Mail.Read]]; "', oldValue: null },
      { displayName: "Number", newValue: '"12345678901234567890"', oldValue: '"5"' },
      { displayName: "Large", newValue: '{"id":12345678901234567890,"text":"a  \\" b"}', oldValue: null },
    ]);
  });

  it.each([
    ["by the pairs that name it", { Actor: PIPELINE, UserId: "ServicePrincipal_9e8d7c6b-5a40-4b3c-8d2e-1f0a9b8c7d01" }],
    ["by its type alone", { Actor: PIPELINE.filter(({ ID }) => !ID.startsWith("ServicePrincipal_")), UserId: "Not Available" }],
  ])("is initiated by an application, told %s", (_how, more) => {
    expect(row(entraRecord(more))["InitiatedBy"]).toEqual({
      app: { appId: "a1b2c3d4-0000-4000-8000-0000000000d0", displayName: "Deployment", servicePrincipalId: "9e8d7c6b-5a40-4b3c-8d2e-1f0a9b8c7d01", servicePrincipalName: null },
    });
  });

  it("is initiated by whom its user id names where nobody else does", () => {
    expect(row(entraRecord({ Actor: undefined, UserId: "ServicePrincipal_9e8d7c6b-5a40-4b3c-8d2e-1f0a9b8c7d01" }))["InitiatedBy"]).toMatchObject({ app: { servicePrincipalId: "9e8d7c6b-5a40-4b3c-8d2e-1f0a9b8c7d01", appId: null } });
    expect(row(entraRecord({ Actor: [], UserId: "bob@contoso.com", ActorIpAddress: "<null>" }))["InitiatedBy"]).toMatchObject({ user: { userPrincipalName: "bob@contoso.com", id: null, ipAddress: "203.0.113.24" } });
  });

  it("may name several objects, the first of which its changes are of", () => {
    const targets = [
      { ID: "Group_11111111-0000-4000-8000-000000000001", Type: 2 },
      { ID: "11111111-0000-4000-8000-000000000001", Type: 2 },
      { ID: "Group", Type: 2 },
      { ID: "Sales", Type: 1 },
      { ID: "User_22222222-0000-4000-8000-000000000002", Type: 2 },
      { ID: "22222222-0000-4000-8000-000000000002", Type: 2 },
      { ID: "User", Type: 2 },
      { ID: "bob@contoso.com", Type: 5 },
    ];
    expect(row(entraRecord({ Target: targets, ModifiedProperties: [{ Name: "X", NewValue: "1", OldValue: "" }] }))["TargetResources"]).toEqual([
      { id: "11111111-0000-4000-8000-000000000001", displayName: "Sales", type: "Group", modifiedProperties: [{ displayName: "X", newValue: '"1"', oldValue: null }], administrativeUnits: [] },
      { id: "22222222-0000-4000-8000-000000000002", displayName: null, type: "User", userPrincipalName: "bob@contoso.com", modifiedProperties: [], administrativeUnits: [] },
    ]);
  });

  it("of an older form says its category itself, and names no target", () => {
    const found = row(entraRecord({ ExtendedProperties: [{ Name: "resultType", Value: "Success" }, { Name: "auditEventCategory", Value: "UserManagement" }, { Name: "nCloud", Value: "x" }], Target: undefined, Actor: undefined, ModifiedProperties: undefined, ObjectId: "bob@contoso.com" }));
    expect(found).toMatchObject({ Category: "UserManagement", AdditionalDetails: [{ key: "nCloud", value: "x" }], TargetResources: [{ id: "", displayName: "bob@contoso.com", modifiedProperties: [] }] });
  });

  it("is told by its number where it names no workload", () => expect(row(entraRecord({ Workload: undefined }))["table"]).toBe("AuditLogs"));

  it("of a sign-in becomes a row of SigninLogs, with the little that is known of it", () => {
    const signIn = { Operation: "UserLoggedIn", RecordType: 15, UserKey: "5b1f0a3e-6d0a-4b1c-8a77-2f6d1c9e0a01", ApplicationId: "a1b2c3d4-0000-4000-8000-0000000000e5", ErrorNumber: "0", ExtendedProperties: [{ Name: "UserAgent", Value: "Mozilla/5.0" }], Target: [{ ID: "00000003-0000-0000-c000-000000000000", Type: 0 }] };
    expect(row(entraRecord(signIn))).toMatchObject({
      table: "SigninLogs", TimeGenerated: "2026-11-02T09:52:10.0000000Z", UserPrincipalName: "ann.admin@contoso.com", UserId: "5b1f0a3e-6d0a-4b1c-8a77-2f6d1c9e0a01",
      AppId: "a1b2c3d4-0000-4000-8000-0000000000e5", ResultType: "0", IPAddress: "203.0.113.24", UserAgent: "Mozilla/5.0", ResourceIdentity: "00000003-0000-0000-c000-000000000000",
    });
    expect(row(entraRecord({ Operation: "UserLoginFailed", RecordType: undefined }))["table"]).toBe("SigninLogs");
  });
});

describe("a compliance alert", () => {
  it("becomes a row of SecurityAlert, as the connector of Defender for Office writes it", () => {
    const found = row(alertRecord());
    expect(found).toMatchObject({
      table: "SecurityAlert", TimeGenerated: "2026-11-02T09:57:31.0000000Z", StartTime: "2026-11-02T09:41:00.0000000Z", EndTime: "2026-11-02T09:42:00.0000000Z",
      AlertName: "User restricted from sending email", DisplayName: "User restricted from sending email", AlertSeverity: "High", AlertType: "5bd8e1ef-0000-4000-8000-0f48fd576ec7",
      ProviderName: "OATP", VendorName: "Microsoft", ProductName: "Office 365 Advanced Threat Protection", SystemAlertId: "8f2c1a10-3d5e-4c77-8a43-08dee8a1b207", Status: "New",
      CompromisedEntity: "bob@contoso.com", Description: "The account may be in other hands", AlertLink: "https://security.microsoft.com/alerts/fa8f2c1a10",
    });
    expect(JSON.parse(String(found["Entities"]))).toEqual([
      { $id: "1", MailboxPrimaryAddress: "bob@contoso.com", Upn: "bob@contoso.com", Type: "mailbox" },
      { $id: "2", Name: "bob", UPNSuffix: "contoso.com", Type: "account" },
    ]);
  });

  it("is told by its operation where it has no number, and by its number whatever its operation", () => {
    expect(row(alertRecord({ RecordType: undefined, Operation: "AlertTriggered" }))["table"]).toBe("SecurityAlert");
    expect(row(alertRecord({ Operation: "AlertSomething" }))["table"]).toBe("SecurityAlert");
    expect(row(alertRecord({ RecordType: 42, Operation: "InsightGenerated" }))["table"]).toBe("OfficeActivity");
  });

  it.each([
    ["the entity of its data", {}, "bob@contoso.com"],
    ["its object, where the data name none", { Data: "{}", ObjectId: "dan@contoso.com" }, "dan@contoso.com"],
    ["whom its data name otherwise, where its object is the alert", { Data: '{"f3u":"erin@contoso.com"}', ObjectId: "8f2c1a10-3d5e-4c77-8a43-08dee8a1b207" }, "erin@contoso.com"],
    ["nobody, where all are ids", { Data: '{"eid":"x"}', ObjectId: "y" }, ""],
    ["nobody, where its data are cut", { Data: '{"eid":"bob@cont', ObjectId: "y" }, ""],
  ])("is about %s", (_whom, more, user) => {
    const found = row(alertRecord(more));
    expect(found["CompromisedEntity"]).toBe(user);
    expect(JSON.parse(String(found["Entities"]))).toHaveLength(user === "" ? 0 : 2);
  });

  it("of Cloud App Security has its provider", () => expect(row(alertRecord({ Source: "Cloud App Security" }))).toMatchObject({ ProviderName: "MCAS", ProductName: "Microsoft Cloud App Security" }));

  it("has the states' names of SecurityAlert, and begins when it was written where its data don't say", () => {
    expect(row(alertRecord({ Status: "Investigating", Data: "" }))).toMatchObject({ Status: "InProgress", StartTime: "2026-11-02T09:57:31.0000000Z", Description: "New alert" });
    expect(row(alertRecord({ Status: "Resolved" }))["Status"]).toBe("Resolved");
  });
});

describe("a record of outbound spam protection", () => {
  const restriction = { Operation: "HygieneTenantEvents", RecordType: 51, UserType: 4, Event: "Listed", EventId: 29, EventValue: "bob@contoso.com", Reason: "RecipientRateLimitExceeded;RecipientCountLast24Hours=10001", Parameters: undefined };
  const rows = (more: object): readonly unknown[] => {
    const found = recogniser.recognise(JSON.parse(JSON.stringify(exchangeRecord({ ...restriction, ...more }))) as JsonObject);
    return "skipped" in found ? [] : found.rows.map(({ table, cells }) => ({ table, ...cells }));
  };

  it("that somebody is restricted becomes the row that the alert of it would be, beside its own", () => {
    expect(rows({})).toMatchObject([
      { table: "OfficeActivity", RecordType: "HygieneEvent", Operation: "HygieneTenantEvents" },
      { table: "SecurityAlert", AlertName: "User restricted from sending email", CompromisedEntity: "bob@contoso.com", Description: restriction.Reason, TimeGenerated: "2026-11-02T09:41:07.0000000Z" },
    ]);
  });

  it.each([
    ["somebody is released", { Event: "Delisted" }],
    ["something other than a user is restricted", { EventValue: "5f0c7a31-90ab-4c1d-8e22-3d4f5a6b7c01" }],
    ["it is of another type", { RecordType: 2 }],
  ])("has no other row where %s", (_what, more) => expect(rows(more)).toMatchObject([{ table: "OfficeActivity" }]));
});
