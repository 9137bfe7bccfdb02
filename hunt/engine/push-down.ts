import { oneLine } from "../../kql/compare/source-text";
import type { Duration } from "../../catalogue/duration";
import type { Analysis } from "../../kql/language/analyze";
import { kindOf } from "../../kql/language/host";
import { elements, type Expression, type Nodes, type SyntaxNode } from "../../kql/language/syntax";
import { boundColumns } from "../../kql/language/types";
import { walk } from "../../kql/language/walk";
import { wantedColumns } from "../../kql/language/wanted";
import { timespanLiteral } from "../../kql/literal";
import type { Column } from "../../kql/values/value";
import { NEW_ONLY } from "./clock-use";
import type { Dependence } from "./log-dependence";
import { isRowWiseOperator } from "./row-wise";

/** A query in two: what is done to each record by itself, once, and what is left to be done in each window, on what that gave. */
export interface Split {
  readonly feeds: readonly Feed[];
  /** Reads the feeds by their names. */
  readonly rest: string;
  /** Whether the rest can see a difference in a column of a feed. */
  readonly wants: (column: string) => boolean;
}

/** Rows of one table, as far as they can be worked out for each record by itself. */
export interface Feed {
  readonly name: string;
  readonly query: string;
  /** Whether the query looks at no more of them than came since its last run, whatever its look-back. */
  readonly newOnly: boolean;
  /** Of the rows that its query gives; undefined where they hang on the records. */
  readonly columns: readonly Column[] | undefined;
  /** A name by which the query reads those of them that came since its last run, where it does beside all of them. */
  readonly nameOfNew?: string;
}

/** Operators that leave a row's columns there, so that a condition on the clock may as well stand after them. */
const ADDING = new Set(["FilterOperator", "ExtendOperator", "MvApplyOperator", "MvExpandOperator"]);

/**
 * Takes out of a query what each table's rows go through first; a window that holds a hundred thousand rows then reads a few columns of those that may count.
 * @param frequency of the windows: rows that came since the last one are taken for those that came since the rule's last run
 */
export function splitQuery(whole: Analysis, dependence: Dependence, frequency: Duration, { tablesOnly = false } = {}): Split {
  const { text } = whole;
  const named = dependence.letNamed("frequency");
  const isWindow = named !== undefined && sourceOf(named, text) === timespanLiteral(frequency.minutes);
  const lets = dependence.statements.filter((statement) => kindOf(statement) === "LetStatement" && !dependence.onLog(statement) && !dependence.onClock(statement)).map((statement) => `${sourceOf(statement, text)};\n`).join("");
  const heads = dependence.statements.flatMap((statement) => dependence.tables(statement)).sort((a, b) => a.TextStart - b.TextStart).map((table, index) => headOf(table, `LogRows${index + 1}`, text, tablesOnly ? undefined : dependence, isWindow));
  const uses = heads.map((head) => (isWindow && !tablesOnly ? usesOfNew(head, dependence) : []));
  const feeds = heads.map(({ name, steps, newOnly, columns }, index) => ({ name, query: `${lets}${steps.join("\n| ")}\n`, newOnly, columns, ...(uses[index]?.length ? { nameOfNew: nameOfNew(name) } : {}) }));
  const edits = [...heads.map(({ name, start, end, later }) => ({ start, end, said: [name, ...later].join(" | ") })), ...uses.flat()].sort((a, b) => a.start - b.start);
  const rest = edits.reduceRight((left, { start, end, said }) => `${left.slice(0, start)}${said}${left.slice(end)}`, text);
  // What is said within a head is read by the feed's own query, but for the conditions that wait.
  const gone = heads.filter(({ later }) => later.length === 0);
  return { feeds, rest, wants: wantedColumns(whole, ({ TextStart, Width }) => gone.some(({ start, end }) => TextStart >= start && TextStart + Width <= end)) };
}

/** Since the last run, said of a column that keeps when a record came. */
const NEW_BY_COLUMN = /^Arrived (?:> now\(\) - frequency|between \(\(now\(\) - frequency\) ?\.\. ?now\(\)\))$/u;
const ARRIVED = /\bArrived = coalesce\(ingestion_time\(\), ?TimeGenerated\)/u;

function nameOfNew(name: string): string {
  return `${name}New`;
}

/**
 * Where a `let` names nothing but a feed: the places that ask for what came of it since the last run. Found by looking through the whole window, each run would
 * read two weeks of a log to see an hour of it.
 */
function usesOfNew({ name, start, end, steps, later, newOnly }: Head, dependence: Dependence): Edit[] {
  const whole = dependence.lets().find(({ Expression: { TextStart, Width } }) => TextStart === start && TextStart + Width === end);
  const keepsArrival = steps.filter((step) => /\bArrived =/u.test(step)).length === 1 && steps.some((step) => ARRIVED.test(step));
  if (whole === undefined || later.length > 0 || newOnly || !keepsArrival) return [];
  return dependence.statements.flatMap((statement) => referencesTo(whole.Name.SimpleName, statement)).flatMap((reference) => {
    const pipe = pipeOn(reference);
    const asksForNew = pipe !== undefined && kindOf(pipe.Operator) === "FilterOperator" && NEW_BY_COLUMN.test(oneLine((pipe.Operator as Nodes["FilterOperator"]).Condition));
    return asksForNew ? [{ start: reference.TextStart, end: pipe.TextStart + pipe.Width, said: nameOfNew(name) }] : [];
  });
}

function referencesTo(name: string, root: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  walk(root, (node, kind) => {
    if (kind === "NameReference" && (node as Nodes["NameReference"]).SimpleName === name) found.push(node);
  });
  return found;
}

/** What is said instead of a part of a query's text. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly said: string;
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
  readonly columns: readonly Column[] | undefined;
}

/** @param dependence undefined: nothing but the table is taken out. @param isWindow `frequency` is the time between two windows */
function headOf(table: Nodes["NameReference"], name: string, text: string, dependence: Dependence | undefined, isWindow: boolean): Head {
  const steps = [sourceOf(table, text)];
  const later: string[] = [];
  const held = new Set<string>();
  let newOnly = false;
  let last: Expression = table;
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
  return { name, start: table.TextStart, end: last.TextStart + last.Width, steps, later, newOnly, columns: boundColumns(last)?.map(({ name: of, type }) => ({ name: of, type: type ?? "dynamic" })) };
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
