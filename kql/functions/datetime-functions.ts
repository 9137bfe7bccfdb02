import { binning } from "./binning";
import type { ScalarFunctions } from "./call";
import { datetimeArithmetic } from "./datetime-arithmetic";
import { datetimeFormatting } from "./datetime-format";
import { datetimeMaking } from "./datetime-make";
import { datetimeParts } from "./datetime-parts";
import { datetimePeriods } from "./datetime-periods";
import { timeZones } from "./time-zones";

/** https://learn.microsoft.com/en-us/kusto/query/scalar-functions#datetimetimespan-functions */
export const datetimeFunctions: ScalarFunctions = {
  ...datetimeParts,
  ...datetimePeriods,
  ...datetimeArithmetic,
  ...datetimeMaking,
  ...datetimeFormatting,
  ...timeZones,
  ...binning,
};
