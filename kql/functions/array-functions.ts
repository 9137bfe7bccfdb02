import { arrayElements } from "./array-elements";
import { arrayMaking } from "./array-make";
import { arraySorting } from "./array-sort";
import type { ScalarFunctions } from "./call";
import { setFunctions } from "./set-functions";

/** https://learn.microsoft.com/en-us/kusto/query/scalar-functions#dynamicarray-functions */
export const arrayFunctions: ScalarFunctions = { ...arrayElements, ...arrayMaking, ...arraySorting, ...setFunctions };
