import { KqlError, type Position } from "../engine/errors";
import { globalsOf, identityOf, type Schema } from "./database";
import { mayDouble, refuseDoubling } from "./doubling";
import { type Code, host, itemsOf, type RawDiagnostic } from "./host";
import { type Found, lint } from "./lints/all";
import { refuseDeep } from "./nesting";
import { positions } from "./position";
import { RecentQueries } from "./recent-queries";
import { isSuppressed } from "./suppressions";

export interface Diagnostic extends Position {
  /** Microsoft's number, KS142, or the name of a lint of ours. */
  readonly code: string;
  readonly severity: "error" | "warning";
  /** A syntax error is what Microsoft's parser can't read; all else is semantic. */
  readonly kind: "syntax" | "semantic";
  readonly message: string;
  /** In characters from the query's start. */
  readonly start: number;
  readonly length: number;
}

/** A query, bound: each name and type in it is known, or said to be wrong. */
export interface Analysis {
  readonly text: string;
  readonly code: Code;
  readonly diagnostics: readonly Diagnostic[];
  readonly positionOf: (offset: number) => Position;
}

/** The longest query that Log Analytics takes is far below it. */
const LONGEST = 1_000_000;

/** What Microsoft's binder says when it gives up, at some 500 levels: a long chain of `or` is a level each. */
const UNBOUND = "KS245";

/** By their schema: to bind a query takes longest of all, and the same one is checked, compiled for events and taken apart for a log in different places. */
const recent = new WeakMap<object, RecentQueries<Analysis>>();

/** Parses and binds a query against a schema, unless that was done just now. Throws a limit error for what is too large or too deep to read at all. */
export function analyze(text: string, schema: Schema, options: { readonly advice?: boolean } = {}): Analysis {
  if (options.advice === true) return analyzed(text, schema, options);
  const known = recent.get(identityOf(schema)) ?? new RecentQueries<Analysis>();
  recent.set(identityOf(schema), known);
  return known.of(text, () => analyzed(text, schema, options));
}

function analyzed(text: string, schema: Schema, options: { readonly advice?: boolean }): Analysis {
  if (text.length > LONGEST) throw new KqlError("limit", `a query of more than ${LONGEST.toLocaleString("en")} characters`);
  refuseDeep(text);
  const positionOf = positions(text);
  const code = parse(text, schema);
  const form = (raw: RawDiagnostic, severity: Diagnostic["severity"]): Diagnostic => ({
    code: raw.Code,
    severity,
    kind: isSyntax(raw.Code) ? "syntax" : "semantic",
    message: raw.Message,
    start: raw.Start,
    length: raw.Length,
    ...positionOf(raw.Start),
  });
  const found = itemsOf(code.GetDiagnostics()).filter((raw) => !isSuppressed(raw, code));
  if (found.some(({ Code: number }) => number === UNBOUND)) throw new KqlError("limit", "the query nests too deep to be read");
  const own = found.filter(({ Severity }) => Severity === "Error" || Severity === "Warning").map((raw) => form(raw, raw.Severity === "Error" ? "error" : "warning"));
  const advice = options.advice === true ? host().analyzerDiagnostics(code).filter((raw) => !isSuppressed(raw, code)).map((raw) => form(raw, "warning")) : [];
  // Where names or types are unknown, what follows from them would be noise.
  const linted = own.some(({ severity }) => severity === "error") ? [] : lint(code.Syntax).map((fault) => ofLint(fault, positionOf));
  return { text, code, positionOf, diagnostics: [...own, ...linted, ...advice].sort((a, b) => a.start - b.start) };
}

function ofLint({ code, message, node }: Found, positionOf: (offset: number) => Position): Diagnostic {
  return { code, severity: "error", kind: "semantic", message, start: node.TextStart, length: node.Width, ...positionOf(node.TextStart) };
}

function parse(text: string, schema: Schema): Code {
  try {
    if (mayDouble(text)) refuseDoubling(host().parseOnly(text, globalsOf(schema)));
    return host().parse(text, globalsOf(schema));
  } catch (error) {
    // The parser goes down as deep as the query nests.
    if (error instanceof RangeError) throw new KqlError("limit", "the query nests too deep to be read");
    throw error;
  }
}

/** Microsoft numbers what its parser expects from KS001 on, and what its binder finds from KS100 on. */
function isSyntax(code: string): boolean {
  return /^KS0\d\d$/u.test(code);
}

/** The first error, thrown. */
export function refuseFaulty({ diagnostics }: Analysis): void {
  const fault = diagnostics.find(({ severity }) => severity === "error");
  if (fault) throw new KqlError(fault.kind, fault.message, { line: fault.line, column: fault.column });
}
