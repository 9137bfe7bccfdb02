import { dateTimeText } from "../../kql/values/datetime";
import type { HuntFinding } from "../../hunt/finding";
import type { HuntReport } from "./report";

/** Version of the format; it changes when a consumer would have to. */
const FORMAT_VERSION = 1;

export function asJson(report: HuntReport): object {
  const { result, off, tenant } = report;
  return {
    formatVersion: FORMAT_VERSION,
    ...(tenant === undefined ? {} : { tenant }),
    findings: result.findings.map(findingAsJson),
    notEvaluated: [...result.notEvaluated, ...off.map((id) => ({ detection: id, why: "the tenant has switched it off" }))],
    excepted: result.excepted,
    shortPast: result.shortPast,
    read: readAsJson(report),
    evaluated: result.evaluated,
  };
}

/** What was read, and what was not. */
export function readAsJson({ result, reading }: Pick<HuntReport, "result" | "reading">): object {
  return {
    records: reading.records,
    kinds: Object.fromEntries(reading.kinds),
    tables: Object.fromEntries(result.tables),
    skipped: [...reading.skipped].map(([why, { count, file, line, detail }]) => ({ why, count, first: { file, line }, detail })),
    damaged: reading.damaged,
    evaluated: result.records,
    withinRange: result.inRange,
    duplicates: result.duplicates,
    outside: result.outside,
    ...(result.span === undefined ? {} : { from: dateTimeText(result.span.from), to: dateTimeText(result.span.to) }),
  };
}

export function findingAsJson({ detection, title, severity, at, actor, mailbox, address, application, details, evidence, records }: HuntFinding): object {
  return { at, severity, detection: detection.id, title, actor, mailbox, address, application, details: Object.fromEntries(details.map(({ name, value }) => [name, value])), evidence, records, runbook: detection.baseline?.runbook ?? [] };
}
