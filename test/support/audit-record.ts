/** Records of the unified audit log in the shapes of real ones, all of their names and numbers made up. */

const ORGANIZATION = "5f0c7a31-90ab-4c1d-8e22-3d4f5a6b7c01";

/** An administrator opens bob's mailbox to carol. */
export function exchangeRecord(more: object = {}) {
  return {
    CreationTime: "2026-11-02T09:41:07",
    Id: "2b7c9d10-1f3e-4a5b-9c6d-08dee8a1c001",
    Operation: "Add-MailboxPermission",
    OrganizationId: ORGANIZATION,
    RecordType: 1,
    ResultStatus: "True",
    UserKey: "1003200000000a01",
    UserType: 2,
    Version: 1,
    Workload: "Exchange",
    ClientIP: "[2001:db8::24]:47114",
    ObjectId: "bob",
    UserId: "ann.admin@contoso.com",
    AppId: "",
    ClientAppId: "",
    ExternalAccess: false,
    OrganizationName: "contoso.onmicrosoft.com",
    OriginatingServer: "AM0PR00MB0001 (15.20.4042.018)",
    Parameters: [
      { Name: "DomainController", Value: "" },
      { Name: "AccessRights", Value: "FullAccess" },
      { Name: "Identity", Value: "EURPR00A001.PROD.OUTLOOK.COM/Microsoft Exchange Hosted Organizations/contoso.onmicrosoft.com/bob" },
      { Name: "User", Value: "carol@contoso.com" },
    ],
    ...more,
  };
}

/** Exchange sets its own audit log up, as it does now and then: nothing that a detection is after. */
export function quietRecord(more: object = {}) {
  return exchangeRecord({
    Id: "2b7c9d10-1f3e-4a5b-9c6d-08dee8a1c002",
    Operation: "Set-TransportConfig",
    UserId: "NT AUTHORITY\\SYSTEM (Microsoft.Exchange.ServiceHost)",
    UserType: 3,
    ExternalAccess: true,
    Parameters: [{ Name: "Identity", Value: "contoso.onmicrosoft.com" }],
    ...more,
  });
}

const ADMIN = [
  { ID: "ann.admin@contoso.com", Type: 5 },
  { ID: "1003200000000A01", Type: 3 },
  { ID: "Azure ESTS Service", Type: 1 },
  { ID: "a1b2c3d4-0000-4000-8000-0000000000e5", Type: 2 },
  { ID: "User_5b1f0a3e-6d0a-4b1c-8a77-2f6d1c9e0a01", Type: 2 },
  { ID: "5b1f0a3e-6d0a-4b1c-8a77-2f6d1c9e0a01", Type: 2 },
  { ID: "User", Type: 2 },
];

export const PIPELINE = [
  { ID: "Deployment", Type: 1 },
  { ID: "a1b2c3d4-0000-4000-8000-0000000000d0", Type: 2 },
  { ID: "ServicePrincipal_9e8d7c6b-5a40-4b3c-8d2e-1f0a9b8c7d01", Type: 2 },
  { ID: "9e8d7c6b-5a40-4b3c-8d2e-1f0a9b8c7d01", Type: 2 },
  { ID: "ServicePrincipal", Type: 2 },
];

/** An administrator gives an application Mail.Send on Microsoft Graph. */
export function entraRecord(more: object = {}) {
  return {
    CreationTime: "2026-11-02T09:52:10",
    Id: "77aa0b1c-0000-4000-8000-0000000000f1",
    Operation: "Add app role assignment to service principal.",
    OrganizationId: ORGANIZATION,
    RecordType: 8,
    ResultStatus: "Success",
    UserKey: "1003200000000A01@contoso.com",
    UserType: 0,
    Version: 1,
    Workload: "AzureActiveDirectory",
    ClientIP: "203.0.113.24",
    ObjectId: "https://graph.microsoft.com;00000003-0000-0000-c000-000000000000",
    UserId: "ann.admin@contoso.com",
    AzureActiveDirectoryEventType: 1,
    ExtendedProperties: [
      { Name: "additionalDetails", Value: '{"User-Agent":"Mozilla/5.0","AppId":"a1b2c3d4-0000-4000-8000-00000000aa01"}' },
      { Name: "extendedAuditEventCategory", Value: "ServicePrincipal" },
    ],
    ModifiedProperties: [
      { Name: "AppRole.Id", NewValue: "b633e1c5-b582-4048-a93e-9f11b44c7e96", OldValue: "" },
      { Name: "AppRole.Value", NewValue: "Mail.Send", OldValue: "" },
      { Name: "ServicePrincipal.DisplayName", NewValue: "Invoice Robot", OldValue: "" },
      { Name: "ServicePrincipal.AppId", NewValue: "a1b2c3d4-0000-4000-8000-00000000aa01", OldValue: "" },
      { Name: "TargetId.ServicePrincipalNames", NewValue: "00000003-0000-0000-c000-000000000000;https://graph.microsoft.com", OldValue: "" },
    ],
    Actor: ADMIN,
    ActorContextId: ORGANIZATION,
    ActorIpAddress: "203.0.113.24",
    InterSystemsId: "c0c0c0c0-0000-4000-8000-0000000000c1",
    IntraSystemId: "d0d0d0d0-0000-4000-8000-0000000000d1",
    SupportTicketId: "",
    Target: [
      { ID: "ServicePrincipal_7c1e5b0a-3f4d-4e0f-9d55-0a4b8c2d6e01", Type: 2 },
      { ID: "7c1e5b0a-3f4d-4e0f-9d55-0a4b8c2d6e01", Type: 2 },
      { ID: "ServicePrincipal", Type: 2 },
      { ID: "Microsoft Graph", Type: 1 },
      { ID: "00000003-0000-0000-c000-000000000000", Type: 2 },
      { ID: "00000003-0000-0000-c000-000000000000;https://graph.microsoft.com", Type: 4 },
    ],
    TargetContextId: ORGANIZATION,
    ...more,
  };
}

/** Bob's account was stopped from sending. */
export function alertRecord(more: object = {}) {
  return {
    CreationTime: "2026-11-02T09:57:31",
    Id: "3d1e0a77-62a2-4b1c-9d0a-5a1d0f7c2e01",
    Operation: "AlertEntityGenerated",
    OrganizationId: ORGANIZATION,
    RecordType: 40,
    ResultStatus: "Succeeded",
    UserKey: "SecurityComplianceAlerts",
    UserType: 4,
    Version: 1,
    Workload: "SecurityComplianceCenter",
    ObjectId: "bob@contoso.com",
    UserId: "SecurityComplianceAlerts",
    AlertEntityId: "Bob",
    AlertId: "8f2c1a10-3d5e-4c77-8a43-08dee8a1b207",
    AlertLinks: [{ AlertLinkHref: "https://security.microsoft.com/alerts/fa8f2c1a10" }],
    AlertType: "System",
    Category: "ThreatManagement",
    Comments: "New alert",
    Data: '{"etype":"User","eid":"bob@contoso.com","ts":"2026-11-02T09:41:00.0000000Z","te":"2026-11-02T09:42:00.0000000Z","op":"CompromisedAccount","suid":"bob@contoso.com","ad":"The account may be in other hands"}',
    EntityType: "User",
    Name: "User restricted from sending email",
    PolicyId: "5bd8e1ef-0000-4000-8000-0f48fd576ec7",
    Severity: "High",
    Source: "Office 365 Security & Compliance",
    Status: "Active",
    ...more,
  };
}

/** What Purview's export, and Search-UnifiedAuditLog, put around a record. */
export function wrapped(record: { readonly CreationTime: string; readonly Operation: string; readonly UserId: string; readonly Id: string; readonly RecordType: number }, auditData = JSON.stringify(record)) {
  return { RecordId: record.Id, CreationDate: record.CreationTime, RecordType: record.RecordType, Operation: record.Operation, UserId: record.UserId, AuditData: auditData };
}

/** Objects as CSV with a header, every cell in quotes. */
export function csv(rows: readonly object[]): string {
  const cell = (value: unknown): string => `"${String(value).replaceAll('"', '""')}"`;
  const lines = [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row) as unknown[])];
  return lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("");
}

/** Objects as JSON, one a line. */
export function ndjson(records: readonly object[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join("");
}
