import type { Nodes } from "../language/syntax";
import { writtenColumns } from "../language/types";
import type { Relation } from "../engine/relation";
import type { Scope } from "../engine/scope";
import type { Column } from "../values/value";

/** Refuses rows of other columns. https://learn.microsoft.com/en-us/kusto/query/assert-schema-operator */
export function assertSchema(node: Nodes["AssertSchemaOperator"], input: Relation, scope: Scope): Relation {
  const wanted = writtenColumns(node.Schema);
  const found = written(input.columns);
  return written(wanted) === found ? input : scope.query.fail("semantic", `the schema is (${found})`, node);
}

function written(columns: readonly Column[]): string {
  return columns.map(({ name, type }) => `${name}: ${type}`).join(", ");
}
