import { MONITOR_SEVERITY } from "../../catalogue/azure-monitor";
import type { DetectionChange } from "../../catalogue/tenant";
import { blockOf, changed } from "./changed";
import { openValue, type ComparedDetection, type Observation } from "./compared-detection";

/** A lower severity, by which responders sort what they look at first. */
export function weakenedSeverity(compared: ComparedDetection): Observation[] {
  return [...lowered(compared), ...takenFromColumn(compared)];
}

function lowered({ type: { severities }, before, after, shown }: ComparedDetection): Observation[] {
  const severity = severities === undefined ? undefined : changed(before, after, "severity");
  if (severities === undefined || severity === undefined) return [];
  if (!severity.after.known) return [openValue("severity", severity.after.why)];
  const [was, is] = [severity.before, severity.after.value].map((value) => severities.findIndex((one) => one === value));
  const words = `from ${shown("severity", severity.before)} to ${shown("severity", severity.after.value)}`;
  if (was === undefined || is === undefined || was < 0 || is < 0) return [{ verdict: "unknown", message: `changes its severity ${words}, which has no known order`, mend: `use one of ${severities.join(", ")}` }];
  if (is <= was) return [];
  const meaning = typeof severities[0] === "number" ? " (0 is the worst)" : "";
  const value = severity.after.value;
  return [{ verdict: "fail", message: `lowers its severity ${words}${meaning}`, mend: `leave severity at ${shown("severity", severity.before)}`, granted: (change) => says(change, value) }];
}

function says({ severity }: DetectionChange, value: unknown): boolean {
  return severity !== undefined && (severity === value || MONITOR_SEVERITY[severity] === value);
}

/** A column of the query may overrule the rule's severity for each alert. */
function takenFromColumn({ before, after, shown }: ComparedDetection): Observation[] {
  const [was, is] = [before, after].map((resource) => blockOf(resource, "alert_details_override"));
  if (is === undefined || !is.known || is.value === undefined) return [];
  const column = changed(was?.known === true ? was.value : undefined, is.value, "severity_column_name");
  if (column === undefined || (column.after.known && (column.after.value === null || column.after.value === ""))) return [];
  const name = column.after.known ? `the column ${shown("alert_details_override", column.after.value)}` : "a column that is not known yet";
  return [{ verdict: "unknown", message: `takes each alert's severity from ${name}, so whether it is lowered depends on the events`, mend: "look at what the query puts there, or leave the rule's own severity in force" }];
}
