import { nameOf } from "../engine/naming";
import type { Scope } from "../engine/scope";
import { kindOf } from "../language/host";
import { elements, type Expression, type Nodes } from "../language/syntax";
import { typeOf } from "../language/types";
import { compareValues } from "../values/compare";
import type { Compute } from "../functions/call";
import type { KustoType, Row, Value } from "../values/value";
import type { Accumulator } from "./aggregate";

/** An aggregate that picks one row of a group, and gives columns of it. */
export interface Picked {
  /** Its result is the row, or null of a group without rows. */
  readonly maker: () => Accumulator;
  readonly columns: readonly { readonly name: string | undefined; readonly type: KustoType; readonly compute: Compute }[];
}

/** `arg_max`, `arg_min`, and `take_any` of several columns. */
export function picks(node: Nodes["FunctionCallExpression"]): boolean {
  const name = node.Name.SimpleName;
  if (name === "arg_max" || name === "arg_min") return true;
  const args = elements(node.ArgumentList.Expressions);
  return (name === "take_any" || name === "any") && (args.length > 1 || args.some((arg) => kindOf(arg) === "StarExpression"));
}

/** `keys` are the names that the group's key takes: `*` doesn't give them again. */
export function compilePick(node: Nodes["FunctionCallExpression"], keys: readonly (string | undefined)[], scope: Scope): Picked {
  const name = node.Name.SimpleName;
  const args = elements(node.ArgumentList.Expressions);
  const [first] = args;
  if (first === undefined) return scope.query.fail("semantic", `${name} needs an expression`, node);
  const extreme = name === "arg_max" || name === "arg_min";
  const columns = args.flatMap((arg, index): Picked["columns"] => {
    if (kindOf(arg) === "StarExpression") return allBut([...keys, ...(extreme ? [nameOf(first)] : [])], scope);
    return [pickedColumn(arg, extreme && index === 0 ? `${name.slice(4)}_` : undefined, scope)];
  });
  return { maker: extreme ? bestOf(scope.query.expression(first, scope).compute, name === "arg_max" ? 1 : -1) : anyOf, columns };
}

function pickedColumn(arg: Expression, otherwise: string | undefined, scope: Scope): Picked["columns"][number] {
  const { type, compute } = scope.query.expression(arg, scope);
  return { name: nameOf(arg) ?? otherwise, type: typeOf(arg) ?? type, compute };
}

function allBut(names: readonly (string | undefined)[], scope: Scope): Picked["columns"] {
  return scope.columns.flatMap(({ name, type }, index) => (names.includes(name) ? [] : [{ name, type, compute: (row: Row) => row[index] ?? null }]));
}

function bestOf(by: Compute, direction: 1 | -1): () => Accumulator {
  return () => {
    let best: Row | null = null;
    let bestValue: Value = null;
    return {
      add(row) {
        const value = by(row);
        if (best !== null && !beats(value, bestValue, direction)) return;
        best = row;
        bestValue = value;
      },
      result: () => best,
    };
  };
}

/** NaN is beyond every number on either side. */
function beats(value: Value, best: Value, direction: 1 | -1): boolean {
  if (value === null) return false;
  if (best === null || (isNaN(value) && !isNaN(best))) return true;
  return direction * compareValues(value, best) > 0;
}

function isNaN(value: Value): boolean {
  return typeof value === "number" && Number.isNaN(value);
}

function anyOf(): Accumulator {
  let any: Row | null = null;
  return {
    add(row) {
      any ??= row;
    },
    result: () => any,
  };
}
