import { betaDistribution } from "./beta-distribution";
import { bitwiseFunctions } from "./bitwise-functions";
import type { ScalarFunctions } from "./call";
import { elementaryFunctions } from "./elementary-functions";
import { extremes } from "./extremes";
import { rounding } from "./rounding";
import { specialFunctions } from "./special-functions";

/** https://learn.microsoft.com/en-us/kusto/query/scalar-functions#mathematical-functions */
export const mathFunctions: ScalarFunctions = {
  ...elementaryFunctions,
  ...rounding,
  ...extremes,
  ...bitwiseFunctions,
  ...specialFunctions,
  ...betaDistribution,
};
