import { asCsv } from "../../findings/csv";
import type { HuntFinding } from "../../hunt/finding";
import type { HuntReport } from "./report";
import { evidenceInWords } from "./words";

/** What a row says of a finding, in the order of `cellsOf`. */
export const COLUMNS = ["time", "severity", "detection", "title", "actor", "mailbox", "address", "application", "details", "records", "evidence"];

/** A row a finding, for a spreadsheet: RFC 4180, and no cell that would be taken for a formula. */
export function renderCsv({ result }: HuntReport): string {
  return asCsv([COLUMNS, ...result.findings.map(cellsOf)]);
}

export function cellsOf({ at, severity, detection, title, actor, mailbox, address, application, details, evidence, records }: HuntFinding): string[] {
  return [at, severity, detection.id, title, actor, mailbox, address, application, details.map(({ name, value }) => `${name}=${value}`).join("; "), String(records), evidenceInWords(evidence, records, evidence.length)];
}
