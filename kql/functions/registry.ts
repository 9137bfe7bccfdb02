import { arrayFunctions } from "./array-functions";
import { bagFunctions } from "./bag-functions";
import type { ScalarFunctions } from "./call";
import { clockFunctions } from "./clock-functions";
import { conditionalFunctions } from "./conditional-functions";
import { conversionFunctions } from "./conversion-functions";
import { datetimeFunctions } from "./datetime-functions";
import { encodingFunctions } from "./encoding-functions";
import { geoFunctions } from "./geo-functions";
import { mathFunctions } from "./math-functions";
import { networkFunctions } from "./network-functions";
import { seriesFunctions } from "./series-functions";
import { stringFunctions } from "./string-functions";

const known: ScalarFunctions = {
  ...arrayFunctions,
  ...bagFunctions,
  ...clockFunctions,
  ...conditionalFunctions,
  ...conversionFunctions,
  ...datetimeFunctions,
  ...encodingFunctions,
  ...geoFunctions,
  ...mathFunctions,
  ...networkFunctions,
  ...seriesFunctions,
  ...stringFunctions,
};

/** Names that Kusto keeps for functions it renamed. */
const OLD_NAMES: Readonly<Record<string, string>> = { arraylength: "array_length", datepart: "datetime_part" };

/** Every function of values that the evaluator knows; the rest is unsupported by name. */
export const scalarFunctions: ScalarFunctions = {
  ...known,
  ...Object.fromEntries(Object.entries(OLD_NAMES).flatMap(([old, name]) => (known[name] ? [[old, known[name]]] : []))),
};
