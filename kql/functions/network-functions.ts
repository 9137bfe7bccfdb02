import type { ScalarFunctions } from "./call";
import { ipv4Functions } from "./ipv4-functions";
import { ipv6Functions } from "./ipv6-functions";

/** https://learn.microsoft.com/en-us/kusto/query/scalar-functions#ipv4ipv6-functions */
export const networkFunctions: ScalarFunctions = { ...ipv4Functions, ...ipv6Functions };
