import type { Cloud, CloudResource } from "./cloud";
import type { Block } from "./schema";
import { isZero, type Attributes } from "./values";

/** What a data source finds in the cloud. Throws where there is nothing, as the real ones do. */
export function found(type: string, block: Block, config: Attributes, cloud: Cloud): Attributes {
  const all = Object.entries(cloud.state.resources).map(([id, resource]) => ({ id, ...resource }));
  if (type === "azuread_service_principals") return servicePrincipals(config, all);
  const asked = Object.keys(block.attributes).filter((name) => !isZero(config[name]));
  const matching = all.filter((each) => each.type === type && asked.every((name) => each.attributes[name] === config[name]));
  const [only] = matching;
  if (matching.length !== 1 || only === undefined) throw new Error(`${type} ${asked.map((name) => `${name} ${String(config[name])}`).join(", ")} was not found`);
  return { id: only.id, ...only.attributes };
}

function servicePrincipals(config: Attributes, all: readonly (CloudResource & { readonly id: string })[]): Attributes {
  const clientIds = (config["client_ids"] ?? []) as readonly string[];
  const service_principals = all.filter(({ type, attributes }) => type === "azuread_service_principal" && clientIds.includes(String(attributes["client_id"]))).map(({ attributes }) => attributes);
  const missing = clientIds.filter((id) => !service_principals.some((each) => each["client_id"] === id));
  if (missing.length > 0 && config["ignore_missing"] !== true) throw new Error(`no service principals for the client ids ${missing.join(", ")}`);
  return { ...config, id: `clientIds#${clientIds.join("/")}`, service_principals };
}
