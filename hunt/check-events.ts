import { join } from "node:path";
import type { Detection } from "../catalogue/detection";
import type { EventsFile } from "../catalogue/events-schema";
import { type Fault, shown } from "../catalogue/fault";
import { nearest } from "../catalogue/nearest";
import type { Tables } from "../catalogue/tables";
import type { RuleEvent } from "./run-event";

/**
 * What would keep an event from showing anything: a table or column that there isn't, a parameter or an exception that the rule doesn't take, a near miss without
 * a record. A misspelt name would else make a near miss that is quiet whatever the query says.
 */
export function eventFaults(detection: Detection, { fires, quiet, common = {} }: EventsFile, tables: Tables): Fault[] {
  const file = join(detection.folder, "events.yaml");
  const fault = (path: string, message: string): Fault => ({ file, path, message });
  const ofRows = (path: string, rows: Readonly<Record<string, readonly object[]>>): Fault[] =>
    Object.entries(rows).flatMap(([table, records]) => {
      const columns = tables.get(table)?.map(({ name }) => name);
      // A community rule may read tables that only its writer's workspace has.
      if (columns === undefined) return detection.family === "community" ? [] : [fault(`${path}.${table}`, `${shown(table)} is no known table${meant(table, [...tables.keys()])}`)];
      const unknown = [...new Set(records.flatMap((record) => Object.keys(record)))].filter((key) => !columns.includes(key));
      return unknown.map((key) => fault(`${path}.${table}`, `${shown(key)} is no column of ${table}${meant(key, columns)}`));
    });
  return [
    ...ofRows("common", Object.fromEntries(Object.entries(common).map(([table, row]) => [table, [row]]))),
    ...fires.flatMap((event, index) => [...ofRows(`fires[${index}].rows`, event.rows), ...valueFaults(event, `fires[${index}]`, detection, fault)]),
    ...quiet.flatMap((event, index) => [...ofRows(`quiet[${index}].rows`, event.rows), ...valueFaults(event, `quiet[${index}]`, detection, fault), ...(isEmpty(event) ? [fault(`quiet[${index}].rows`, "holds no record, so that nothing could fire; write the near miss")] : [])]),
  ];
}

function isEmpty({ rows }: RuleEvent): boolean {
  return Object.values(rows).every((records) => records.length === 0);
}

function valueFaults({ parameters = {}, exceptions }: RuleEvent, path: string, { baseline }: Detection, fault: (path: string, message: string) => Fault): Fault[] {
  const known = Object.keys(baseline?.parameters ?? {});
  const strangers = Object.keys(parameters).filter((name) => !known.includes(name));
  return [
    ...strangers.map((name) => fault(`${path}.parameters.${name}`, `is no parameter of the rule${meant(name, known)}`)),
    ...(exceptions !== undefined && baseline?.exceptions === undefined ? [fault(`${path}.exceptions`, "are none that the rule takes; write baseline.exceptions in rule.yaml, or take them out")] : []),
  ];
}

function meant(name: string, known: readonly string[]): string {
  const close = nearest(name, known);
  return close === undefined ? "" : `; did you mean ${close}?`;
}
