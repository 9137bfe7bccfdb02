import { Decimal, emptyOf, isDecimal, type KustoType, type Value } from "../values/value";

/** Numbers in the form of the type that the binder gave the answer. */
export function ofType(value: Value, type: KustoType): Value {
  if (value === null) return emptyOf(type);
  if (type === "real") return typeof value === "bigint" || isDecimal(value) ? Number(value) : value;
  if (type === "decimal") return typeof value === "bigint" || (typeof value === "number" && Number.isFinite(value)) ? new Decimal(String(value)) : value;
  return value;
}
