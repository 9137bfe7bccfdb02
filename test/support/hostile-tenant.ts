import type { Detection } from "../../catalogue/detection";
import type { Tenant } from "../../catalogue/tenant";
import { stringLiteral } from "../../kql/literal";
import { baselineKeys, detectionWith, nearRealTimeDetection } from "./detection";
import { HOSTILE } from "./hostile-text";
import { approvedApplication, connectors, LIVE, retentionException, tenantWith } from "./tenant-in-code";

/** Every text of a detection that a rule's author writes freely. */
const DETECTION: Detection = detectionWith({
  title: HOSTILE,
  description: HOSTILE,
  version: HOSTILE,
  query: `OfficeActivity\n| where Operation == ${stringLiteral(HOSTILE)}`,
  entityMappings: [{ entityType: "Account", fieldMappings: [{ identifier: "Name", columnName: HOSTILE }] }],
  sentinelEntityColumns: [HOSTILE],
  alertDetails: { displayNameFormat: HOSTILE, descriptionFormat: HOSTILE, severityColumnName: HOSTILE, tacticsColumnName: HOSTILE, dynamicProperties: [{ alertProperty: "AlertLink", value: HOSTILE }] },
  baseline: baselineKeys([HOSTILE], { exceptions: [{ entity: HOSTILE, value: HOSTILE }], parameters: { word: { type: "string" }, words: { type: "strings" } } as never }),
});
export const HOSTILE_DETECTIONS: readonly Detection[] = [
  DETECTION,
  nearRealTimeDetection({ ...withoutSchedule(DETECTION), id: "near-real-time" }),
  { ...DETECTION, id: "restricted", family: "sending-restrictions", investigation: [{ id: "step", title: HOSTILE, description: HOSTILE, query: `SecurityAlert | where AlertName == ${stringLiteral(HOSTILE)}` }] },
  { ...DETECTION, id: "approved", baseline: baselineKeys([], { parameters: { approved: { from: "tenant.approvedApplicationPermissions" }, domains: { from: "tenant.acceptedDomains" } } as never }) },
];
const COMMITMENT = { ...LIVE, reason: HOSTILE, owner: HOSTILE };

/** A tenant whose every free text is hostile; one of its detections is off, so that owner and reason stand in its description. */
export function hostileTenant(overrides: Partial<Tenant> = {}): Tenant {
  return tenantWith({
    acceptedDomains: [HOSTILE],
    notify: { emails: [HOSTILE], webhooks: ["soc_webhook"] },
    connectors: connectors({ sentinel: "declared", office365: "declared", entraDiagnostics: "declared", sentinelHealth: "declared", activityLog: "declared" }),
    changes: new Map([
      ["mailbox-opened", { ...COMMITMENT, enabled: true, parameters: { word: HOSTILE, words: [HOSTILE] } }],
      ["restricted", { ...COMMITMENT, enabled: false, parameters: {} }],
    ]),
    approvedApplications: [approvedApplication({ ...COMMITMENT, displayName: HOSTILE, ticket: HOSTILE, mailboxScope: { managementScope: HOSTILE }, managed: true })],
    exceptions: [
      { ...COMMITMENT, rule: { kind: "detection", id: "mailbox-opened" }, entity: HOSTILE, value: HOSTILE },
      retentionException({ ...COMMITMENT, value: HOSTILE }),
      retentionException({ ...COMMITMENT, entity: HOSTILE }),
    ],
    ...overrides,
  });
}

function withoutSchedule(detection: Detection): Partial<Detection> {
  return Object.fromEntries(Object.entries(detection).filter(([key]) => key !== "schedule" && key !== "kind"));
}
