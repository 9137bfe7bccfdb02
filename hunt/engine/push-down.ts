import { oneLine } from "../../kql/compare/source-text";
import type { Duration } from "../../catalogue/duration";
import type { Analysis } from "../../kql/language/analyze";
import { kindOf } from "../../kql/language/host";
import { elements, type Expression, type Nodes, type SyntaxNode } from "../../kql/language/syntax";
import { walk } from "../../kql/language/walk";
import { timespanLiteral } from "../../kql/literal";
import { NEW_ONLY } from "./clock-use";
import type { Dependence } from "./log-dependence";
import { isRowWiseOperator } from "./row-wise";

/** A query in two: what is done to each record by itself, once, and what is left to be done in each window, on what that gave. */
export interface Split {
  readonly feeds: readonly Feed[];
  /** Reads the feeds by their names. */
  readonly rest: string;
}

/** Rows of one table, as far as they can be worked out for each record by itself. */
export interface Feed {
  readonly name: string;
  readonly query: string;
  /** Whether the query looks at no more of them than came since its last run, whatever its look-back. */
  readonly newOnly: boolean;
}

/** Operators that leave a row's columns there, so that a condition on the clock may as well stand after them. */
const ADDING = new Set(["FilterOperator", "ExtendOperator", "MvApplyOperator", "MvExpandOperator"]);

/**
 * Takes out of a query what each table's rows go through first; a window that holds a hundred thousand rows then reads a few columns of those that may count.
 * @param frequency of the windows: rows that came since the last one are taken for those that came since the rule's last run
 */
export function splitQuery({ text }: Analysis, dependence: Dependence, frequency: Duration, { tablesOnly = false } = {}): Split {
  const named = dependence.letNamed("frequency");
  const isWindow = named !== undefined && sourceOf(named, text) === timespanLiteral(frequency.minutes);
  const lets = dependence.statements.filter((statement) => kindOf(statement) === "LetStatement" && !dependence.onLog(statement) && !dependence.onClock(statement)).map((statement) => `${sourceOf(statement, text)};\n`).join("");
  const heads = dependence.statements.flatMap((statement) => dependence.tables(statement)).sort((a, b) => a.TextStart - b.TextStart).map((table, index) => headOf(table, `LogRows${index + 1}`, text, tablesOnly ? undefined : dependence, isWindow));
  const feeds = heads.map(({ name, steps, newOnly }) => ({ name, query: `${lets}${steps.join("\n| ")}\n`, newOnly }));
  const rest = heads.reduceRight((left, { name, start, end, later }) => `${left.slice(0, start)}${[name, ...later].join(" | ")}${left.slice(end)}`, text);
  return { feeds, rest };
}

interface Head {
  readonly name: string;
  /** Its place in the text, of the table and the operators that are taken out. */
  readonly start: number;
  readonly end: number;
  /** The table and the operators that work on each record by itself. */
  readonly steps: readonly string[];
  /** Conditions that hang on the clock. */
  readonly later: readonly string[];
  readonly newOnly: boolean;
}

/** @param dependence undefined: nothing but the table is taken out. @param isWindow `frequency` is the time between two windows */
function headOf(table: Nodes["NameReference"], name: string, text: string, dependence: Dependence | undefined, isWindow: boolean): Head {
  const steps = [sourceOf(table, text)];
  const later: string[] = [];
  const held = new Set<string>();
  let newOnly = false;
  let last: SyntaxNode = table;
  for (let pipe = pipeOn(table); pipe && dependence; pipe = pipeOn(pipe)) {
    const { Operator } = pipe;
    const said = sourceOf(Operator, text);
    if (!ADDING.has(kindOf(Operator)) || !isRowWiseOperator(Operator, dependence)) break;
    if (isWindow && isNewOnly(Operator)) newOnly = true;
    else if (dependence.onClock(Operator)) {
      if (kindOf(Operator) !== "FilterOperator") break;
      later.push(said);
      for (const column of namesIn(Operator)) held.add(column);
    } else {
      // What a condition that waits would read must be what it was.
      if (kindOf(Operator) !== "FilterOperator" && changedBy(Operator).some((column) => held.has(column))) break;
      steps.push(said);
    }
    last = pipe;
  }
  return { name, start: table.TextStart, end: last.TextStart + last.Width, steps, later, newOnly };
}

function isNewOnly(operator: SyntaxNode): boolean {
  return kindOf(operator) === "FilterOperator" && NEW_ONLY.test(oneLine((operator as Nodes["FilterOperator"]).Condition));
}

/** The pipe whose input a node is. */
export function pipeOn(node: SyntaxNode): Nodes["PipeExpression"] | undefined {
  const parent = node.Parent;
  return parent !== null && kindOf(parent) === "PipeExpression" && (parent as Nodes["PipeExpression"]).Expression === (node as Expression) ? (parent as Nodes["PipeExpression"]) : undefined;
}

function sourceOf({ TextStart, Width }: SyntaxNode, text: string): string {
  return text.slice(TextStart, TextStart + Width);
}

function namesIn(root: SyntaxNode): string[] {
  const names: string[] = [];
  walk(root, (node, kind) => {
    if (kind === "NameReference" || kind === "NameDeclaration") names.push((node as Nodes["NameReference"]).SimpleName);
  });
  return names;
}

/** Columns that an operator makes anew, and more: all that it names, unless it says by `=` what it gives to which. */
function changedBy(operator: SyntaxNode): string[] {
  if (kindOf(operator) !== "ExtendOperator") return namesIn(operator);
  return elements((operator as Nodes["ExtendOperator"]).Expressions).flatMap((part) => (kindOf(part) === "SimpleNamedExpression" ? [(part as Nodes["SimpleNamedExpression"]).Name.SimpleName] : namesIn(part)));
}
