import type { Finding } from "../../findings/finding";

/** One finding of each verdict, in an order that no report keeps; some texts are hostile to a terminal and to Markdown. */
export const FINDINGS: readonly Finding[] = [
  { rule: "log-retention-kept", verdict: "pass", tenant: "acme", subject: "workspace law-acme", message: "keeps its logs 365 days", place: { file: "tenants/acme.yaml", line: 9 } },
  { rule: "detections-are-on", verdict: "not applicable", tenant: "acme", subject: "user-restricted", message: "nothing brings the table SecurityAlert: Sentinel's Defender XDR connector would (connectors.defenderXdr)" },
  {
    rule: "detections-are-on",
    verdict: "excepted",
    tenant: "acme",
    subject: "mailbox-opened",
    message: "off until 2026-12-31, SOC | <b>Ann</b> @ann: \u001b[31mToo loud\u001b[0m, see [why](https://evil.example)",
    place: { file: "tenants/acme.yaml", line: 21 },
  },
  { rule: "query-runs", verdict: "unknown", subject: "community-rule", message: "was not exercised: it has no events" },
  {
    rule: "exceptions-are-live",
    verdict: "fail",
    tenant: "acme",
    subject: "mailbox-opened excepted for bob@acme.example = FullAccess",
    message: "expired on 2026-11-19 (SOC: his assistant reads his mail while he is away)",
    mend: "remove it, or have its owner grant it anew with new dates",
    place: { file: "tenants/acme.yaml", line: 34 },
  },
  { rule: "log-retention-kept", verdict: "pass", tenant: "globex", subject: "workspace law-globex", message: "keeps its logs 180 days" },
];
