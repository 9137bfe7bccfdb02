/** A plan as `terraform show -json` prints it, whole but for what a test leaves out. */
export function planJson(overrides: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { format_version: "1.2", terraform_version: "1.11.4", planned_values: {}, resource_changes: [], configuration: { root_module: {} }, applyable: true, complete: true, errored: false, ...overrides };
}

/** One entry of `resource_changes`. */
export function changeJson(address: string, change: Readonly<Record<string, unknown>>, entry: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const local = address.replace(/\[.*?\]/gu, "").split(".").slice(-2);
  return { address, mode: address.includes("data.") ? "data" : "managed", type: local[0], name: local[1], change: { actions: ["create"], before: null, after: {}, after_unknown: {}, ...change }, ...entry };
}

/** One resource of the configuration, as a module lists it. */
export function configuredJson(address: string, expressions: Readonly<Record<string, unknown>>, entry: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { address, mode: address.startsWith("data.") ? "data" : "managed", provider_config_key: "azuread", expressions, ...entry };
}
