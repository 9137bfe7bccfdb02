import type { TenantDetection } from "../../catalogue/baseline";
import type { Detection } from "../../catalogue/detection";
import type { BaselineKeys } from "../../catalogue/schema";

/** A near-real-time detection of mailbox permissions with every default of the service, and nothing optional. */
export function nearRealTimeDetection(overrides: Partial<Detection> = {}): Detection {
  return {
    id: "mailbox-opened",
    family: "mailbox-permissions",
    folder: "catalogue/detections/mailbox-opened",
    file: "catalogue/detections/mailbox-opened/rule.yaml",
    title: "A mailbox was opened to someone",
    description: "Finds who was let in.",
    severity: "Medium",
    kind: "NRT",
    query: "OfficeActivity\n| take 1",
    tactics: [],
    techniques: [],
    entityMappings: [],
    sentinelEntityColumns: [],
    customDetails: {},
    eventGrouping: "SingleAlert",
    createIncident: true,
    grouping: { enabled: false, reopenClosedIncident: false, lookback: { minutes: 300 }, matchingMethod: "AllEntities", groupByEntities: [], groupByAlertDetails: [], groupByCustomDetails: [] },
    suppression: { enabled: false, duration: { minutes: 300 } },
    tables: ["OfficeActivity"],
    toleratesMissingTables: false,
    version: "1.2.3",
    investigation: [],
    ...overrides,
  };
}

/** The same, looking back a day every hour. */
export function detectionWith(overrides: Partial<Detection> = {}): Detection {
  return nearRealTimeDetection({ kind: "Scheduled", schedule: { frequency: { minutes: 60 }, period: { minutes: 1440 }, operator: "gt", threshold: 0 }, ...overrides });
}

/** What a detection of the baseline's own carries, with nothing that may be left out. */
export function baselineKeys(controls: string[], further: Partial<BaselineKeys> = {}): BaselineKeys {
  // The schema's type forbids every key but its own by an index signature that no literal satisfies.
  return { family: "mailbox-permissions", why: "Whoever is let in reads everything.", controls, blindSpots: [], ...further } as unknown as BaselineKeys;
}

/** A detection as a tenant runs it: on, with nothing bound before its query. */
export function runs(detection: Detection, overrides: Partial<TenantDetection> = {}): TenantDetection {
  return { detection, state: "on", reason: "", exceptions: [], bindings: [], notes: [], ...overrides };
}
