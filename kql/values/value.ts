import { Decimal as DecimalConstructor } from "decimal.js";

/** Kusto's scalar types, by the names its results carry: https://learn.microsoft.com/en-us/kusto/query/scalar-data-types/ */
export type KustoType = "bool" | "int" | "long" | "real" | "decimal" | "string" | "datetime" | "timespan" | "guid" | "dynamic";

/** Ticks of 100 ns since 0001-01-01T00:00:00Z. */
export class DateTime {
  constructor(readonly ticks: bigint) {}
}

/** Ticks of 100 ns. */
export class Timespan {
  constructor(readonly ticks: bigint) {}
}

/** Kusto's decimal is a 128-bit one of 34 digits: https://learn.microsoft.com/en-us/kusto/query/scalar-data-types/decimal */
export const Decimal = DecimalConstructor.clone({ precision: 34, maxE: 6144, minE: -6176 });
export type Decimal = DecimalConstructor;

/** A property bag. Its order is that in which its keys came. */
export type Bag = ReadonlyMap<string, Value>;

/**
 * A value at run time. int and long are bigint, real is number, a guid is its lower-case text; the column's or expression's type tells them apart.
 * `null` is Kusto's null; a string is never null.
 */
export type Value = null | boolean | bigint | number | string | DateTime | Timespan | Decimal | readonly Value[] | Bag;

export type Row = readonly Value[];

export interface Column {
  readonly name: string;
  readonly type: KustoType;
}

export function isArray(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function isBag(value: Value): value is Bag {
  return value instanceof Map;
}

export function isDecimal(value: Value): value is Decimal {
  return value instanceof DecimalConstructor;
}

export function isNumber(value: Value): value is bigint | number | Decimal {
  return typeof value === "bigint" || typeof value === "number" || isDecimal(value);
}

export function asNumber(value: bigint | number | Decimal): number {
  return typeof value === "number" ? value : Number(value);
}

/** What a column of the type holds where there is no value: strings are never null. */
export function emptyOf(type: KustoType): Value {
  return type === "string" ? "" : null;
}

/** A function that got nothing for a string column answers "". */
export function filled(value: Value | undefined, type: KustoType): Value {
  return value ?? emptyOf(type);
}

const TYPE_NAMES: Readonly<Record<string, KustoType>> = {
  bool: "bool",
  boolean: "bool",
  int: "int",
  int32: "int",
  long: "long",
  int64: "long",
  real: "real",
  double: "real",
  decimal: "decimal",
  string: "string",
  datetime: "datetime",
  date: "datetime",
  timespan: "timespan",
  time: "timespan",
  guid: "guid",
  uuid: "guid",
  uniqueid: "guid",
  dynamic: "dynamic",
};

/** The type of a name or alias as queries spell it; undefined for what is none. */
export function typeNamed(name: string): KustoType | undefined {
  return Object.hasOwn(TYPE_NAMES, name) ? TYPE_NAMES[name] : undefined;
}
