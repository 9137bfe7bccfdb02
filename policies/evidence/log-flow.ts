import type { PlanResource } from "../../terraform/plan-resource";
import { REDACTED } from "../../terraform/redaction";
import type { Block, Resource, Value } from "../../terraform/resource";
import { isHidden, shown } from "../shown";

/** What brings logs to where they are kept: Azure's diagnostic settings, Sentinel's connectors, exports out of a workspace. */
const BRINGS_LOGS = /^azurerm_(?:monitor_(?:aad_)?diagnostic_setting|sentinel_data_connector_\w+|log_analytics_data_export_rule)$/u;

/** Attributes that say where logs are brought to, and how a message says so. */
const DESTINATIONS: Readonly<Record<string, string>> = {
  log_analytics_workspace_id: "the workspace",
  storage_account_id: "the storage account",
  eventhub_authorization_rule_id: "the event hub of",
  eventhub_name: "the event hub",
  partner_solution_id: "the partner solution",
  destination_resource_id: "the destination",
};

/** Attributes that say what logs are of. */
const SOURCES: readonly string[] = ["target_resource_id", "workspace_resource_id", "tenant_id", "subscription_id"];

/** Something that no longer flows, or of which nobody can tell, as what follows the resource's name. */
export interface Loss {
  readonly certain: boolean;
  readonly what: string;
}

export function bringsLogs(type: string): boolean {
  return BRINGS_LOGS.test(type);
}

/** What one resource brought that another one, or itself as it is to be, doesn't bring any more. Metrics are no evidence. */
export function lossesBetween(before: PlanResource, after: Resource): readonly Loss[] {
  return [...destinationsLost(before, after), ...sourcesLost(before, after), ...switchedOff(before, after), ...namesLost("table_names", "table", before, after), ...categoriesLost(before, after)];
}

function destinationsLost(before: PlanResource, after: Resource): Loss[] {
  return Object.entries(DESTINATIONS).flatMap(([name, words]) => {
    const was = textIn(before.get(name));
    if (was === undefined) return [];
    return changed(after, name, was, (instead) => `no longer brings logs to ${words} ${shown(before, name, was)}${instead === undefined ? "" : `, but to ${instead}`}`);
  });
}

function sourcesLost(before: PlanResource, after: Resource): Loss[] {
  return SOURCES.flatMap((name) => {
    const was = textIn(before.get(name));
    return was === undefined ? [] : changed(after, name, was, (instead) => `no longer brings the logs of ${shown(before, name, was)}${instead === undefined ? "" : `, but of ${instead}`}`);
  });
}

function changed(after: Resource, name: string, was: string, say: (instead: string | undefined) => string): Loss[] {
  const value = after.get(name);
  if (!value.known) return [{ certain: false, what: `${say(undefined)}, or does: what it is to be ${value.why}` }];
  const will = textIn(value);
  return will?.toLowerCase() === was.toLowerCase() ? [] : [{ certain: true, what: say(will === undefined ? undefined : shown(after, name, will)) }];
}

/** `exchange_enabled` of a connector, `enabled` of an export. */
function switchedOff(before: PlanResource, after: Resource): Loss[] {
  const names = before.names().filter((name) => /(?:^|_)enabled$/u.test(name));
  return names.flatMap((name) => switchLost(name, before, after));
}

/** One switch that was on. */
export function switchLost(name: string, before: Block, after: Block): Loss[] {
  const was = before.get(name);
  if (!was.known || was.value !== true) return [];
  const will = after.get(name);
  if (!will.known) return will.leftOut === true ? [] : [{ certain: false, what: `may switch ${name} off: it ${will.why}` }];
  return will.value === true ? [] : [{ certain: true, what: `switches ${name} off` }];
}

function namesLost(name: string, noun: string, before: PlanResource, after: Resource): Loss[] {
  const was = before.list(name);
  if (!was.known || was.value.length === 0) return [];
  const will = after.list(name);
  if (!will.known) return [{ certain: false, what: `may leave out a ${noun}: its list ${will.why}` }];
  const kept = new Set(will.value.map((item) => textIn(item)));
  const open = will.value.find((item) => !item.known);
  const lost = was.value.map((item) => textIn(item)).filter((item) => item !== undefined && !kept.has(item));
  if (lost.length === 0) return [];
  return [{ certain: open === undefined, what: `${open === undefined ? "leaves out" : "may leave out"} the ${noun} ${shown(before, name, lost.join(", "))}` }];
}

function categoriesLost(before: PlanResource, after: Resource): Loss[] {
  const was = categoriesOf(before);
  const will = categoriesOf(after);
  const lost = [...was.names].filter((name) => !will.names.has(name) && !will.names.has("all logs"));
  if (lost.length === 0) return [];
  return [{ certain: !will.open, what: `${will.open ? "may no longer bring" : "no longer brings"} ${lost.map((name) => (was.hidden ? REDACTED : name)).join(", ")}` }];
}

/** The categories that a diagnostic setting brings; `log` blocks are those of azurerm 3, which may be switched off one by one. */
function categoriesOf(setting: Resource): { readonly names: ReadonlySet<string>; readonly open: boolean; readonly hidden: boolean } {
  const names = new Set<string>();
  let open = false;
  for (const kind of ["enabled_log", "log"]) {
    const blocks = setting.blocks(kind);
    // The older block is computed, so it may be unknown where nobody writes it.
    if (!blocks.known) open ||= blocks.leftOut !== true;
    else {
      for (const block of blocks.value) {
        const on = block.get("enabled");
        if (on.known && on.value === false) continue;
        const [category, group] = [block.get("category"), block.get("category_group")];
        const name = textIn(category) ?? groupName(textIn(group));
        if (name === undefined) open ||= !category.known || !group.known;
        else names.add(name);
      }
    }
  }
  return { names, open, hidden: isHidden(setting, "enabled_log") || isHidden(setting, "log") };
}

function groupName(group: string | undefined): string | undefined {
  if (group === undefined) return undefined;
  return group.toLowerCase() === "alllogs" ? "all logs" : `the category group ${group}`;
}

function textIn(value: Value): string | undefined {
  return value.known && typeof value.value === "string" && value.value !== "" ? value.value : undefined;
}
