import type { ScalarFunctions } from "./call";
import { compileExtractJson } from "./extract-json";
import { formatBytesFunction } from "./format-bytes";
import { regexFunctions } from "./regex-functions";
import { stringReplaceFunctions } from "./string-replace-functions";
import { stringSearchFunctions } from "./string-search-functions";
import { stringShapeFunctions } from "./string-shape-functions";
import { unicodeFunctions } from "./unicode-functions";

/** https://learn.microsoft.com/en-us/kusto/query/scalar-functions#string-functions */
export const stringFunctions: ScalarFunctions = {
  ...stringShapeFunctions,
  ...stringSearchFunctions,
  ...stringReplaceFunctions,
  ...regexFunctions,
  ...unicodeFunctions,
  ...formatBytesFunction,
  extract_json: compileExtractJson,
  extractjson: compileExtractJson,
};
