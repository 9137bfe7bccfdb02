import { fit } from "../../kql/tables/fit";
import { TICKS, UNIX_EPOCH } from "../../kql/values/calendar";
import { dateTimeOf } from "../../kql/values/datetime";
import { DateTime } from "../../kql/values/value";

/**
 * The time that a record writes, whatever its form; undefined where it can't be told. One without a zone is in UTC, which is what the Management API's schema says
 * of CreationTime, and what Search-UnifiedAuditLog and Purview's export write too:
 * https://learn.microsoft.com/en-us/office/office-365-management-api/office-365-management-activity-api-schema#common-schema
 */
export function timeOf(text: string): DateTime | undefined {
  const epoch = /^\/Date\((?<milliseconds>-?\d{1,15})\)\/$/u.exec(text)?.groups?.["milliseconds"];
  const time = epoch === undefined ? fit(text, "datetime") : dateTimeOf(BigInt(epoch) * TICKS.millisecond + UNIX_EPOCH);
  return time instanceof DateTime ? time : undefined;
}
