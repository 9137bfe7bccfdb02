import { itemsOf, kindOf } from "../language/host";
import { elements, type Nodes, parametersOf, type ScanStepNode, type SyntaxNode } from "../language/syntax";
import { writtenType } from "../language/types";
import type { Compute } from "../functions/call";
import { truth } from "../engine/comparison";
import { collect, columnIndex, type Emit, emitAll, type Relation, relation } from "../engine/relation";
import { outside, rowScope, type Scope } from "../engine/scope";
import { keyOfRow } from "../values/compare";
import { convert } from "../values/convert";
import { type Bag, type Column, emptyOf, type KustoType, type Row, type Value } from "../values/value";
import { sorted, sortKey } from "./order";
import { compileMade, type Made, makeRow } from "./projection";
import { ScanWalk, type Step } from "./scan-walk";

/** https://learn.microsoft.com/en-us/kusto/query/scan-operator */
export function scan(node: Nodes["ScanOperator"], input: Relation, scope: Scope): Relation {
  const idColumn = parametersOf(node.Parameters).get("with_match_id");
  if (idColumn !== undefined && node.PartitionByClause) return scope.query.fail("unsupported", "scan with_match_id with partition by", node);
  const declared = declaredColumns(node, scope);
  const columns = [...input.columns, ...declared.map(({ column }) => column)];
  const steps = compileSteps(itemsOf(node.Steps), columns, declared, scope);
  const sequences = compileSequences(node, input, scope);
  return relation(idColumn === undefined ? columns : [...columns, { name: idColumn, type: "long" }], (emit) => {
    const defaults = declared.map(({ value }) => value());
    sequences((sequence) => {
      const walk = new ScanWalk(steps, (row, match) => emit(idColumn === undefined ? row : [...row, match]), scope.query.context.budget);
      sequence((row) => walk.take([...row, ...defaults]));
      return walk.end();
    });
  });
}

interface Declared {
  readonly column: Column;
  readonly value: () => Value;
}

function declaredColumns(node: Nodes["ScanOperator"], scope: Scope): Declared[] {
  return elements(node.DeclareClause?.Declarations).map(({ NameAndType: declared, DefaultValue: otherwise }) => {
    const type = writtenType(declared.Type) ?? "dynamic";
    const compute = otherwise ? scope.query.expression(otherwise.Value, outside(scope)).compute : () => emptyOf(type);
    return { column: { name: declared.Name.SimpleName, type }, value: () => convert(compute([]), type) };
  });
}

type Sequence = (each: Emit) => void;

/** The rows as one sequence in their order, or sorted, or apart by key. */
function compileSequences(node: Nodes["ScanOperator"], input: Relation, scope: Scope): (each: (sequence: Sequence) => boolean) => void {
  const { budget } = scope.query.context;
  const inner = rowScope(scope, input.columns);
  const keys = elements(node.OrderByClause?.Expressions).map((key) => sortKey(key, inner));
  const by = compileMade(elements(node.PartitionByClause?.Expressions), inner);
  if (keys.length === 0 && by.length === 0) return (each) => void each(input.scan);
  return (each) => {
    const rows = collect(input, budget);
    for (const part of partsOf(sorted(rows, keys), by)) if (!each((emit) => void emitAll(part, emit))) break;
    budget.release(rows.length);
  };
}

function partsOf(rows: readonly Row[], by: readonly Made[]): Iterable<readonly Row[]> {
  const parts = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOfRow(makeRow(by, row));
    const part = parts.get(key);
    if (part) part.push(row);
    else parts.set(key, [row]);
  }
  return parts.values();
}

/** Each step can name itself and the others: `step.column`. */
function compileSteps(nodes: readonly ScanStepNode[], columns: readonly Column[], declared: readonly Declared[], scope: Scope): Step[] {
  const seen: Seen = { rows: [] };
  const names = nodes.reduce(
    (known, step, index) => known.with(step.Name.SimpleName, { kind: "scalar", type: "dynamic", compute: () => bagOf(seen.rows[index], columns, declared) }),
    scope.names,
  );
  // What a step holds changes with each row, so nothing is worked out once for all.
  const inner: Scope = { ...outside(scope), names, columns, volatile: true };
  return nodes.map((step) => compileStep(step, inner, seen));
}

/** The rows of the state at hand, by their steps. */
interface Seen {
  rows: readonly Row[];
}

/** A step's last row; before it has one, nothing, and the defaults of what is declared. */
function bagOf(row: Row | undefined, columns: readonly Column[], declared: readonly Declared[]): Bag {
  const undeclared = columns.length - declared.length;
  return new Map(columns.map(({ name, type }, place) => [name, row ? (row[place] ?? null) : (declared[place - undeclared]?.value() ?? emptyOf(type))]));
}

function compileStep(node: ScanStepNode, scope: Scope, seen: Seen): Step {
  if (node.OptionalKeyword !== null && node.OptionalKeyword.Text !== "") return scope.query.fail("unsupported", "scan with an optional step", node);
  const output = node.ScanStepOutput?.toString().split("=")[1]?.trim() ?? "all";
  if (output !== "all" && output !== "last" && output !== "none") return scope.query.fail("semantic", `a step has no output ${output}`, node);
  const { compute } = scope.query.expression(node.Condition, scope);
  const assignments = compileAssignments(node, scope);
  return {
    output,
    matches(row, { rows }) {
      seen.rows = rows;
      return truth(compute(row)) === true;
    },
    assign(row, { rows }) {
      seen.rows = rows;
      const made: Value[] = row.slice();
      for (const { index, type, compute: of } of assignments) made[index] = convert(of(row), type);
      return made;
    },
  };
}

interface Assignment {
  readonly index: number;
  readonly type: KustoType;
  readonly compute: Compute;
}

function compileAssignments(node: ScanStepNode, scope: Scope): Assignment[] {
  const assigned = new Set<string>();
  return elements(node.ComputationClause?.Assignments).map(({ Name: { SimpleName: name }, Expression: said }) => {
    // Whether it would see the old value or the new is documented nowhere.
    if (mentions(said, assigned)) return scope.query.fail("unsupported", "a scan step that reads a column it has just assigned", said);
    assigned.add(name);
    const index = columnIndex(scope.columns, name);
    return { index, type: scope.columns[index]?.type ?? "dynamic", compute: scope.query.expression(said, scope).compute };
  });
}

/** Whether one of the columns is read by its bare name. */
function mentions(node: SyntaxNode, names: ReadonlySet<string>): boolean {
  if (kindOf(node) === "NameReference") return names.has((node as Nodes["NameReference"]).SimpleName);
  if (kindOf(node) === "PathExpression") return mentions((node as Nodes["PathExpression"]).Expression, names);
  return Array.from({ length: node.ChildCount }, (_, index) => node.GetChild(index)).some((child) => child !== null && mentions(child, names));
}
