import type { Detection } from "../../catalogue/detection";
import type { BaselineKeys } from "../../catalogue/schema";

/** A community rule on OfficeActivity with every default of the service, every 15 minutes over the last hour. */
export function detection(changes: Partial<Detection> = {}): Detection {
  return {
    id: "sample",
    family: "community",
    file: "sample/rule.yaml",
    title: "Sample",
    description: "",
    severity: "Medium",
    kind: "Scheduled",
    schedule: { frequency: { minutes: 15 }, period: { minutes: 60 }, operator: "gt", threshold: 0 },
    query: "OfficeActivity",
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
    version: "1.0.0",
    investigation: [],
    ...changes,
  };
}

/** The same near-real-time: without a schedule. */
export function nearRealTime(changes: Partial<Detection> = {}): Detection {
  const { schedule, ...rest } = detection({ kind: "NRT", ...changes });
  return schedule === undefined ? detection(changes) : rest;
}

/** What ours have under `baseline:`, with nothing that may be left out. */
export function baselineKeys(changes: Partial<BaselineKeys> = {}): BaselineKeys {
  return { family: "mailbox-permissions", why: "It opens a mailbox.", controls: ["CM0074.cmdlets"], blindSpots: ["What is not logged."], ...changes };
}
