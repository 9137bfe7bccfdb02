import { dateTimeText } from "../../kql/values/datetime";
import type { EvidencePlace } from "../../hunt/engine/log-record";
import type { HuntReport, Listing } from "./report";

export function counted(number: number, noun: string, plural = `${noun}s`): string {
  return `${number.toLocaleString("en")} ${number === 1 ? noun : plural}`;
}

/** `3 unified audit records, 2 Log Analytics rows` */
export function kindsInWords({ reading }: HuntReport): string {
  return [...reading.kinds].map(([kind, count]) => counted(count, kind)).join(", ") || "no record of a known log";
}

/** Of the records, in UTC. */
export function spanInWords({ result }: HuntReport): string {
  return result.span === undefined ? "" : `${shortTime(dateTimeText(result.span.from))} to ${shortTime(dateTimeText(result.span.to))}`;
}

/** `2026-11-02 09:52:10` of ISO 8601. */
export function shortTime(iso: string): string {
  return iso.slice(0, 19).replace("T", " ");
}

/** `audit.ndjson:12, 15; entra.ndjson:3 and 3 more` */
export function evidenceInWords(places: readonly EvidencePlace[], records: number, most: number, nameOf = (file: string): string => file): string {
  const files = new Map<string, string[]>();
  const shown = places.slice(0, most);
  for (const { file, line, element } of shown) files.set(file, [...(files.get(file) ?? []), `${line}${element === undefined ? "" : `[${element}]`}`]);
  const more = records - shown.length;
  return `${[...files].map(([file, lines]) => `${nameOf(file)}:${lines.join(", ")}`).join("; ")}${more > 0 ? ` and ${more.toLocaleString("en")} more` : ""}`;
}

/** `mailbox-full-access-granted: 1,950 more; …` */
export function leftInWords({ detection, findings }: Listing["left"][number]): string {
  return `${detection}: ${findings.toLocaleString("en")} more; --format csv lists all of them`;
}

/** What was read besides, or not read: a line each. */
export function readingNotes({ reading, result, off, tenant }: HuntReport): string[] {
  return [
    ...reading.damaged,
    ...[...reading.skipped].map(([why, { count, file, line, detail }]) => `${counted(count, "record")} skipped: ${why} (${file}:${line}${detail === "" ? "" : `: ${detail}`})`),
    ...(result.inRange === 0 && result.records > 0 ? ["no record is within --since and --until; those before it only tell what was usual"] : []),
    ...result.shortPast.map(({ detection, findings, days }) => `${detection} looks back ${days} days, and the log begins later: ${counted(findings, "finding")} of it may rest on a past that the log doesn't hold`),
    ...(result.duplicates > 0 ? [`${counted(result.duplicates, "record")} came more than once and counted once`] : []),
    ...(result.outside > 0 ? [`${counted(result.outside, "record")} left out by --since or --until`] : []),
    ...(tenant === undefined ? ["nothing is approved or excepted: name the logs' tenant by --tenant"] : []),
    ...result.excepted.map(({ detection, alerts }) => `${counted(alerts, "alert")} of ${detection} excepted or approved by ${tenant ?? "the tenant"}; a promise holds here for what was before it too, until it ends`),
    ...(off.length > 0 ? [`switched off by ${tenant ?? "the tenant"}: ${off.join(", ")}`] : []),
  ];
}
