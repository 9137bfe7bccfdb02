import type { PlanResource } from "../../terraform/plan-resource";
import type { Block, Value } from "../../terraform/resource";
import { shown } from "../shown";
import type { Loss } from "./log-flow";

export const COLLECTION_RULE = "azurerm_monitor_data_collection_rule";

/** Rows that a data collection rule may drop or change before they are kept: whether the transformation of a flow does, only its reader can tell. */
export function transformsChanged(before: PlanResource | undefined, after: PlanResource): readonly Loss[] {
  const flows = after.blocks("data_flow");
  if (!flows.known) return [{ certain: false, what: `may drop or change rows on their way in: what it does to them ${flows.why}` }];
  const was = before?.blocks("data_flow");
  const old = new Set(was?.known === true ? was.value.map(keyOf) : []);
  return flows.value.filter((flow) => transformOf(flow) !== NONE && !old.has(keyOf(flow))).map((flow) => ({ certain: false, what: `${shown(flow, "streams", streamsOf(flow))} passes a transformation that is new, which drops or changes rows on their way in` }));
}

const NONE = "source";

/** Null where it isn't known yet. */
function transformOf(flow: Block): string | null {
  const value: Value = flow.get("transform_kql");
  if (!value.known) return value.leftOut === true ? NONE : null;
  const text = typeof value.value === "string" ? value.value.trim() : "";
  return text === "" ? NONE : text;
}

/** A flow is the same where it does the same to the same streams. What isn't known is never the same as before, where everything is known. */
function keyOf(flow: Block): string {
  return JSON.stringify([streamsOf(flow), transformOf(flow)]);
}

function streamsOf(flow: Block): string {
  const streams = flow.list("streams");
  const names = streams.known ? streams.value.map((stream) => (stream.known ? String(stream.value) : "a stream that isn't known")) : ["what isn't known"];
  return names.sort().join(", ");
}
