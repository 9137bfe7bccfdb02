import type { Detection } from "../../catalogue/detection";
import { detectionWith, nearRealTimeDetection } from "./detection";

const COMMUNITY = { id: "sample", family: "community", file: "sample/rule.yaml", query: "OfficeActivity" } as const;

/** Anybody's rule on OfficeActivity, every 15 minutes over the last hour. */
export function detection(changes: Partial<Detection> = {}): Detection {
  return detectionWith({ ...COMMUNITY, schedule: { frequency: { minutes: 15 }, period: { minutes: 60 }, operator: "gt", threshold: 0 }, ...changes });
}

/** The same near-real-time. */
export function nearRealTime(changes: Partial<Detection> = {}): Detection {
  return nearRealTimeDetection({ ...COMMUNITY, ...changes });
}
