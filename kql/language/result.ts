import type { Column } from "../values/value";
import type { Analysis } from "./analyze";
import { kindOf } from "./host";
import { elements, type Nodes } from "./syntax";
import { boundColumns, scalarType } from "./types";

/** The columns that a bound query returns; undefined where they hang on the data, after `bag_unpack` for one. */
export function resultColumns({ code }: Analysis): readonly Column[] | undefined {
  const said = elements(code.Syntax.Statements).find((statement) => kindOf(statement) === "ExpressionStatement");
  if (said === undefined) return undefined;
  const { Expression: expression } = said as Nodes["ExpressionStatement"];
  const columns = boundColumns(expression);
  if (columns) return columns.map(({ name, type }) => ({ name, type: type ?? "dynamic" }));
  const scalar = scalarType(expression.ResultType);
  return scalar && [{ name: "print_0", type: scalar }];
}
