import { driftSubject } from "../../catalogue/drift-exception";
import { forMarkdown } from "../../findings/escape";
import { isTold, MOST_TENANTS, totalInWords } from "./render-text";
import type { DriftResults, TenantResult, ToldDifference } from "./results";
import { uncountedChanges, uncountedLine } from "./uncounted";
import { changeDiff, changeLine, diffLines, sideText } from "./value-change";
import { whatToDo } from "./what-to-do";
import { ageInWords, countedOf, countsInWords, seenInWords, shortTime, standing, uncountedInWords } from "./words";

const VALUES = 80;
const MOST_LINES = 60;
const LONGEST_LINE = 300;

/** A page for an issue or a pull request, as GitHub shows it. */
export function renderMarkdown(results: DriftResults): string {
  const { tenants, dropped = [] } = results;
  const mend = whatToDo(tenants);
  const parts = [
    "# Drift",
    `**${forMarkdown(totalInWords(results))}**, as of ${shortTime(results.checked)}.`,
    ...dropped.map((name) => `${forMarkdown(name)} has no tenant file any more: its results were dropped.`),
    ...(mend === undefined ? [] : [forMarkdown(mend)]),
    ...(tenants.length > 1 ? [tenantTable(results)] : []),
    ...tenants.filter((tenant) => isTold(tenant, tenants.length)).flatMap((tenant) => section(tenant, results)),
  ];
  return `${parts.join("\n\n")}\n`;
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function rows(head: readonly string[], body: readonly (readonly string[])[]): string {
  return [line(head), `|${"---|".repeat(head.length)}`, ...body.map((cells) => line(cells.map(forMarkdown)))].join("\n");
}

function tenantTable({ tenants, checked }: DriftResults): string {
  const shown = tenants.filter((tenant) => tenants.length <= MOST_TENANTS || tenant.state !== "clean");
  const clean = tenants.length - shown.length;
  return `${rows(["tenant", "state", "what"], shown.map((tenant) => [tenant.tenant, tenant.state, standing(tenant, checked)]))}${clean === 0 ? "" : `\n\n${clean.toLocaleString("en")} clean.`}`;
}

function section(tenant: TenantResult, results: DriftResults): string[] {
  const found = countedOf(tenant);
  const accepted = tenant.differences.flatMap((difference) => (difference.accepted === undefined ? [] : [{ difference, accepted: difference.accepted }]));
  const { acceptances = [], gone, state } = tenant;
  return [
    `## ${forMarkdown(tenant.tenant)}`,
    ...(tenant.note === undefined ? [] : [`**${forMarkdown(tenant.note)}**`]),
    ...failure(tenant, results),
    ...(found.length === 0 ? (state === "clean" ? ["Clean."] : []) : [rows(["severity", "kind", "resource and attribute", "change", "what it means", "seen"], found.map((difference) => [difference.severity, difference.kind, driftSubject(difference), changeOf(difference), meaningOf(difference), seenInWords(difference, tenant)]))]),
    ...found.flatMap(diffBlock),
    ...(accepted.length === 0 ? [] : ["### Accepted", rows(["resource and attribute", "change", "until", "by", "where"], accepted.map(({ difference, accepted: by }) => [driftSubject(difference), changeOf(difference), by.expires, `${by.owner}: ${by.reason}`, `${by.place.file}:${by.place.line}`]))]),
    ...(acceptances.length === 0 ? [] : ["### Exceptions without effect", rows(["resource and attribute", "accepts", "state", "where"], acceptances.map((idle) => [idle.entity, idle.value, idle.state === "expired" ? `expired on ${idle.expires}` : idle.state, `${idle.place.file}:${idle.place.line}`]))]),
    ...(gone.length === 0 || state === "failed" || state === "interrupted" ? [] : ["### Gone since the run before", rows(["kind", "resource and attribute", "first seen"], gone.map((one) => [one.kind, driftSubject(one), shortTime(one.firstSeen)]))]),
    ...uncounted(tenant),
  ];
}

function failure({ failure: why, state, checked, counts }: TenantResult, results: DriftResults): string[] {
  if (state !== "failed" && state !== "interrupted") return [];
  const seen = checked === undefined ? "It has never been seen." : `Last seen ${shortTime(checked)}, ${ageInWords(checked, results.checked)} ago: ${countsInWords(counts)}. How it is now, nobody knows.`;
  const reason = why === undefined || state === "interrupted" ? [] : [`**Could not be planned (${why.cause}, at ${why.step}):** ${forMarkdown(why.message)}`, `Mend: ${forMarkdown(why.mend)}`];
  return [...(state === "interrupted" ? ["**Interrupted.**"] : reason), seen];
}

function changeOf(difference: ToldDifference): string {
  if (difference.attribute === undefined) return difference.kind === "removed" ? "deleted" : "as a whole";
  return changeDiff(difference) === undefined ? changeLine(difference, VALUES) : "see below";
}

function meaningOf({ meaning, note, wanted, before }: ToldDifference): string {
  return [...(before === undefined ? [] : [`in the run before it was ${sideText(before).slice(0, VALUES)}`]), ...(meaning === undefined ? [] : [meaning]), ...(wanted === undefined ? [] : [`an apply makes it ${sideText(wanted).slice(0, VALUES)}`]), ...(note === undefined ? [] : [note])].join("; ");
}

/** No cell of a table holds several lines. A fence is longer than any run of backticks in what it holds, so nothing there ends it. */
function diffBlock(difference: ToldDifference): string[] {
  const diff = changeDiff(difference);
  if (diff === undefined) return [];
  const lines = diffLines(diff, MOST_LINES, LONGEST_LINE);
  const longest = Math.max(2, ...lines.flatMap((text) => text.match(/`+/gu) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return [`${forMarkdown(driftSubject(difference))}:\n\n${fence}diff\n${lines.join("\n")}\n${fence}`];
}

/** Folded away, since nobody has to look at it, and there, since somebody may. */
function uncounted({ differences, counts }: TenantResult): string[] {
  const words = uncountedInWords(counts);
  if (words === "") return [];
  const lines = uncountedChanges(differences).map((change) => `- ${forMarkdown(uncountedLine(change))}`);
  return [`<details><summary>Not counted: ${words}</summary>\n\n${lines.join("\n")}\n\n</details>`];
}
