import type { ScalarFunctions } from "./call";
import { seriesDecomposition } from "./series-decompose";
import { seriesElementwise } from "./series-elementwise";
import { seriesFill } from "./series-fill";
import { seriesFilters } from "./series-filters";
import { seriesFit } from "./series-fit";
import { seriesOutlierScores } from "./series-outliers";
import { seriesPeriods } from "./series-periods";
import { seriesStatistics } from "./series-statistics";

/**
 * Those of several columns answer an array of the columns' values:
 * https://learn.microsoft.com/en-us/kusto/query/scalar-functions#series-processing-functions
 */
export const seriesFunctions: ScalarFunctions = {
  ...seriesElementwise,
  ...seriesFill,
  ...seriesStatistics,
  ...seriesFilters,
  ...seriesFit,
  ...seriesPeriods,
  ...seriesDecomposition,
  ...seriesOutlierScores,
};
