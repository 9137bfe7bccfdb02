import { closeSync, openSync, writeSync } from "node:fs";
import { random } from "./random.mjs";

/** About what an organization's unified audit log holds: mostly reading, files and sign-ins, now and then a cmdlet. */
const KINDS = [
  [0.4, mailItemsAccessed],
  [0.12, sent],
  [0.1, moved],
  [0.2, fileAccessed],
  [0.15, signedIn],
  [0.02, cmdlet],
  [0.01, entraChange],
];

/** Writes that many records of the unified audit log, spread over some days, one JSON object a line. */
export function writeRecords(file, count, days = 7) {
  const next = random(20_261_122);
  const output = openSync(file, "w");
  let lines = "";
  for (let n = 0; n < count; n++) {
    const at = new Date(Date.UTC(2026, 10, 15) + Math.floor((n / count) * days * 86_400_000)).toISOString().slice(0, 19);
    let left = next();
    const [, make] = KINDS.find(([share]) => (left -= share) < 0) ?? KINDS[0];
    const user = `user${Math.floor(next() * 5_000)}@contoso.com`;
    const id = `00000000-0000-4000-8000-${n.toString(16).padStart(12, "0")}`;
    lines += `${JSON.stringify(make({ next, n, user, base: { CreationTime: at, Id: id, OrganizationId: "3f1a2b4c-0000-4000-8000-000000000001", UserId: user, UserKey: `10032000${n % 5000}`, Version: 1 } }))}\n`;
    if (lines.length > 1_048_576) {
      writeSync(output, lines);
      lines = "";
    }
  }
  writeSync(output, lines);
  closeSync(output);
}

const MAILBOX = { Workload: "Exchange", ResultStatus: "Succeeded", UserType: 0, ExternalAccess: false, InternalLogonType: 0, LogonType: 0, LogonUserSid: "S-1-5-21-1-2-3-1001", MailboxGuid: "6c2e1f4a-7d8b-4c9d-8e0f-1a2b3c4d5e01", OrganizationName: "contoso.onmicrosoft.com", OriginatingServer: "AM0PR01MB0001 (15.20.4200.000)\r\n" };

function mailItemsAccessed({ next, n, user, base }) {
  const application = next() < 0.05;
  const items = Array.from({ length: 1 + Math.floor(next() * 4) }, (_, i) => ({ InternetMessageId: `<AM0PR01MB0001${n}${i}@AM0PR01MB0001.eurprd01.prod.outlook.com>`, SizeInBytes: 40_000 + i }));
  return {
    ...base, ...MAILBOX, Operation: "MailItemsAccessed", RecordType: 50, MailboxOwnerUPN: user, ClientIPAddress: `203.0.113.${Math.floor(next() * 255)}`,
    ClientInfoString: application ? "Client=REST;Client=RESTSystem;;" : "Client=OWA;Action=ViaProxy",
    ...(application ? { AppId: `c0ffee00-0000-4000-8000-0000000000${(10 + Math.floor(next() * 20)).toString()}`, ClientAppId: `c0ffee00-0000-4000-8000-0000000000${(10 + Math.floor(next() * 20)).toString()}` } : {}),
    OperationCount: items.length,
    OperationProperties: [{ Name: "MailAccessType", Value: "Bind" }, { Name: "IsThrottled", Value: "False" }],
    Folders: [{ Id: "LgAAAAB0n0qwyzo", Path: "\\Inbox", FolderItems: items }],
  };
}

function sent({ n, user, base }) {
  return { ...base, ...MAILBOX, Operation: "Send", RecordType: 2, MailboxOwnerUPN: user, ClientIPAddress: "203.0.113.7", ClientInfoString: "Client=OWA;", Item: { Id: `RgAAAA${n}`, InternetMessageId: `<${n}@contoso.com>`, ParentFolder: { Id: "LgAAAAB0n0qwyzp", Path: "\\Drafts" }, SizeInBytes: 12_000, Subject: `Message ${n}` } };
}

function moved({ next, n, user, base }) {
  return { ...base, ...MAILBOX, Operation: next() < 0.5 ? "MoveToDeletedItems" : "Create", RecordType: 3, MailboxOwnerUPN: user, ClientIPAddress: "203.0.113.8", ClientInfoString: "Client=MSExchangeRPC", AffectedItems: [{ Id: `RgAAAA${n}`, Subject: `Message ${n}`, ParentFolder: { Path: "\\Inbox" } }], Folder: { Id: "LgAAAAB0n0qwyzq", Path: "\\Inbox" } };
}

function fileAccessed({ n, base }) {
  return { ...base, Operation: "FileAccessed", RecordType: 6, Workload: "SharePoint", UserType: 0, ClientIP: "203.0.113.9", ObjectId: `https://contoso.sharepoint.com/sites/a/Shared Documents/File ${n}.docx`, SiteUrl: "https://contoso.sharepoint.com/sites/a/", SourceFileName: `File ${n}.docx`, ItemType: "File", EventSource: "SharePoint", UserAgent: "MSWAC" };
}

function signedIn({ base }) {
  return { ...base, Operation: "UserLoggedIn", RecordType: 15, Workload: "AzureActiveDirectory", ResultStatus: "Success", UserType: 0, ClientIP: "203.0.113.10", ObjectId: "00000002-0000-0ff1-ce00-000000000000", AzureActiveDirectoryEventType: 1, ApplicationId: "d3590ed6-52b3-4102-aeff-aad2292ab01c", ExtendedProperties: [{ Name: "ResultStatusDetail", Value: "Success" }, { Name: "RequestType", Value: "OAuth2:Authorize" }], ModifiedProperties: [], Actor: [{ ID: base.UserId, Type: 5 }], Target: [{ ID: "00000002-0000-0ff1-ce00-000000000000", Type: 0 }], DeviceProperties: [] };
}

function cmdlet({ next, user, base }) {
  const [operation, parameters] = [
    ["Set-Mailbox", [{ Name: "Identity", Value: user }, { Name: "DisplayName", Value: "Somebody" }]],
    ["Add-MailboxPermission", [{ Name: "Identity", Value: user }, { Name: "User", Value: "bob@contoso.com" }, { Name: "AccessRights", Value: "FullAccess" }]],
    ["New-InboxRule", [{ Name: "Name", Value: "Newsletters" }, { Name: "From", Value: "news@example.com" }, { Name: "MoveToFolder", Value: "News" }]],
    ["Set-CASMailbox", [{ Name: "Identity", Value: user }, { Name: "OWAEnabled", Value: "False" }]],
    ["Set-User", [{ Name: "Identity", Value: user }, { Name: "Title", Value: "Clerk" }]],
  ][Math.floor(next() * 5)];
  const system = next() < 0.8;
  return { ...base, Operation: operation, RecordType: 1, Workload: "Exchange", ResultStatus: "True", ClientIP: "203.0.113.24:51844", ObjectId: user, OrganizationName: "contoso.onmicrosoft.com", UserType: system ? 3 : 2, UserId: system ? "NT AUTHORITY\\SYSTEM (Microsoft.Exchange.ServiceHost)" : "ann.admin@contoso.com", ExternalAccess: system, Parameters: parameters };
}

function entraChange({ base }) {
  return { ...base, Operation: "Update user.", RecordType: 8, Workload: "AzureActiveDirectory", ResultStatus: "Success", UserType: 0, ObjectId: base.UserId, AzureActiveDirectoryEventType: 1, ExtendedProperties: [], ModifiedProperties: [{ Name: "DisplayName", NewValue: "[\r\n  \"Somebody\"\r\n]", OldValue: "[]" }], Actor: [{ ID: "ann.admin@contoso.com", Type: 5 }], Target: [{ ID: `User_${base.Id}`, Type: 2 }, { ID: base.UserId, Type: 5 }] };
}
