import type { Difference } from "../kql/compare/change";
import type { QueryComparison } from "../kql/compare";
import type { ResourceChange } from "../terraform/plan";
import { levelled } from "./detections/bound-tables";
import { columnsRead } from "./detections/columns-read";
import { DETECTION_TYPES, type DetectionType } from "./detections/detection-types";
import { fail, pass, undecided, type ChangePolicy, type Judgement, type PlanContext } from "./policy";
import { changedQueries, type ChangedQuery } from "./detections/changed-queries";
import { queryDiff } from "./detections/query-diff";
import { looksFor, triggerOf } from "./detections/trigger";

const QUERY_TYPES = Object.keys(DETECTION_TYPES).filter((type) => DETECTION_TYPES[type]?.query !== undefined);

export const queryChangeExplained: ChangePolicy = {
  about: "change",
  id: "query-change-explained",
  title: "No changed query sees less than it did, and what each change means is said",
  why: "One value taken out of a query blinds a rule that still runs and still looks healthy.",
  severity: "High",
  types: QUERY_TYPES,
  check(change, context) {
    const type = DETECTION_TYPES[change.type];
    return type === undefined ? [] : changedQueries(change, type).flatMap((query) => judgeQuery(query, change, type, context));
  },
};

/** Whether a change needs queries to be compared: that takes KQL's parser, which takes a second to load. */
export function changesQueries(change: ResourceChange): boolean {
  const type = DETECTION_TYPES[change.type];
  return type !== undefined && changedQueries(change, type).some(({ after }) => after.known && after.value !== undefined);
}

function judgeQuery({ before, after, sensitive }: ChangedQuery, change: ResourceChange, type: DetectionType, context: PlanContext): Judgement[] {
  if (!after.known) return [undecided(`runs another query, which can't be told: it ${after.why}`, "write the query out, or compare it before it is applied")];
  if (after.value === undefined) return [fail("no longer runs its query", "leave the query in")];
  const details = sensitive ? {} : { details: queryDiff(before, after.value) };
  if (context.compareQueries === undefined) return [{ ...undecided("its query changed, and was not compared", "compare the two by hand"), ...details }];
  const level = levelled(before, after.value, context.tenant);
  const compared = context.compareQueries(level.before, level.after);
  const elsewhere = level.judgedElsewhere.length === 0 ? "" : `; its ${level.judgedElsewhere.join(" and ")} also changed, which are judged by themselves`;
  const judged = [judgeRows(compared, change, type, sensitive), ...judgeColumns(compared, change, type, sensitive)];
  return judged.map((judgement, index) => ({ ...judgement, message: `${judgement.message}${index === 0 ? elsewhere : ""}`, ...(index === 0 ? details : {}) }));
}

function judgeRows(compared: QueryComparison, change: ResourceChange, type: DetectionType, sensitive: boolean): Judgement {
  const { change: what } = compared;
  if (what === "same") return pass("its query changed in its layout only");
  if (what === "columns") return pass(`its query finds the same, with other columns${sensitive ? "" : columnWords(compared)}`);
  const why = sensitive ? "what, the plan says is sensitive" : reasonsOf(compared);
  if (!type.alerts) return judgeSearch(what, why, change);
  if (what === "other") return undecided(`its query changed in a way that can't be told to be harmless: ${why}`, "have someone who knows the query compare the two");
  const wants = wantedOf(change, type);
  if (wants === undefined) return undecided(`its query changed, and whether it should find more or less hangs on its trigger: ${why}`, "have someone who knows the rule compare the two");
  if (what === "wider" && wants === "more") return pass(`its query sees more than it did: ${why}`);
  if (what === "narrower" && wants === "less") return pass(`its query finds less than it did, so its alert, which waits for silence, comes sooner: ${why}`);
  const blind = wants === "less" ? "finds more than it did, so its alert, which waits for silence, comes later or never" : "no longer sees all that it saw";
  return fail(`its query ${blind}: ${why}`, wants === "less" ? "take out what was added" : "put back what was taken out, and take out conditions that were added");
}

/** What a responder runs by hand alerts nobody, so no alert is lost. A search with an alias may be a part of rules. */
function judgeSearch(what: QueryComparison["change"], why: string, { before, after }: ResourceChange): Judgement {
  const aliases = [before, after].map((resource) => resource?.get("function_alias") ?? { known: true, value: null });
  if (what === "wider" || aliases.every((alias) => alias.known && (alias.value === null || alias.value === ""))) return pass(`a query that alerts nobody changed: ${why}`);
  return undecided(`a query changed that rules may call by its alias: ${why}`, "look which rules call it, and compare the two");
}

/** Whether more rows bring the rule nearer to its alert, or fewer; undefined where neither is known. */
function wantedOf({ after }: ResourceChange, type: DetectionType): "more" | "less" | undefined {
  const trigger = after === undefined ? undefined : triggerOf(after, type);
  if (trigger?.known !== true) return undefined;
  if (trigger.value === undefined) return "more";
  const wants = looksFor(trigger.value);
  return wants === "a number" ? undefined : wants;
}

const MOST_REASONS = 6;

/** What is lost comes first. */
function reasonsOf({ reasons, lost, reworked, gained, change }: QueryComparison): string {
  const order: readonly Difference["effect"][] = ["narrower", "other", "wider"];
  const sorted = [...reasons].sort((a, b) => order.indexOf(a.effect) - order.indexOf(b.effect)).map(({ what }) => what);
  const shown = sorted.slice(0, MOST_REASONS).join("; ");
  const rest = sorted.length > MOST_REASONS ? `; and ${sorted.length - MOST_REASONS} more` : "";
  return `${shown}${rest}${columnWords({ reasons, lost, reworked, gained, change })}`;
}

function columnWords({ lost, gained, reworked }: QueryComparison): string {
  const named = (words: string, columns: readonly string[]): string => (columns.length === 0 ? "" : `; ${words} ${columns.slice(0, 10).join(", ")}${columns.length > 10 ? ` and ${columns.length - 10} more` : ""}`);
  return `${named("no longer returns", lost.columns)}${named("now returns", gained.columns)}${named("returns something else as", reworked)}`;
}

/** Columns that entities, details or measures are made of: without them the alert names nobody, or is refused. */
function judgeColumns({ lost, reworked }: QueryComparison, { after }: ResourceChange, type: DetectionType, sensitive: boolean): Judgement[] {
  if (after === undefined || !type.alerts) return [];
  const read = columnsRead(after);
  const [gone, other] = [lost.columns, reworked].map((columns) => columns.filter((name) => read.has(name)));
  const named = (columns: readonly string[]): string => (sensitive ? "columns" : columns.join(", "));
  return [
    ...(gone && gone.length > 0 ? [fail(`its alerts are made of ${named(gone)}, which its query no longer returns`, "leave the columns in the query")] : []),
    ...(other && other.length > 0 ? [undecided(`its alerts are made of ${named(other)}, which hold something else now`, "look whether they still name whom they named")] : []),
  ];
}
