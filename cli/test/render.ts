import type { Colors } from "picocolors/types";
import { forTerminal } from "../../findings/escape";
import { hang } from "../../findings/wrap";
import type { MutantFate } from "../../hunt/mutate-detection";
import type { TestedEvent } from "../../hunt/test-detection";
import type { DetectionReport, MutationReport } from "./report";

const WORDS: Readonly<Record<TestedEvent["outcome"], string>> = { holds: "ok", fails: "FAIL", unknown: "????" };

/** A line an event; below one that fails, what was expected and what came; then what became of the mutants. */
export function renderDetection({ id, events, mutation }: DetectionReport, colors: Colors, width: number): string {
  if (events.length === 0) return `${colors.bold(id)}\n  untested: it has no events\n\n`;
  const mutants = mutation === undefined ? [] : mutation === "not run" ? ["  mutants: not run, since not every event holds"] : mutationLines(mutation, colors, width);
  return `${[colors.bold(id), ...events.map((event) => eventLines(event, colors, width)), ...mutants].join("\n")}\n\n`;
}

function eventLines({ name, fires, outcome, difference }: TestedEvent, colors: Colors, width: number): string {
  const color = { holds: colors.green, fails: colors.red, unknown: colors.yellow }[outcome];
  const word = WORDS[outcome];
  const said = hang(`  ${word.padEnd(4)}  ${fires ? "fires" : "quiet"}  `, forTerminal(name), width).replace(word, color(word));
  return [said, ...difference.map((line) => `          ${coloured(forTerminal(line), colors)}`)].join("\n");
}

function coloured(line: string, colors: Colors): string {
  return line.startsWith("- ") ? colors.red(line) : line.startsWith("+ ") ? colors.green(line) : line;
}

function mutationLines({ judged, idle }: MutationReport, colors: Colors, width: number): string[] {
  const survivors = judged.filter(({ fate }) => fate === "survived");
  return [
    `  ${mutantCounts(judged)}`,
    ...survivors.map(({ mutant: { name, line } }) => hang(`  ${colors.red("survived")}  `, forTerminal(`line ${line}: ${name}`), width)),
    ...judged.filter(({ fate }) => fate === "equivalent" || fate === "invalid").map(({ mutant: { name, line }, fate, because }) => hang(`  ${colors.dim(fate)}  `, forTerminal(`line ${line}: ${name}: ${because}`), width)),
    ...idle.map(({ mutant, problem }) => hang(`  ${colors.red("equivalent")}  `, forTerminal(`${mutant}: ${problem}`), width)),
  ];
}

function mutantCounts(judged: MutationReport["judged"]): string {
  const count = (fate: MutantFate): number => judged.filter((one) => one.fate === fate).length;
  const parts = (["noticed", "equivalent", "invalid", "survived"] as const).filter((fate) => count(fate) > 0 || fate === "survived");
  return `${counted(judged.length, "mutant")}: ${parts.map((fate) => `${count(fate).toLocaleString("en")} ${fate}`).join(", ")}`;
}

export function renderTotals(reports: readonly DetectionReport[]): string {
  const events = reports.flatMap((report) => report.events);
  const count = (outcome: TestedEvent["outcome"]): number => events.filter((event) => event.outcome === outcome).length;
  const untested = reports.filter((report) => report.events.length === 0).length;
  const said = [
    `${counted(reports.length, "detection")}${untested > 0 ? ` (${untested} untested)` : ""}: ${count("holds").toLocaleString("en")} of ${counted(events.length, "event")} hold, ${count("fails")} fail`,
    ...(count("unknown") > 0 ? [`${count("unknown")} unknown`] : []),
  ].join(", ");
  const judged = reports.flatMap(({ mutation }) => (typeof mutation === "object" ? mutation.judged : []));
  return reports.some(({ mutation }) => typeof mutation === "object") ? `${said}\n${mutantCounts(judged)}` : said;
}

function counted(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}
