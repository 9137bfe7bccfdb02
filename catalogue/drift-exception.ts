/** Exceptions of the check `drift`: one attribute of one resource may have one live value, or one resource may be gone. */
export const DRIFT_CHECK = "drift";
/** What the exception of a resource that somebody deleted accepts. */
export const REMOVED = "removed";

const KEY = String.raw`\[(?:\d+|"(?:[^"\\]|\\.)*")\]`;
const NAME = String.raw`[\p{ID_Start}_][\p{ID_Continue}-]*`;
const ADDRESS = `(?:module\\.${NAME}(?:${KEY})?\\.)*${NAME}\\.${NAME}(?:${KEY})?`;
const ATTRIBUTE = `${NAME}(?:${KEY})*(?:\\.${NAME}(?:${KEY})*)*`;
const SUBJECT = new RegExp(`^${ADDRESS}(?<attribute>#${ATTRIBUTE})?$`, "u");

/** `ADDRESS#ATTRIBUTE`, or the address alone where the whole resource is meant. */
export function driftSubject({ address, attribute }: { readonly address: string; readonly attribute?: string }): string {
  return attribute === undefined ? address : `${address}#${attribute}`;
}

/** What is wrong with what a drift exception is about, or nothing. */
export function driftSubjectFault(subject: string): string | undefined {
  if (SUBJECT.test(subject)) return undefined;
  return "is neither ADDRESS#ATTRIBUTE nor ADDRESS as Terraform writes them; copy it from the report of `mailbox-baseline drift`, such as azurerm_log_analytics_workspace.logs#retention_in_days";
}

/** What is wrong with the value that a drift exception accepts, or nothing. A subject that is malformed has a fault of its own. */
export function driftValueFault(subject: string, value: string): string | undefined {
  const match = SUBJECT.exec(subject);
  if (match === null || match.groups?.["attribute"] !== undefined || value === REMOVED) return undefined;
  return `is no value of a whole resource; write ${REMOVED}, or name the attribute: ${subject}#ATTRIBUTE`;
}
