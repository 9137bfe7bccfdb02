import { base64Functions } from "./base64-functions";
import type { ScalarFunctions } from "./call";
import { compressionFunctions } from "./compression-functions";
import { hashFunctions } from "./hash-functions";
import { parseFunctions } from "./parse-functions";
import { urlFunctions } from "./url-functions";

export const encodingFunctions: ScalarFunctions = {
  ...base64Functions,
  ...compressionFunctions,
  ...hashFunctions,
  ...parseFunctions,
  ...urlFunctions,
};
