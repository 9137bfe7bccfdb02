import { isDeepStrictEqual } from "node:util";
import type { Detection, Schedule } from "../../catalogue/detection";
import { toWords } from "../../catalogue/duration";
import { boundQuery } from "../../hunt/bound-query";
import type { BoundDetection } from "../../hunt/per-record";
import { compareQueries, type QueryComparison } from "../../kql/compare";
import type { Schema } from "../../kql/language/database";

/** How a changed rule differs from the catalogue's. */
export interface RuleChange {
  readonly query: QueryComparison & { readonly identical: boolean };
  readonly settings: readonly ChangedSetting[];
  /** Parts of the rule that differ and that the alerts below show. */
  readonly shown: readonly string[];
  /** Parts that differ, of which a replay says nothing. */
  readonly notReplayed: readonly string[];
}

export interface ChangedSetting {
  readonly setting: "kind" | "severity" | "frequency" | "period" | "trigger";
  readonly before: string;
  readonly after: string;
}

export function ruleChange(own: BoundDetection, changed: BoundDetection, schema: Schema): RuleChange {
  const [was, is] = [own.detection, changed.detection];
  const differing = (parts: Readonly<Record<string, (detection: Detection) => unknown>>): string[] => Object.entries(parts).flatMap(([name, of]) => (isDeepStrictEqual(of(was), of(is)) ? [] : [name]));
  return {
    query: { ...compareQueries(boundQuery(was.query, own.bindings).text, boundQuery(is.query, levelled(changed, own)).text, schema), identical: was.query.trim() === is.query.trim() },
    settings: settingsOf(was, is),
    shown: differing(SHOWN),
    notReplayed: differing(NOT_REPLAYED),
  };
}

const SHOWN: Readonly<Record<string, (detection: Detection) => unknown>> = {
  title: ({ title, alertDetails }) => alertDetails?.displayNameFormat ?? title,
  "severity column": ({ alertDetails }) => alertDetails?.severityColumnName,
  entities: ({ entityMappings }) => entityMappings,
  "custom details": ({ customDetails }) => customDetails,
};

const NOT_REPLAYED: Readonly<Record<string, (detection: Detection) => unknown>> = {
  "how rows are grouped into alerts": ({ eventGrouping }) => eventGrouping,
  "whether alerts make incidents": ({ createIncident }) => createIncident,
  "how alerts are grouped into incidents": ({ grouping }) => grouping,
  suppression: ({ suppression }) => suppression,
};

/** How often the rule runs is told by itself: in the query it would look like another condition. */
function levelled({ detection, bindings }: BoundDetection, own: BoundDetection): BoundDetection["bindings"] {
  const rhythm = own.bindings.find(({ name }) => isRhythm(name, own.detection))?.value;
  return bindings.map((binding) => (rhythm !== undefined && isRhythm(binding.name, detection) ? { ...binding, value: rhythm } : binding));
}

function isRhythm(name: string, { baseline }: Detection): boolean {
  return baseline?.parameters?.[name]?.from === "detection.frequency";
}

const OPERATORS: Readonly<Record<Schedule["operator"], string>> = { gt: "more than", lt: "less than", eq: "exactly", ne: "anything but" };

function settingsOf(was: Detection, is: Detection): ChangedSetting[] {
  const values: Readonly<Record<ChangedSetting["setting"], (detection: Detection) => string>> = {
    kind: ({ kind }) => kind,
    severity: ({ severity }) => severity,
    frequency: ({ schedule }) => (schedule === undefined ? "" : toWords(schedule.frequency)),
    period: ({ schedule }) => (schedule === undefined ? "" : toWords(schedule.period)),
    trigger: ({ schedule }) => (schedule === undefined ? "" : `${OPERATORS[schedule.operator]} ${schedule.threshold}`),
  };
  return Object.entries(values).flatMap(([setting, of]) => (of(was) === of(is) ? [] : [{ setting: setting as ChangedSetting["setting"], before: of(was), after: of(is) }]));
}
