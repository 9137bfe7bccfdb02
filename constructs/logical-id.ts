import { TerraformStack, type TerraformElement } from "cdktf";

const taken = new WeakMap<TerraformStack, Map<string, string>>();

/**
 * Gives an element the name it has in plans and state: `azurerm_sentinel_alert_rule_scheduled.mailbox-full-access-granted`, for readers, and so that
 * moving a construct in the tree moves nothing in a tenant's state. Throws where a stack holds that name of that type already.
 */
export function setLogicalId<T extends TerraformElement>(element: T, type: string, id: string): T {
  const stack = TerraformStack.of(element);
  const names = taken.get(stack) ?? new Map<string, string>();
  taken.set(stack, names);
  const address = `${type}.${id}`;
  const holder = names.get(address);
  if (holder !== undefined) {
    throw new Error(`${element.node.path} and ${holder} would both be ${address}: put each TenantBaseline into a stack of its own`);
  }
  names.set(address, element.node.path);
  element.overrideLogicalId(id);
  return element;
}
