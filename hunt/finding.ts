import type { Detection, Severity } from "../catalogue/detection";
import { dateTimeText } from "../kql/values/datetime";
import { textOf } from "../kql/values/text";
import type { HuntAlert } from "./engine/hunt-alert";
import type { EvidencePlace } from "./engine/log-record";

/** An alert as the service would have titled it, and the records that it comes from. */
export interface HuntFinding {
  readonly detection: Detection;
  /** Who did what to which mailbox. */
  readonly title: string;
  readonly severity: Severity;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Whom and what the rule's entities name, "" for none. */
  readonly actor: string;
  readonly mailbox: string;
  readonly address: string;
  readonly application: string;
  /** The custom details of the alert, by their names; what is empty is left out. */
  readonly details: readonly { readonly name: string; readonly value: string }[];
  readonly evidence: readonly EvidencePlace[];
  /** How many records; `evidence` names the first of them. */
  readonly records: number;
}

const SEVERITIES: ReadonlySet<string> = new Set<Severity>(["High", "Medium", "Low", "Informational"]);

export function findingOf(detection: Detection, { columns, row, at, evidence, records }: HuntAlert): HuntFinding {
  const cells = new Map(columns.map(({ name }, index) => [name, textOf(row[index] ?? null)]));
  const cell = (name: string | undefined): string => (name === undefined ? "" : (cells.get(name) ?? ""));
  const severity = cell(detection.alertDetails?.severityColumnName);
  return {
    detection,
    title: titled(detection, cell),
    severity: SEVERITIES.has(severity) ? (severity as Severity) : detection.severity,
    at: dateTimeText(at).replace(/\.0+Z$/u, "Z").replace(/(\.\d{3})\d*Z$/u, "$1Z"),
    actor: actorOf(detection, cell),
    mailbox: entity(detection, cell, "Mailbox", "MailboxPrimaryAddress"),
    address: entity(detection, cell, "IP", "Address"),
    application: entity(detection, cell, "CloudApplication", "Name") || entity(detection, cell, "CloudApplication", "AppId"),
    details: Object.entries(detection.customDetails).flatMap(([name, column]) => (cell(column) === "" ? [] : [{ name, value: cell(column) }])),
    evidence,
    records,
  };
}

type Cell = (name: string | undefined) => string;

/** The rule's title with its columns filled in; what has no value is left out, as the service does. */
function titled({ title, alertDetails }: Detection, cell: Cell): string {
  return alertDetails?.displayNameFormat === undefined ? title : alertDetails.displayNameFormat.replace(/\{\{\s*(\w+)\s*\}\}/gu, (_whole, column: string) => cell(column));
}

function entity({ entityMappings }: Detection, cell: Cell, type: string, identifier: string): string {
  return entityMappings.filter(({ entityType }) => entityType === type).map(({ fieldMappings }) => cell(fieldMappings.find((field) => field.identifier === identifier)?.columnName)).find((value) => value !== "") ?? "";
}

/** `Actor` where a rule's details name one; else the first account that its entities do. */
function actorOf(detection: Detection, cell: Cell): string {
  const named = cell(detection.customDetails["Actor"]);
  if (named !== "") return named;
  const name = entity(detection, cell, "Account", "Name");
  const suffix = entity(detection, cell, "Account", "UPNSuffix");
  return name !== "" && suffix !== "" ? `${name}@${suffix}` : name || entity(detection, cell, "Account", "FullName") || entity(detection, cell, "Account", "AadUserId");
}
