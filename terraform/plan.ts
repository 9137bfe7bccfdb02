import { isMap } from "./block";
import { PlanConfiguration } from "./plan-configuration";
import { PlanEvaluation } from "./plan-evaluation";
import { PlanResource } from "./plan-resource";
import { known, type Value } from "./resource";

type Json = Readonly<Record<string, unknown>>;

/** What Terraform means to do; a replace is two, in the order in which they happen. */
export type Action = "no-op" | "create" | "read" | "update" | "delete" | "forget";

/** What Terraform and OpenTofu do with a managed resource; a replace that lets go of the old object forgets it. */
const ACTIONS: readonly (readonly Action[])[] = [["no-op"], ["create"], ["update"], ["delete"], ["forget"], ["delete", "create"], ["create", "delete"], ["create", "forget"], ["forget", "create"]];
const DATA_ACTIONS: readonly (readonly Action[])[] = [["no-op"], ["read"], ["create"], ["update"], ["delete"], ["forget"]];

export interface ResourceChange {
  readonly address: string;
  /** Where a `moved` block, or a changed key, took it from. */
  readonly previousAddress?: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly actions: readonly Action[];
  /** Terraform's word for why: `replace_because_cannot_update`. */
  readonly reason?: string;
  /** An earlier object of this address that a replace left behind. */
  readonly deposed?: string;
  /** The id that an `import` block names. */
  readonly importing?: string;
  /** As it is; absent where it is being created. */
  readonly before?: PlanResource;
  /** As it is to be; absent where it is being destroyed or forgotten. */
  readonly after?: PlanResource;
}

/** A plan as `terraform show -json` or `tofu show -json` prints it. */
export interface Plan {
  readonly formatVersion: string;
  readonly terraformVersion?: string;
  /** What Terraform says of itself; OpenTofu says only whether it failed. */
  readonly errored: boolean;
  readonly complete?: boolean;
  readonly applyable?: boolean;
  readonly changes: readonly ResourceChange[];
  /** What somebody else changed since the last run. */
  readonly drift: readonly ResourceChange[];
  /** Everything as it is to be, data sources included. */
  readonly resources: readonly PlanResource[];
  readonly json: Json;
}

/** Takes a plan's JSON apart. Throws {@link PlanError} where it is none, or not whole. */
export function planOf(value: unknown): Plan {
  const json = planJson(value);
  const configuration = new PlanConfiguration(json["configuration"]);
  const resources = new Map<string, PlanResource>();
  const evaluation = new PlanEvaluation(configuration, isMap(json["variables"]) ? json["variables"] : {}, resources);
  const build = new ResourceBuilder(configuration, evaluation);
  for (const data of priorData(json["prior_state"])) resources.set(data.address, build.known(data));
  const changes = changesOf(json, "resource_changes", build);
  for (const { after, deposed } of changes) if (after !== undefined && deposed === undefined) resources.set(after.address, after);
  return {
    formatVersion: String(json["format_version"]),
    ...optional("terraformVersion", json["terraform_version"], "string"),
    errored: json["errored"] === true,
    ...optional("complete", json["complete"], "boolean"),
    ...optional("applyable", json["applyable"], "boolean"),
    changes,
    drift: changesOf(json, "resource_drift", build),
    resources: [...resources.values()],
    json,
  };
}

/** Says what a file is instead of a plan, and where to get one. */
export class PlanError extends Error {
  override readonly name = "PlanError";
  constructor(
    /** Where in the JSON: `resource_changes[3].change`; empty for the whole. */
    readonly path: string,
    message: string,
  ) {
    super(message);
  }
}

const SHOW = "make one by `terraform show -json PLAN` (or `tofu show -json PLAN`)";

function planJson(value: unknown): Json {
  if (!isMap(value)) throw new PlanError("", `holds ${value === null ? "null" : Array.isArray(value) ? "a list" : `a ${typeof value}`}, which is no plan; ${SHOW}`);
  const format = value["format_version"];
  if (typeof format !== "string") {
    if ("lineage" in value || "serial" in value) throw new PlanError("", `is a state file; ${SHOW}`);
    if ("@level" in value) throw new PlanError("", `is the log of \`plan -json\`; ${SHOW}`);
    throw new PlanError("", `has no format_version, so it is no plan; ${SHOW}`);
  }
  const major = /^(\d+)\.\d+/u.exec(format)?.[1];
  if (major !== "1") throw new PlanError("format_version", `is ${quotable(format)}; this version reads 1.x`);
  if (!("planned_values" in value) && !("resource_changes" in value)) throw new PlanError("", `has the values of a state but no planned_values; ${SHOW} of a saved plan`);
  return value;
}

class ResourceBuilder {
  constructor(
    private readonly configuration: PlanConfiguration,
    private readonly evaluation: PlanEvaluation,
  ) {}

  /** A resource whose values are all known. */
  known({ address, type, values }: { readonly address: string; readonly type: string; readonly values: Json }): PlanResource {
    return this.make(address, type, values, undefined, undefined);
  }

  make(address: string, type: string, values: Json, unknown: unknown, sensitive: unknown): PlanResource {
    const configured = this.configuration.resource(address);
    const expressions = isMap(configured?.["expressions"]) ? [configured["expressions"]] : [];
    return new PlanResource(address, type, this.tenantOf(configured), { values, unknown, sensitive, expressions }, this.evaluation.ofResource(address));
  }

  private tenantOf(configured: Json | undefined): Value {
    const root = this.configuration.providers();
    const provider = typeof configured?.["provider_config_key"] === "string" ? root[configured["provider_config_key"]] : undefined;
    const expressions = isMap(provider) ? provider["expressions"] : undefined;
    const module = isMap(provider) && typeof provider["module_address"] === "string" ? provider["module_address"] : "";
    return isMap(expressions) && "tenant_id" in expressions ? this.evaluation.ofModule(module, expressions["tenant_id"]) : known(null);
  }
}

function changesOf(json: Json, section: string, build: ResourceBuilder): readonly ResourceChange[] {
  const list = json[section] ?? [];
  if (!Array.isArray(list)) throw new PlanError(section, "is no list");
  return (list as unknown[]).map((entry, i) => changeOf(entry, `${section}[${i}]`, build));
}

function changeOf(entry: unknown, path: string, build: ResourceBuilder): ResourceChange {
  if (!isMap(entry)) throw new PlanError(path, "is no object");
  const { address, type, change } = entry;
  if (typeof address !== "string" || typeof type !== "string") throw new PlanError(path, "has no address and type");
  if (!isMap(change)) throw new PlanError(`${path}.change`, "is no object");
  const { actions, before, after } = change;
  const allowed = entry["mode"] === "data" ? DATA_ACTIONS : ACTIONS;
  if (!allowed.some((each) => JSON.stringify(each) === JSON.stringify(actions))) throw new PlanError(`${path}.change.actions`, `is ${Array.isArray(actions) ? `[${(actions as unknown[]).slice(0, 5).map(quotable).join(", ")}]` : quotable(actions)}; allowed are ${allowed.map((each) => `[${each.join(", ")}]`).join(" ")}`);
  return {
    address,
    ...optional("previousAddress", entry["previous_address"], "string"),
    mode: entry["mode"] === "data" ? "data" : "managed",
    type,
    actions: actions as Action[],
    ...optional("reason", entry["action_reason"], "string"),
    ...optional("deposed", entry["deposed"], "string"),
    ...(isMap(change["importing"]) ? { importing: typeof change["importing"]["id"] === "string" ? change["importing"]["id"] : "" } : {}),
    ...(isMap(before) ? { before: build.make(address, type, before, undefined, change["before_sensitive"]) } : {}),
    ...(isMap(after) || change["after_unknown"] === true ? { after: build.make(address, type, isMap(after) ? after : {}, change["after_unknown"], change["after_sensitive"]) } : {}),
  };
}

/** A value for a message, where it looks like a word; what isn't a plan may hold a secret anywhere. */
function quotable(value: unknown): string {
  return typeof value === "string" && /^[\w.-]+$/u.test(value) ? value.slice(0, 40) : "something else";
}

/** Data sources that were read already stand in the prior state, module by module. */
function priorData(state: unknown): { readonly address: string; readonly type: string; readonly values: Json }[] {
  const values = isMap(state) ? state["values"] : undefined;
  const found: { address: string; type: string; values: Json }[] = [];
  const modules: unknown[] = isMap(values) ? [values["root_module"]] : [];
  for (let module = modules.pop(); module !== undefined; module = modules.pop()) {
    if (!isMap(module)) continue;
    for (const resource of Array.isArray(module["resources"]) ? (module["resources"] as unknown[]) : []) {
      if (isMap(resource) && resource["mode"] === "data" && typeof resource["address"] === "string" && typeof resource["type"] === "string" && isMap(resource["values"])) {
        found.push({ address: resource["address"], type: resource["type"], values: resource["values"] });
      }
    }
    modules.push(...(Array.isArray(module["child_modules"]) ? (module["child_modules"] as unknown[]) : []));
  }
  return found;
}

function optional<K extends string, T extends "string" | "boolean">(key: K, value: unknown, type: T): Partial<Record<K, T extends "string" ? string : boolean>> {
  return typeof value === type ? ({ [key]: value } as Partial<Record<K, T extends "string" ? string : boolean>>) : {};
}
