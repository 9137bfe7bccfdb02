import { kindOf } from "../language/host";
import { elements, type Nodes, parametersOf } from "../language/syntax";
import { truth } from "../engine/comparison";
import { type Relation, relation } from "../engine/relation";
import { eachRow } from "../engine/rows";
import { rowScope, type Scope } from "../engine/scope";
import { type Leg, legsLike, namedLegs } from "./legs";
import { compileSearch } from "./search-condition";
import { united } from "./union";

const SOURCE = "$table";

/** https://learn.microsoft.com/en-us/kusto/query/search-operator */
export function search(node: Nodes["SearchOperator"], input: Relation | undefined, scope: Scope): Relation {
  const kind = parametersOf(node.Parameters).get("kind") ?? "default";
  if (!["default", "case_insensitive", "case_sensitive"].includes(kind)) return scope.query.fail("semantic", `search has no kind ${kind}`, node);
  const rows = united(legsOf(node, input, scope), false, SOURCE, scope);
  const inner = rowScope(scope, rows.columns);
  const { compute } = compileSearch(node.Condition, inner, { columns: rows.columns.slice(1), caseSensitive: kind === "case_sensitive" });
  return relation(rows.columns, (emit) => {
    eachRow(rows, inner, (row) => (truth(compute(row)) === true ? emit(row) : true));
  });
}

function legsOf(node: Nodes["SearchOperator"], input: Relation | undefined, scope: Scope): Leg[] {
  if (input) return [{ name: pipedName(node, scope) ?? "search_arg0", rows: input }];
  if (node.InClause === null) return legsLike("*", scope);
  return elements(node.InClause.Expressions).flatMap((table, index) => namedLegs(table, `search_arg${index}`, scope));
}

/** The name of the stored table that is piped in as it is. */
function pipedName(node: Nodes["SearchOperator"], scope: Scope): string | undefined {
  if (node.Parent === null || kindOf(node.Parent) !== "PipeExpression") return undefined;
  const { Expression: source } = node.Parent as Nodes["PipeExpression"];
  if (kindOf(source) !== "NameReference") return undefined;
  const { SimpleName: name } = source as Nodes["NameReference"];
  return scope.names.find(name) === undefined && scope.query.tableNamed(name) ? name : undefined;
}
