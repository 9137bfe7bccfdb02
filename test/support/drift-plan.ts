import { planOf, type Plan } from "../../terraform/plan";
import { changeJson, configuredJson, planJson } from "./plan";

type Json = Readonly<Record<string, unknown>>;

/** A resource in the three: as the last run left it, as it is, and as an apply makes it. */
export interface Drifting {
  readonly address?: string;
  /** Default: as it is. */
  readonly state?: Json;
  /** Null: somebody deleted it. */
  readonly live: Json | null;
  /** Default: as it is; null: an apply takes it away. */
  readonly planned?: Json | null;
  readonly unknown?: unknown;
  /** Masks of what is sensitive in each. */
  readonly hidden?: { readonly state?: unknown; readonly live?: unknown; readonly planned?: unknown };
  /** The expressions of its configuration. Default: what is planned, as constants; null: none is shown. */
  readonly configured?: Json | null;
  readonly actions?: readonly string[];
  readonly change?: Json;
  readonly entry?: Json;
  readonly drift?: Json;
  /** False: the plan doesn't list it among its changes. */
  readonly listed?: boolean;
}

export const RULE = "azurerm_sentinel_alert_rule_scheduled.r";

/** A plan of resources that drift. */
export function driftPlan(drifting: Drifting | readonly Drifting[], overrides: Json = {}): Plan {
  const all = Array.isArray(drifting) ? (drifting as readonly Drifting[]) : [drifting as Drifting];
  const resources = all.filter(({ configured }) => configured !== null).map(({ address = RULE, configured, planned, live }) => configuredJson(address, configured ?? constants(planned ?? live)));
  return planOf(planJson({ resource_drift: all.filter(({ state }) => state !== undefined).map(driftOf), resource_changes: all.filter(({ listed }) => listed !== false).map(plannedOf), configuration: { root_module: { resources } }, ...overrides }));
}

/** One that only refreshes: it lists no changes at all. */
export function refreshPlan(drifting: Drifting | readonly Drifting[], overrides: Json = {}): Plan {
  const { resource_changes: _, ...json } = driftPlan(drifting, overrides).json;
  return planOf(json);
}

function driftOf({ address = RULE, state, live, hidden = {}, drift = {} }: Drifting): Json {
  return changeJson(address, { actions: [live === null ? "delete" : "update"], before: state, after: live, before_sensitive: hidden.state ?? {}, after_sensitive: hidden.live ?? {} }, drift);
}

function plannedOf({ address = RULE, live, planned, unknown = {}, hidden = {}, actions, change = {}, entry = {} }: Drifting): Json {
  const after = planned === undefined ? live : planned;
  const told = actions ?? (live === null ? ["create"] : after === null ? ["delete"] : JSON.stringify(live) === JSON.stringify(after) ? ["no-op"] : ["update"]);
  return changeJson(address, { actions: told, before: live, after, after_unknown: unknown, before_sensitive: hidden.live ?? {}, after_sensitive: hidden.planned ?? {}, ...change }, entry);
}

export function constants(values: Json | null): Json {
  return Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, { constant_value: value }]));
}
