import type { Colors } from "picocolors/types";
import { driftSubject } from "../../catalogue/drift-exception";
import { forTerminal } from "../../findings/escape";
import { hang } from "../../findings/wrap";
import type { DriftResults, IdleAcceptance, TenantResult, ToldDifference } from "./results";
import { uncountedChanges, uncountedLine } from "./uncounted";
import { changeDiff, changeLine, diffLines, sideText } from "./value-change";
import { whatToDo } from "./what-to-do";
import { ageInWords, countedOf, countsInWords, counted, judgedInWords, secondsInWords, seenInWords, shortTime, standing, sumOf, uncountedInWords, withoutEffectInWords } from "./words";

/** With more tenants than these only what isn't clean is told one by one. */
export const MOST_TENANTS = 20;
/** Lines of a diff; JSON has all of them. */
const MOST_LINES = 16;

/** What drifted, tenant by tenant, the worst first; then where each tenant stands. */
export function renderText(results: DriftResults, colors: Colors, width: number): string {
  const { tenants } = results;
  const told = tenants.filter((tenant) => isTold(tenant, tenants.length));
  const blocks = [...told.map((tenant) => block(tenant, results, colors, width)), ...(tenants.length > 1 ? [table(results, colors, width)] : [])];
  return `${[...blocks, totals(results, width)].join("\n\n")}\n`;
}

/** Of a thousand tenants a person wants to see those that differ. */
export function isTold({ state, counts: { accepted }, acceptances, note }: TenantResult, tenants: number): boolean {
  if (note !== undefined) return true;
  if (state === "not checked") return false;
  return tenants <= MOST_TENANTS || state !== "clean" || accepted > 0 || acceptances !== undefined;
}

function block(tenant: TenantResult, results: DriftResults, colors: Colors, width: number): string {
  const differences = countedOf(tenant);
  const accepted = tenant.differences.filter((difference) => difference.accepted !== undefined);
  return [
    ...head(tenant, colors, width),
    ...failure(tenant, colors, width),
    ...stale(tenant, results, width),
    ...differences.map((difference) => differenceBlock(difference, tenant, colors, width)),
    ...accepted.map((difference) => acceptedBlock(difference, colors, width)),
    ...(tenant.acceptances ?? []).map((idle) => idleBlock(idle, colors, width)),
    ...gone(tenant, width),
    ...uncounted(tenant, colors, width),
  ].join("\n");
}

function head(tenant: TenantResult, colors: Colors, width: number): string[] {
  const { tenant: name, state, seconds, note, ...rest } = tenant;
  const said = { failed: "could not be planned", interrupted: "interrupted" } as const;
  const what = state === "failed" || state === "interrupted" ? said[state] : judgedInWords({ ...rest, tenant: name, state, counts: { ...rest.counts, withoutEffect: 0 } });
  const paint = { clean: colors.green, pending: colors.yellow, drifted: colors.red, failed: colors.yellow, interrupted: colors.yellow, "not checked": colors.dim }[state];
  const line = `${colors.bold(forTerminal(name))}  ${paint(what)}${seconds === undefined ? "" : colors.dim(`  ${secondsInWords(seconds)}`)}`;
  return [line, ...(note === undefined ? [] : [hang("  ", forTerminal(note), width)])];
}

function failure({ failure: why, state }: TenantResult, colors: Colors, width: number): string[] {
  if (why === undefined || state !== "failed") return [];
  const tried = why.attempts > 1 ? `, tried ${why.attempts} times` : "";
  return [`  ${colors.yellow(why.cause)}  at ${why.step}${tried}`, hang("      ", forTerminal(why.message), width), hang("      mend: ", forTerminal(why.mend), width)];
}

function stale({ checked, state, counts }: TenantResult, results: DriftResults, width: number): string[] {
  if (state !== "failed" && state !== "interrupted") return [];
  if (checked === undefined) return [hang("  ", "it has never been seen", width)];
  return [hang("  ", `last seen ${shortTime(checked)}, ${ageInWords(checked, results.checked)} ago: ${countsInWords(counts)}. How it is now, nobody knows.`, width)];
}

function differenceBlock(difference: ToldDifference, tenant: TenantResult, colors: Colors, width: number): string {
  const { severity, kind, meaning, note, wanted, before } = difference;
  const paint = { High: colors.red, Medium: colors.yellow, Low: colors.cyan, Informational: colors.dim }[severity];
  return [
    `  ${paint(severity)}  ${[kind, seenInWords(difference, tenant)].filter((words) => words !== "").join(", ")}`,
    `      ${forTerminal(driftSubject(difference))}`,
    ...values(difference, width),
    ...(before === undefined ? [] : [hang("      ", `in the run before it was ${forTerminal(cutTo(sideText(before), width))}`, width)]),
    ...(meaning === undefined ? [] : [hang("      ", forTerminal(meaning), width)]),
    ...(wanted === undefined ? [] : [hang("      ", `an apply makes it ${forTerminal(cutTo(sideText(wanted), width))}`, width)]),
    ...(note === undefined ? [] : [hang("      ", forTerminal(note), width)]),
  ].join("\n");
}

function values(difference: ToldDifference, width: number): string[] {
  if (difference.attribute === undefined) return [];
  const diff = changeDiff(difference);
  if (diff !== undefined) return diffLines(diff, MOST_LINES, width - 6).map((line) => `      ${line}`);
  return [`      ${cutTo(forTerminal(changeLine(difference, width - 6)), width - 6)}`];
}

function acceptedBlock(difference: ToldDifference, colors: Colors, width: number): string {
  const { kind, accepted } = difference;
  if (accepted === undefined) return "";
  return [
    `  ${colors.cyan("accepted")}  ${kind}, until ${forTerminal(accepted.expires)}`,
    `      ${forTerminal(driftSubject(difference))}`,
    ...values(difference, width),
    hang("      ", forTerminal(`${accepted.owner}: ${accepted.reason}`), width),
    `      ${colors.dim(forTerminal(`${accepted.place.file}:${accepted.place.line}`))}`,
  ].join("\n");
}

function idleBlock({ state, entity, value, expires, owner, reason, place }: IdleAcceptance, colors: Colors, width: number): string {
  const said = state === "expired" ? `expired on ${expires}` : state === "unused" ? "covers nothing" : "has not begun";
  return [
    `  ${colors.red("exception")}  ${forTerminal(said)}`,
    `      ${forTerminal(entity)}`,
    hang("      ", forTerminal(`= ${value}; ${owner}: ${reason}`), width),
    `      ${colors.dim(forTerminal(`${place.file}:${place.line}`))}`,
  ].join("\n");
}

function gone({ gone: all, state }: TenantResult, width: number): string[] {
  if (all.length === 0 || state === "failed" || state === "interrupted") return [];
  return ["  gone since the run before", ...all.map((one) => hang("      ", forTerminal(`${one.kind}  ${driftSubject(one)}`), width))];
}

/** Not counted, and never hidden: a line for each change. */
function uncounted({ differences, counts }: TenantResult, colors: Colors, width: number): string[] {
  const words = uncountedInWords(counts);
  if (words === "") return [];
  const lines = uncountedChanges(differences).map((change) => hang("    - ", forTerminal(uncountedLine(change)), width));
  return [`  ${colors.dim("not counted")}  ${words}`, ...lines];
}

function table({ tenants, checked }: DriftResults, colors: Colors, width: number): string {
  const shown = tenants.filter((tenant) => tenants.length <= MOST_TENANTS || tenant.state !== "clean");
  const clean = tenants.length - shown.length;
  const name = Math.max(...shown.map(({ tenant }) => forTerminal(tenant).length), 0);
  const rows = shown.map((tenant) => hang(`${forTerminal(tenant.tenant).padEnd(name)}  ${tenant.state.padEnd(STATE)}  `, forTerminal(standing(tenant, checked)), width));
  return [colors.bold("Tenants"), ...rows, ...(clean === 0 ? [] : [`${clean.toLocaleString("en")} clean`])].join("\n");
}

const STATE = "not checked".length;

function totals({ tenants, counts, dropped = [] }: DriftResults, width: number): string {
  const words = uncountedInWords(sumOf(judged(tenants)));
  const mend = whatToDo(tenants);
  return [
    ...(mend === undefined ? [] : [hang("", mend, width), ""]),
    ...dropped.map((name) => hang("", `${forTerminal(name)} has no tenant file any more: its results were dropped`, width)),
    hang("", `${totalInWords({ tenants, counts })}${words === "" ? "" : ` (not counted: ${words})`}`, width),
  ].join("\n");
}

function judged(tenants: readonly TenantResult[]): readonly TenantResult[] {
  return tenants.filter(({ state }) => state === "clean" || state === "pending" || state === "drifted");
}

/** `2 tenants, 1 drifted, 1 failed: 2 drift`; of tenants that could not be looked at there is nothing to count. */
export function totalInWords({ tenants, counts }: Pick<DriftResults, "tenants" | "counts">): string {
  const seen = judged(tenants);
  return seen.length === 0 ? tenantsInWords(counts) : [`${statesInWords(counts)}: ${countsInWords(sumOf(seen))}`, ...withoutEffectInWords(counts)].join("; ");
}

const STATES = [["clean", "clean"], ["pending", "pending"], ["drifted", "drifted"], ["failed", "failed"], ["interrupted", "interrupted"], ["notChecked", "not checked"]] as const;

/** `3 tenants, 1 clean, 1 drifted, 1 failed; 1 exception without effect` */
export function tenantsInWords(counts: DriftResults["counts"]): string {
  return [statesInWords(counts), ...withoutEffectInWords(counts)].join("; ");
}

function statesInWords(counts: DriftResults["counts"]): string {
  const parts = STATES.filter(([key]) => counts[key] > 0).map(([key, word]) => `${counts[key].toLocaleString("en")} ${word}`);
  return `${counted(counts.tenants, "tenant")}, ${parts.join(", ")}`;
}

function cutTo(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text;
}
