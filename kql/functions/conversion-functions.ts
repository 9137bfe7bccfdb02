import { convert } from "../values/convert";
import { parseJson } from "../values/json";
import { textOf } from "../values/text";
import { DateTime, isArray, isDecimal, type KustoType, Timespan, type Value } from "../values/value";
import { type Call, type Compute, pure, type ScalarFunction, type ScalarFunctions } from "./call";

const to = (type: KustoType): ScalarFunction => pure((value = null) => convert(value, type));

/** https://learn.microsoft.com/en-us/kusto/query/scalar-functions#conversion-functions */
export const conversionFunctions: ScalarFunctions = {
  toint: to("int"),
  tolong: to("long"),
  toreal: to("real"),
  todouble: to("real"),
  todecimal: to("decimal"),
  tobool: to("bool"),
  toboolean: to("bool"),
  todatetime: to("datetime"),
  totimespan: to("timespan"),
  totime: to("timespan"),
  toguid: to("guid"),
  tostring: asText,
  gettype: typeName,
  parse_json: pure(parsed),
  parsejson: pure(parsed),
  todynamic: pure(parsed),
  toobject: pure(parsed),
};

/** A bool is `True`; a bool in a dynamic is `true`, as its JSON is. */
function asText({ args: [of], refuse }: Call): Compute {
  if (of === undefined) return refuse("tostring needs a value");
  if (of.type === "bool") return (row) => textOf(of.compute(row));
  return (row) => {
    const value = of.compute(row);
    return typeof value === "boolean" ? String(value) : textOf(value);
  };
}

/** What is no JSON stays the text it is. https://learn.microsoft.com/en-us/kusto/query/parse-json-function */
function parsed(value: Value = null): Value {
  if (typeof value !== "string") return value;
  if (value.trim() === "") return null;
  const read = parseJson(value);
  return read === undefined ? value : read;
}

/** https://learn.microsoft.com/en-us/kusto/query/gettype-function */
function typeName({ args: [of], refuse }: Call): Compute {
  if (of === undefined) return refuse("gettype needs a value");
  return (row) => nameOfType(of.compute(row), of.type);
}

function nameOfType(value: Value, type: KustoType): string {
  if (value === null) return type === "dynamic" ? "null" : type;
  if (type !== "dynamic") return type;
  if (typeof value === "bigint") return "long";
  if (typeof value === "number") return "double";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "string") return "string";
  if (value instanceof DateTime) return "datetime";
  if (value instanceof Timespan) return "timespan";
  if (isDecimal(value)) return "decimal";
  return isArray(value) ? "array" : "dictionary";
}
