import { isMap } from "./block";
import type { ConfiguredModule, PlanConfiguration } from "./plan-configuration";
import { isPublicProviderKey } from "./redaction";

type Json = Readonly<Record<string, unknown>>;

/** What a change is made of: values that are known only after apply come from it. */
export interface ChangeSources {
  /** The configured arguments, `for_each` and `count` among them; empty for what is destroyed. */
  readonly expressions: Json;
  /** The same of each `module` block on the way, by its path. */
  readonly calls: Json;
  /** Key of the provider's configuration, and the provider. */
  readonly provider: string;
}

/** Where the values of one entry of `resource_changes` come from. */
export function sourcesOf(entry: Json, configuration: PlanConfiguration): ChangeSources {
  const address = typeof entry["address"] === "string" ? entry["address"] : "";
  const configured = configuration.resource(address);
  const key = configured?.["provider_config_key"];
  return {
    expressions: argumentsOf(configured ?? {}),
    calls: callsTo(configuration.moduleOf(address)),
    provider: [key, entry["provider_name"]].filter((name) => typeof name === "string").join(" of "),
  };
}

/** The configured providers that change something, by key: whose tenant and subscription it is. Their secrets are in it. */
export function providersOf(entries: readonly Json[], configuration: PlanConfiguration): ReadonlyMap<string, Json> {
  const keys = new Set(entries.map((entry) => configuration.resource(String(entry["address"]))?.["provider_config_key"]));
  const names = new Set(entries.map((entry) => entry["provider_name"]));
  const found = new Map<string, Json>();
  for (const [key, provider] of Object.entries(configuration.providers())) {
    if (!isMap(provider) || !(keys.has(key) || names.has(provider["full_name"]))) continue;
    found.set(key, { ...mapOf(provider["expressions"]), ...(provider["full_name"] === undefined ? {} : { source: provider["full_name"] }) });
  }
  return found;
}

/**
 * The root's variables, by name. Those that providers log in with are left out: a pipeline gets another token for every run. Locals are shown by no plan, so
 * that one of another meaning shows only in the values that are known.
 */
export function variablesOf(json: Json, configuration: PlanConfiguration): ReadonlyMap<string, unknown> {
  const credentials = new Set<string>();
  for (const provider of Object.values(configuration.providers())) {
    for (const [key, expression] of Object.entries(mapOf(isMap(provider) ? provider["expressions"] : undefined))) if (!isPublicProviderKey(key)) addVariables(expression, credentials);
  }
  return new Map(Object.entries(mapOf(json["variables"])).filter(([name]) => !credentials.has(name)));
}

/** Outputs and defaults of called modules, by path: what a reference to `module.a.x` or to an argument that is not given means. */
export function modulesOf(configuration: PlanConfiguration): ReadonlyMap<string, Json> {
  const found = new Map<string, Json>();
  for (const { path, json } of configuration.all()) {
    if (path === "") continue;
    const outputs = Object.entries(mapOf(json["outputs"])).map(([name, output]) => [`output ${name}`, isMap(output) ? output["expression"] : undefined]);
    const defaults = Object.entries(mapOf(json["variables"])).map(([name, variable]) => [`variable ${name}`, isMap(variable) ? variable["default"] : undefined]);
    found.set(path, Object.fromEntries([...outputs, ...defaults]) as Json);
  }
  return found;
}

function callsTo(module: ConfiguredModule | undefined): Json {
  const calls: Record<string, Json> = {};
  for (let at = module; at?.parent !== undefined; at = at.parent) {
    const call = mapOf(at.parent.json["module_calls"])[at.path.split(".").at(-1) ?? ""];
    calls[at.path] = argumentsOf(mapOf(call));
  }
  return calls;
}

function argumentsOf(configured: Json): Json {
  const { for_each_expression: forEach, count_expression: count } = configured;
  return { ...mapOf(configured["expressions"]), ...(forEach === undefined ? {} : { for_each: forEach }), ...(count === undefined ? {} : { count }) };
}

function addVariables(expression: unknown, names: Set<string>): void {
  for (const block of Array.isArray(expression) ? (expression as unknown[]) : []) for (const inner of Object.values(mapOf(block))) addVariables(inner, names);
  const references = mapOf(expression)["references"];
  for (const reference of Array.isArray(references) ? (references as unknown[]) : []) {
    const name = typeof reference === "string" ? /^var\.([^.[]+)/u.exec(reference)?.[1] : undefined;
    if (name !== undefined) names.add(name);
  }
}

function mapOf(value: unknown): Json {
  return isMap(value) ? value : {};
}
