import { forCsv, forTerminal } from "../../findings/escape";
import type { HuntReport } from "./report";
import { evidenceInWords } from "./words";

const HEADER = ["time", "severity", "detection", "title", "actor", "mailbox", "address", "application", "details", "records", "evidence"];

/** A row a finding, for a spreadsheet: RFC 4180, and no cell that would be taken for a formula. */
export function renderCsv({ result }: HuntReport): string {
  const rows = result.findings.map(({ at, severity, detection, title, actor, mailbox, address, application, details, evidence, records }) => [
    at, severity, detection.id, title, actor, mailbox, address, application, details.map(({ name, value }) => `${name}=${value}`).join("; "), String(records), evidenceInWords(evidence, records, evidence.length),
  ]);
  return [HEADER, ...rows].map((row) => `${row.map((cell) => quoted(forCsv(forTerminal(cell)))).join(",")}\r\n`).join("");
}

function quoted(cell: string): string {
  return /[",\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
