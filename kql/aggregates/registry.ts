import type { Aggregates } from "./aggregate";
import { anyValue } from "./any";
import { average } from "./average";
import { bagOf } from "./bag";
import { allAnd, allOr, allXor } from "./bits";
import { count, countRows } from "./count";
import { covariance } from "./covariance";
import { distinctCount } from "./distinct";
import { maximum, minimum } from "./extreme";
import { LEGACY_ELEMENTS, MOST_ELEMENTS } from "./gathered-limit";
import { listOf } from "./list";
import { onlyIf } from "./only-if";
import { percentile, percentilesArray } from "./percentile";
import { setOf } from "./set";
import { deviation, variance } from "./spread";
import { sum } from "./sum";
import { weightedPercentile, weightedPercentilesArray } from "./weighted-percentile";

const list = listOf({ limit: MOST_ELEMENTS, nulls: false });
const set = setOf(MOST_ELEMENTS);
const bag = bagOf(MOST_ELEMENTS);

/** Aggregates that answer one value for each group, by name. Those that answer several columns are summarize's own. */
export const aggregates: Aggregates = {
  count,
  countif: onlyIf(countRows, 0),
  dcount: distinctCount,
  dcountif: onlyIf(distinctCount),
  count_distinct: distinctCount,
  count_distinctif: onlyIf(distinctCount),
  sum,
  sumif: onlyIf(sum),
  avg: average,
  avgif: onlyIf(average),
  min: minimum,
  minif: onlyIf(minimum),
  max: maximum,
  maxif: onlyIf(maximum),
  take_any: anyValue,
  take_anyif: onlyIf(anyValue),
  any: anyValue,
  anyif: onlyIf(anyValue),
  make_list: list,
  make_list_if: onlyIf(list),
  make_list_with_nulls: listOf({ limit: MOST_ELEMENTS, nulls: true }),
  makelist: listOf({ limit: LEGACY_ELEMENTS, nulls: false }),
  make_set: set,
  make_set_if: onlyIf(set),
  makeset: setOf(LEGACY_ELEMENTS),
  make_bag: bag,
  make_bag_if: onlyIf(bag),
  make_dictionary: bagOf(LEGACY_ELEMENTS),
  variance: variance("sample"),
  varianceif: onlyIf(variance("sample")),
  variancep: variance("whole"),
  variancepif: onlyIf(variance("whole")),
  stdev: deviation("sample"),
  stdevif: onlyIf(deviation("sample")),
  stdevp: deviation("whole"),
  covariance: covariance("sample"),
  covarianceif: onlyIf(covariance("sample"), 2),
  covariancep: covariance("whole"),
  covariancepif: onlyIf(covariance("whole"), 2),
  binary_all_and: allAnd,
  binary_all_or: allOr,
  binary_all_xor: allXor,
  percentile,
  percentiles_array: percentilesArray,
  percentilew: weightedPercentile,
  percentilesw_array: weightedPercentilesArray,
};
