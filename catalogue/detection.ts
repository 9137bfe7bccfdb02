import type { Duration } from "./duration";
import type { BaselineKeys, Family, RuleFile } from "./schema";
import type { SEVERITIES } from "./tenant-schema";

export type Severity = (typeof SEVERITIES)[number];
export type TriggerOperator = "gt" | "lt" | "eq" | "ne";

/** When a detection runs, how far back it looks, and what number of rows makes an alert. */
export interface Schedule {
  readonly frequency: Duration;
  readonly period: Duration;
  readonly operator: TriggerOperator;
  readonly threshold: number;
}

export interface EntityMapping {
  readonly entityType: string;
  readonly fieldMappings: readonly { readonly identifier: string; readonly columnName: string }[];
}

export interface AlertDetails {
  readonly displayNameFormat?: string;
  readonly descriptionFormat?: string;
  readonly severityColumnName?: string;
  readonly tacticsColumnName?: string;
  readonly dynamicProperties: readonly { readonly alertProperty: string; readonly value: string }[];
}

export interface IncidentGrouping {
  readonly enabled: boolean;
  readonly reopenClosedIncident: boolean;
  readonly lookback: Duration;
  readonly matchingMethod: "AllEntities" | "AnyAlert" | "Selected";
  readonly groupByEntities: readonly string[];
  readonly groupByAlertDetails: readonly string[];
  readonly groupByCustomDetails: readonly string[];
}

/** One folder of the catalogue, read whole, with every default of the service spelled out. */
export interface Detection {
  /** The folder's name: also construct id, resource name and test title. Frozen once released. */
  readonly id: string;
  readonly family: Family;
  /** Its folder, where `events.yaml` stands; loadEvents() reads it. */
  readonly folder: string;
  /** Path of its rule.yaml as it was found, for faults and findings. */
  readonly file: string;
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  /** `Hunting`: no rule but a saved query, which a person or `hunt` runs. */
  readonly kind: "Scheduled" | "NRT" | "Hunting";
  /** Absent on NRT rules, which the service runs every minute, and on hunting queries. */
  readonly schedule?: Schedule;
  /** Without the `let` lines that bind a tenant's values. */
  readonly query: string;
  readonly tactics: readonly string[];
  /** With sub-techniques; the services take only the part before the dot. */
  readonly techniques: readonly string[];
  readonly entityMappings: readonly EntityMapping[];
  readonly sentinelEntityColumns: readonly string[];
  readonly customDetails: Readonly<Record<string, string>>;
  readonly alertDetails?: AlertDetails;
  readonly eventGrouping: "SingleAlert" | "AlertPerResult";
  readonly createIncident: boolean;
  readonly grouping: IncidentGrouping;
  readonly suppression: { readonly enabled: boolean; readonly duration: Duration };
  /** Tables that the query reads, as far as the rule declares them or they are known by name. Empty: they could not be told. */
  readonly tables: readonly string[];
  /** The query goes on where a table is missing (`union isfuzzy=true`), so one of its tables is enough. */
  readonly toleratesMissingTables: boolean;
  readonly version: string;
  /** Absent on a community rule. */
  readonly baseline?: BaselineKeys;
  readonly investigation: readonly InvestigationQuery[];
}

/** A query for whoever investigates an alert of the detection. */
export interface InvestigationQuery {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly query: string;
}

/** The operators in Azure-Sentinel's short spelling, whichever a file used. */
export function triggerOperator(file: RuleFile["triggerOperator"]): TriggerOperator {
  const short = { GreaterThan: "gt", LessThan: "lt", Equal: "eq", NotEqual: "ne" } as const;
  if (file === null || file === undefined) return "gt";
  return file in short ? short[file as keyof typeof short] : (file as TriggerOperator);
}
