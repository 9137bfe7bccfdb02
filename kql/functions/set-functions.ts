import { distinctValues, keyOf, sameValue } from "../values/compare";
import { isArray, type Value } from "../values/value";
import { type Call, type Compute, pure, type ScalarFunctions } from "./call";

/** Elements keep the order in which they first come, although the engine promises none. */
function union(call: Call): Compute {
  return pure((...sets) => {
    call.context.budget.size(
      sets.reduce((length: number, set) => length + elementsOf(set).length, 0),
      "an array",
    );
    return distinctValues(sets.flatMap(elementsOf));
  })(call);
}

function elementsOf(set: Value): readonly Value[] {
  return isArray(set) ? set : set === null ? [] : [set];
}

function keysOf(set: Value): ReadonlySet<string> {
  return new Set(isArray(set) ? set.map(keyOf) : []);
}

function intersection(first: Value = null, ...others: Value[]): Value[] {
  const sets = others.map(keysOf);
  return isArray(first) ? distinctValues(first.filter((item) => sets.every((set) => set.has(keyOf(item))))) : [];
}

function difference(first: Value = null, ...others: Value[]): Value[] {
  const sets = others.map(keysOf);
  return isArray(first) ? distinctValues(first.filter((item) => !sets.some((set) => set.has(keyOf(item))))) : [];
}

function equal(a: Value = null, b: Value = null): boolean | null {
  if (!isArray(a) || !isArray(b)) return null;
  const [x, y] = [keysOf(a), keysOf(b)];
  return x.size === y.size && [...x].every((key) => y.has(key));
}

/** https://learn.microsoft.com/en-us/kusto/query/jaccard-index-function */
function jaccardIndex(a: Value = null, b: Value = null): number | null {
  if (!isArray(a) || !isArray(b)) return null;
  const all = distinctValues([...a, ...b]).length;
  return all === 0 ? NaN : intersection(a, b).length / all;
}

export const setFunctions: ScalarFunctions = {
  set_has_element: pure((set: Value = null, value: Value = null) => (isArray(set) ? set.some((item) => sameValue(item, value)) : null)),
  set_union: union,
  set_intersect: pure(intersection),
  set_difference: pure(difference),
  set_equals: pure(equal),
  jaccard_index: pure(jaccardIndex),
};
