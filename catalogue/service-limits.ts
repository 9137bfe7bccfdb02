import { identifiersOf } from "./entities";
import type { Detection } from "./detection";
import { toWords, type Duration } from "./duration";
import { shown } from "./fault";
import { nearest } from "./nearest";
import { readsEveryTable } from "./query-words";
import type { Path } from "./yaml-document";

/**
 * What Sentinel and Azure Monitor refuse in a rule, so that it is refused here, with its line, before a plan or an apply.
 * Figures: facts/alert-rule-limits (Microsoft's service limits, Azure-Sentinel's template validators, azurerm 4.55's source).
 */
export interface Breach {
  readonly path: Path;
  readonly message: string;
}

/** Longest query either Sentinel rule takes, with the tenant's `let` lines in it. */
export const LONGEST_QUERY = 10_000;
const FIVE_MINUTES = 5;
const FOURTEEN_DAYS = 14 * 1440;
const TWO_DAYS = 2 * 1440;

export function serviceLimitBreaches(detection: Detection): Breach[] {
  return [
    ...queryBreaches(detection.query),
    ...(detection.schedule === undefined ? [] : scheduleBreaches(detection.schedule)),
    ...suppressionBreaches(detection),
    ...entityBreaches(detection),
    ...customDetailBreaches(detection.customDetails),
    ...alertDetailBreaches(detection),
    ...groupingBreaches(detection),
    ...lengthBreaches(detection),
  ];
}

function queryBreaches(query: string): Breach[] {
  if (query.trim() === "") return [{ path: ["query"], message: "is empty; write the query here or in query.kql" }];
  const found: Breach[] = [];
  if (query.length > LONGEST_QUERY) found.push({ path: ["query"], message: `has ${query.length} characters; the service takes ${LONGEST_QUERY}: shorten it` });
  else if (readsEveryTable(query)) found.push({ path: ["query"], message: "reads every table (search * or union *), which the service refuses in a rule; name the tables" });
  return found;
}

export function scheduleBreaches({ frequency, period }: { readonly frequency: Duration; readonly period: Duration }): Breach[] {
  const found: Breach[] = [];
  for (const [key, value] of [["queryFrequency", frequency], ["queryPeriod", period]] as const) {
    if (value.minutes < FIVE_MINUTES || value.minutes > FOURTEEN_DAYS) {
      found.push({ path: [key], message: `${toWords(value)} is outside what the service takes; write 5m to 14d` });
    }
  }
  if (frequency.minutes > period.minutes) {
    found.push({ path: ["queryFrequency"], message: `running every ${toWords(frequency)} and looking back ${toWords(period)} leaves a gap, which the service refuses; look back at least as long` });
  }
  if (period.minutes >= TWO_DAYS && frequency.minutes < 60) {
    found.push({ path: ["queryFrequency"], message: `looking back ${toWords(period)}, the service takes a frequency of 1h or slower; write 1h, or look back less than 2d` });
  }
  return found;
}

function suppressionBreaches({ suppression, schedule }: Detection): Breach[] {
  const { minutes } = suppression.duration;
  if (minutes < FIVE_MINUTES || minutes > 1440) return [{ path: ["suppressionDuration"], message: `${toWords(suppression.duration)} is outside what the service takes; write 5m to 24h` }];
  if (suppression.enabled && schedule !== undefined && minutes < schedule.frequency.minutes) {
    return [{ path: ["suppressionDuration"], message: `${toWords(suppression.duration)} is shorter than the frequency, which the service refuses; write ${toWords(schedule.frequency)} or more` }];
  }
  return [];
}

function entityBreaches({ entityMappings, sentinelEntityColumns, kind }: Detection): Breach[] {
  const found: Breach[] = [];
  const most = kind === "NRT" ? 5 : 10;
  const count = entityMappings.length + (kind === "NRT" ? 0 : sentinelEntityColumns.length);
  if (count > most) found.push({ path: ["entityMappings"], message: `has ${count} entities; the service takes ${most} on a rule of kind ${kind}: leave some out` });
  entityMappings.forEach(({ entityType, fieldMappings }, i) => {
    const identifiers = identifiersOf(entityType);
    fieldMappings.forEach(({ identifier }, j) => {
      if (identifiers.includes(identifier)) return;
      const meant = nearest(identifier, identifiers);
      const mend = meant === undefined ? `write one of ${identifiers.slice(0, 13).join(", ")}` : `write ${meant}`;
      found.push({ path: ["entityMappings", i, "fieldMappings", j, "identifier"], message: `${shown(identifier)} does not identify an entity of type ${entityType}; ${mend}` });
    });
    if (fieldMappings.length < 1 || fieldMappings.length > 3) {
      found.push({ path: ["entityMappings", i, "fieldMappings"], message: `has ${fieldMappings.length} identifiers; the service takes 1 to 3` });
    }
  });
  return found;
}

function customDetailBreaches(details: Detection["customDetails"]): Breach[] {
  const found: Breach[] = [];
  const entries = Object.entries(details);
  if (entries.length > 20) found.push({ path: ["customDetails"], message: `has ${entries.length} entries; the service takes 20` });
  for (const [key, column] of entries) {
    if (!/^[A-Za-z]\w{0,19}$/u.test(key)) found.push({ path: ["customDetails", key], message: "is a name the service refuses; write at most 20 letters, digits, underscores, a letter first" });
    if (!/^[A-Za-z_]\w{0,499}$/u.test(column)) found.push({ path: ["customDetails", key], message: "names no column; write letters, digits and underscores" });
  }
  return found;
}

function alertDetailBreaches({ alertDetails }: Detection): Breach[] {
  const found: Breach[] = [];
  const title = alertDetails?.displayNameFormat;
  const columns = (format: string): number => format.match(/\{\{[^}]*\}\}/gu)?.length ?? 0;
  if (title !== undefined && title.length > 256) found.push({ path: ["alertDetailsOverride", "alertDisplayNameFormat"], message: `has ${title.length} characters; the service takes 256` });
  for (const [key, format] of [["alertDisplayNameFormat", title], ["alertDescriptionFormat", alertDetails?.descriptionFormat]] as const) {
    if (format !== undefined && columns(format) > 3) found.push({ path: ["alertDetailsOverride", key], message: `has ${columns(format)} columns in {{}}; the service takes 3` });
  }
  return found;
}

function groupingBreaches({ grouping, customDetails }: Detection): Breach[] {
  const at: Path = ["incidentConfiguration", "groupingConfiguration"];
  const found: Breach[] = [];
  if (grouping.lookback.minutes < FIVE_MINUTES || grouping.lookback.minutes > 7 * 1440) {
    found.push({ path: [...at, "lookbackDuration"], message: `${toWords(grouping.lookback)} is outside what the service takes; write 5m to 7d` });
  }
  for (const name of grouping.groupByCustomDetails) {
    if (!Object.hasOwn(customDetails, name)) found.push({ path: [...at, "groupByCustomDetails"], message: `${JSON.stringify(name.slice(0, 60))} is none of customDetails; write one of them` });
  }
  const criteria = grouping.groupByEntities.length + grouping.groupByAlertDetails.length + grouping.groupByCustomDetails.length;
  if (grouping.enabled && grouping.matchingMethod === "Selected" && criteria === 0) {
    found.push({ path: [...at, "matchingMethod"], message: "Selected groups by nothing; name groupByEntities, groupByAlertDetails or groupByCustomDetails" });
  }
  return found;
}

function lengthBreaches({ title, description }: Detection): Breach[] {
  const found: Breach[] = [];
  if (title.length > 256) found.push({ path: ["name"], message: `has ${title.length} characters; the service takes 256` });
  if (description.length > 5000) found.push({ path: ["description"], message: `has ${description.length} characters; the service takes 5000` });
  return found;
}
