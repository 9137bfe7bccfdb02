import { toldOtherwise } from "../../hunt/replay/told-otherwise";
import { findingAsJson, readAsJson } from "../hunt/render-json";
import type { ReplayReport } from "./report";

/** Version of the format; it changes when a consumer would have to. */
const FORMAT_VERSION = 1;

export function asJson({ id, rule, change, outcome, hunt }: ReplayReport): object {
  const { query, ...parts } = change;
  return {
    formatVersion: FORMAT_VERSION,
    ...(hunt.tenant === undefined ? {} : { tenant: hunt.tenant }),
    against: id,
    rule,
    changed: {
      query: { change: query.change, reasons: query.reasons.map(({ effect, what }) => ({ effect, what })), columns: { lost: query.lost.columns, gained: query.gained.columns, reworked: query.reworked } },
      ...parts,
    },
    ...(outcome === undefined ? {} : outcomeAsJson(outcome)),
    notEvaluated: hunt.result.notEvaluated.map(({ detection, why }) => ({ rule: detection, why })),
    excepted: hunt.result.excepted.map(({ detection, alerts }) => ({ rule: detection, alerts })),
    read: readAsJson(hunt),
  };
}

function outcomeAsJson({ comparison, total, days, inWindows }: NonNullable<ReplayReport["outcome"]>): object {
  return {
    pairedBy: inWindows ? "window" : "record",
    total,
    days,
    lost: comparison.lost.map(findingAsJson),
    gained: comparison.gained.map(findingAsJson),
    kept: comparison.kept.map((pair) => ({ ...findingAsJson(pair.after), otherwise: toldOtherwise(pair) })),
  };
}
