import { jsonText } from "../values/json";
import { textOf } from "../values/text";
import { type Bag, isArray, isBag, type Value } from "../values/value";
import { bagPath, hasPath, withoutPaths, withPath } from "./bag-path";
import { type Call, type Compute, pure, type ScalarFunctions } from "./call";

/** Of a key that is given twice, the last value stands. */
function pack(...pairs: Value[]): Bag {
  const bag = new Map<string, Value>();
  for (let i = 0; i + 1 < pairs.length; i += 2) bag.set(textOf(pairs[i] ?? null), pairs[i + 1] ?? null);
  return bag;
}

/** Of a key that several bags hold, the first value stands. */
function merge(call: Call): Compute {
  return pure((...values) => {
    const bags = values.filter(isBag);
    if (values.some((value) => value !== null && !isBag(value))) call.unsupported("bag_merge of a value that is no bag");
    call.context.budget.size(
      bags.reduce((size, bag) => size + bag.size, 0),
      "a bag",
    );
    const merged = new Map<string, Value>();
    for (const bag of bags) for (const [key, value] of bag) if (!merged.has(key)) merged.set(key, value);
    return merged;
  })(call);
}

/** Keys may be JSONPaths: https://learn.microsoft.com/en-us/kusto/query/bag-remove-keys-function */
function removeKeys(bag: Value = null, keys: Value = null): Value {
  if (!isBag(bag)) return null;
  return isArray(keys)
    ? withoutPaths(
        bag,
        keys.map((key) => bagPath(textOf(key))),
      )
    : bag;
}

/** https://learn.microsoft.com/en-us/kusto/query/bag-set-key-function */
function setKey(call: Call): Compute {
  return pure((bag: Value, key: Value, value: Value = null) => {
    if (!isBag(bag)) return null;
    return withPath(bag, bagPath(textOf(key)), value) ?? call.unsupported("bag_set_key below a value that is no bag");
  })(call);
}

/** Keys that are no strings are passed over: https://learn.microsoft.com/en-us/kusto/query/bag-zip */
function zip(keys: Value = null, values: Value = null): Value {
  if (!isArray(keys)) return null;
  const bag = new Map<string, Value>();
  for (const [i, key] of keys.entries()) if (typeof key === "string") bag.set(key, isArray(values) ? (values[i] ?? null) : null);
  return bag;
}

/** The paths below a value. All elements of an array share the path `[0]`: https://learn.microsoft.com/en-us/kusto/query/treepath-function */
function treePaths(call: Call): Compute {
  const { budget } = call.context;
  return pure((value: Value) => {
    const found = new Set<string>();
    let length = 0;
    const walk = (at: Value, path: string): void => {
      budget.pass();
      budget.size((length += path.length), "paths");
      if (path !== "") found.add(path);
      if (isBag(at)) for (const [key, item] of at) walk(item, `${path}['${key}']`);
      else if (isArray(at)) for (const item of at) walk(item, `${path}[0]`);
    };
    walk(value, "");
    return isBag(value) || isArray(value) ? [...found] : null;
  })(call);
}

/** What is not dynamic is written as tostring does: https://learn.microsoft.com/en-us/kusto/query/dynamic-to-json-function */
function toJson(call: Call): Compute {
  const dynamic = call.args[0]?.type === "dynamic";
  return pure((value: Value) => (dynamic ? jsonText(ordered(value)) : textOf(value)))(call);
}

/** Keys in order at each level, so that equal bags give equal text. */
function ordered(value: Value): Value {
  if (isArray(value)) return value.map(ordered);
  if (!isBag(value)) return value;
  return new Map([...value].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, ordered(item)]));
}

/** https://learn.microsoft.com/en-us/kusto/query/scalar-functions#dynamicarray-functions */
export const bagFunctions: ScalarFunctions = {
  bag_pack: pure(pack),
  pack: pure(pack),
  pack_dictionary: pure(pack),
  bag_keys: pure((bag: Value) => (isBag(bag) ? [...bag.keys()] : null)),
  bag_has_key: pure((bag: Value, key: Value) => (isBag(bag) ? hasPath(bag, bagPath(textOf(key))) : null)),
  bag_merge: merge,
  bag_remove_keys: pure(removeKeys),
  bag_set_key: setKey,
  bag_zip: pure(zip),
  treepath: treePaths,
  dynamic_to_json: toJson,
};
