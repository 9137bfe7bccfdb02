import { modulePrefix, withoutKeys } from "./address";
import { isMap } from "./block";

type Json = Readonly<Record<string, unknown>>;

/** A module of a plan's configuration: the root, or what a `module` block calls. */
export interface ConfiguredModule {
  readonly json: Json;
  /** The expressions that the caller gives its variables; of the root there are none. */
  readonly inputs: Json;
  /** The `module` block itself, which holds its `for_each`. */
  readonly call?: Json;
  readonly parent?: ConfiguredModule;
  /** `module.network`, or empty for the root; the keys of instances are not in it. */
  readonly path: string;
}

/** The configuration in a plan, looked up by the addresses of what it makes. */
export class PlanConfiguration {
  private readonly modules = new Map<string, ConfiguredModule>();
  private readonly resources = new Map<string, Json>();

  constructor(private readonly configuration: unknown) {
    const root = isMap(configuration) ? configuration["root_module"] : undefined;
    this.add({ json: isMap(root) ? root : {}, inputs: {}, path: "" });
  }

  /** Providers by the key that resources name: `azuread`, `module.a:azuread`. */
  providers(): Json {
    const providers = isMap(this.configuration) ? this.configuration["provider_config"] : undefined;
    return isMap(providers) ? providers : {};
  }

  /** The module that an address stands in. */
  moduleOf(address: string): ConfiguredModule | undefined {
    return this.modules.get(modulePath(address));
  }

  /** How a resource is configured; undefined where it is not, as one that is being destroyed. */
  resource(address: string): Json | undefined {
    return this.resources.get(withoutKeys(address));
  }

  child(module: ConfiguredModule, name: string): ConfiguredModule | undefined {
    return this.modules.get(joined(module.path, `module.${name}`));
  }

  /** Every module that is configured, the root first. */
  all(): Iterable<ConfiguredModule> {
    return this.modules.values();
  }

  private add(module: ConfiguredModule): void {
    this.modules.set(module.path, module);
    const resources: unknown = module.json["resources"];
    for (const resource of Array.isArray(resources) ? (resources as unknown[]) : []) {
      if (isMap(resource) && typeof resource["address"] === "string") this.resources.set(joined(module.path, resource["address"]), resource);
    }
    const calls = module.json["module_calls"];
    for (const [name, call] of Object.entries(isMap(calls) ? calls : {})) {
      if (!isMap(call) || !isMap(call["module"])) continue;
      this.add({ json: call["module"], inputs: isMap(call["expressions"]) ? call["expressions"] : {}, call, parent: module, path: joined(module.path, `module.${name}`) });
    }
  }
}

function modulePath(address: string): string {
  return withoutKeys(modulePrefix(address)).replace(/\.$/u, "");
}

function joined(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}
