import { Duplicates } from "../../hunt/duplicates";
import { Recogniser } from "../../hunt/records/recognise";
import { type JsonObject } from "../../hunt/records/json";
import { exchangeRecord, quietRecord, wrapped } from "../support/audit-record";
import { tables } from "../support/log";

const recogniser = new Recogniser(tables);

/** How many rows of each record are new. */
function fresh(...records: readonly object[]): number[] {
  const duplicates = new Duplicates();
  return records.map((record) => {
    const known = recogniser.recognise(record as JsonObject);
    if ("skipped" in known) throw new Error(known.skipped);
    return duplicates.newOf(known.rows, known.time).length;
  });
}

const asRow = { TimeGenerated: "2026-11-02T09:41:07Z", OfficeId: exchangeRecord().Id, Operation: "Add-MailboxPermission", RecordType: "ExchangeAdmin", UserId: "ann.admin@contoso.com", OfficeWorkload: "Exchange", Type: "OfficeActivity" };
const inCloudApp = { Timestamp: "2026-11-02T09:41:09Z", ActionType: "Add-MailboxPermission", Application: "Microsoft Exchange Online", AccountObjectId: "a", RawEventData: exchangeRecord(), ReportId: "r1" };

describe("Duplicates", () => {
  it("tells the same record", () => expect(fresh(exchangeRecord(), exchangeRecord(), quietRecord(), exchangeRecord())).toEqual([1, 0, 1, 0]));
  it("tells the same record in another form", () => expect(fresh(exchangeRecord(), wrapped(exchangeRecord()), asRow)).toEqual([1, 0, 0]));

  it("tells it inside an event of Defender, which is a row of its own all the same", () => {
    expect(fresh(exchangeRecord(), inCloudApp, inCloudApp)).toEqual([1, 1, 0]);
    expect(fresh(inCloudApp, exchangeRecord())).toEqual([2, 0]);
  });

  it("takes records for two whose ids were blacked out", () =>
    expect(fresh(exchangeRecord({ Id: "REDACTED" }), exchangeRecord({ Id: "REDACTED", Operation: "Set-Mailbox" }), exchangeRecord({ Id: "REDACTED", CreationTime: "2026-11-02T09:41:08" }), exchangeRecord({ Id: "REDACTED" }))).toEqual([1, 1, 1, 0]));

  it("compares all that a row says where it has no id", () => {
    const alert = { TimeGenerated: "2026-11-02T09:57:31Z", AlertName: "a", SystemAlertId: "s", Entities: "[]", DisplayName: "a", Type: "SecurityAlert" };
    expect(fresh(alert, alert, { ...alert, Status: "Resolved" })).toEqual([1, 0, 1]);
  });
});
