import { closeSync, openSync, writeSync } from "node:fs";
import { random } from "./random.mjs";

// About what a tenant's Exchange workload logs: mostly mailbox items, now and then a cmdlet.
const OPERATIONS = [
  ["MailItemsAccessed", 0.55],
  ["Send", 0.12],
  ["HardDelete", 0.08],
  ["MoveToDeletedItems", 0.08],
  ["Create", 0.08],
  ["Set-Mailbox", 0.03],
  ["New-InboxRule", 0.02],
  ["Add-MailboxPermission", 0.02],
  ["Set-CASMailbox", 0.01],
  ["UpdateInboxRules", 0.01],
];
const CMDLETS = new Set(["Set-Mailbox", "New-InboxRule", "Add-MailboxPermission", "Set-CASMailbox"]);

/** Writes that many OfficeActivity records to a file, one JSON object a line. */
export function writeRecords(file, count) {
  const next = random(20_261_120);
  const pick = (list) => list[Math.floor(next() * list.length)];
  const operation = () => {
    let left = next();
    return (OPERATIONS.find(([, share]) => (left -= share) < 0) ?? OPERATIONS[0])[0];
  };
  const output = openSync(file, "w");
  let lines = "";
  for (let n = 0; n < count; n++) {
    const at = new Date(Date.UTC(2026, 10, 19, 12) + Math.floor((n / count) * 86_400_000)).toISOString();
    const what = operation();
    const user = `user${Math.floor(next() * 5_000)}@contoso.com`;
    const cmdlet = CMDLETS.has(what);
    lines += `${JSON.stringify({
      TimeGenerated: at,
      OfficeWorkload: "Exchange",
      Operation: what,
      RecordType: cmdlet ? "ExchangeAdmin" : "ExchangeItem",
      OrganizationId: "3f1a2b4c-0000-4000-8000-000000000001",
      OrganizationName: "contoso.onmicrosoft.com",
      UserId: user,
      UserKey: `10032000${Math.floor(next() * 1e8)}`,
      UserType: cmdlet ? "Admin" : "Regular",
      ResultStatus: next() < 0.97 ? "Succeeded" : "Failed",
      ClientIP: `203.0.113.${Math.floor(next() * 255)}:${1024 + Math.floor(next() * 60_000)}`,
      MailboxOwnerUPN: next() < 0.98 ? user : `user${Math.floor(next() * 5_000)}@contoso.com`,
      Logon_Type: pick(["Owner", "Owner", "Owner", "Delegated", "Admin"]),
      ExternalAccess: false,
      ClientInfoString: "Client=OWA;Action=ViaProxy;Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36",
      OfficeObjectId: cmdlet ? user : "",
      Parameters: cmdlet
        ? JSON.stringify([
            { Name: "Identity", Value: user },
            { Name: pick(["AccessRights", "ForwardTo", "ForwardingSmtpAddress", "AuditEnabled"]), Value: pick(["FullAccess", `smtp:box${n % 97}@example.net`, "colleague@contoso.com", "False"]) },
          ])
        : "",
      AffectedItems: cmdlet ? "" : JSON.stringify([{ Subject: `Message ${n}`, ParentFolder: { Path: pick(["\\Inbox", "\\Sent Items", "\\Archive"]) } }]),
      OfficeId: `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
    })}\n`;
    if (lines.length > 1_048_576) {
      writeSync(output, lines);
      lines = "";
    }
  }
  writeSync(output, lines);
  closeSync(output);
}
