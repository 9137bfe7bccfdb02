import { emptyOf, type Column, type KustoType, type Value } from "../values/value";

/** A column that a scan was asked for. */
export interface WantedCell {
  readonly index: number;
  readonly name: string;
  readonly type: KustoType;
  /** What it holds where a record says nothing of it. */
  readonly empty: Value;
  /** Every JavaScript object answers to its name, constructor or toString, whether it holds it or not. */
  readonly inherited: boolean;
}

export function wantedCells(columns: readonly Column[], wanted: (name: string) => boolean): WantedCell[] {
  return columns.flatMap(({ name, type }, index) => (wanted(name) ? [{ index, name, type, empty: emptyOf(type), inherited: name in Object.prototype }] : []));
}

/** A row of which nothing is known yet, to copy: that is faster than to fill one. */
export function blankRow(columns: readonly Column[]): Value[] {
  return new Array<Value>(columns.length).fill(null);
}
