import { TICKS, UNIX_EPOCH } from "../../kql/values/calendar";
import { DateTime } from "../../kql/values/value";

export function dateTimeOfDate(date: Date): DateTime {
  return new DateTime(BigInt(date.getTime()) * TICKS.millisecond + UNIX_EPOCH);
}
