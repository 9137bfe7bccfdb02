import { known, referencesOf, type Resource, type Value } from "../../terraform/resource";

export const ACTION_GROUP = "azurerm_monitor_action_group";

/** Every kind of receiver that azurerm 4 knows, and what says whom it tells. */
export const RECEIVERS: Readonly<Record<string, readonly string[]>> = {
  arm_role_receiver: ["role_id"],
  automation_runbook_receiver: ["automation_account_id", "runbook_name", "webhook_resource_id"],
  azure_app_push_receiver: ["email_address"],
  azure_function_receiver: ["function_app_resource_id", "function_name"],
  email_receiver: ["email_address"],
  event_hub_receiver: ["event_hub_namespace", "event_hub_name", "subscription_id", "tenant_id"],
  itsm_receiver: ["workspace_id", "connection_id"],
  logic_app_receiver: ["resource_id"],
  sms_receiver: ["country_code", "phone_number"],
  voice_receiver: ["country_code", "phone_number"],
  webhook_receiver: ["service_uri"],
};

/** Whom an action group tells: why nobody, or how many. */
export type GroupReach = { readonly nobody: string } | { readonly receivers: number };

export function groupReach(group: Resource): Value<GroupReach> {
  const enabled = group.get("enabled");
  if (enabled.known && enabled.value === false) return known({ nobody: "is switched off" });
  const kinds = Object.keys(RECEIVERS).map((kind) => group.blocks(kind));
  const receivers = kinds.reduce((sum, kind) => sum + (kind.known ? kind.value.length : 0), 0);
  const open = kinds.find((kind) => !kind.known);
  if (receivers === 0 && open?.known === false) return open;
  if (!enabled.known) return enabled;
  return known(receivers === 0 ? { nobody: "has no receiver" } : { receivers });
}

/** An action group as an alert names it. */
export type NamedGroup = { readonly group: Resource } | { readonly id: string } | { readonly why: string };

/** The groups that an alert calls: told by reference or by id among what is declared beside it. */
export function namedGroups(alert: Resource, { block, attribute }: { readonly block: string; readonly attribute: string }, resources: readonly Resource[]): readonly NamedGroup[] {
  const actions = alert.blocks(block);
  if (!actions.known) return [{ why: actions.why }];
  return actions.value.flatMap((action) => {
    const list = action.list(attribute);
    return list.known ? list.value.flatMap((item) => named(item, resources)) : named(list, resources);
  });
}

function named(value: Value, resources: readonly Resource[]): readonly NamedGroup[] {
  if (!value.known) {
    const references = referencesOf(value);
    // A group among others may be left out: what is chosen, or put together, of several doesn't say that this one is called.
    return references.length > 0 && (value.partial ?? 1) === 1 && references.every(({ resource }) => resource.type === ACTION_GROUP) ? references.map(({ resource }) => ({ group: resource })) : [{ why: value.why }];
  }
  const id = value.value;
  if (typeof id !== "string" || id === "") return [];
  const group = resources.find((resource) => resource.type === ACTION_GROUP && sameId(resource.get("id"), id));
  return [group === undefined ? { id } : { group }];
}

/** Azure's ids are the same in any case of letters. */
export function sameId(value: Value, id: string): boolean {
  return value.known && typeof value.value === "string" && value.value.toLowerCase() === id.toLowerCase();
}
