import { join } from "node:path";
import type { ProviderName } from "./bindings";
import { Cloud } from "./cloud";
import { found } from "./data-sources";
import { Login } from "./login";
import { madeKnown, readBack } from "./made-known";
import { plannedChange } from "./plan-change";
import { mapped } from "./schema";
import { Schemas } from "./schemas";
import { attributesOf, wired, type Attributes, type Wired } from "./values";

/** The fields of all requests; each has those that plugin.proto gives it. */
interface Request {
  readonly type_name: string;
  readonly id: string;
  readonly config?: Wired;
  readonly current_state?: Wired;
  readonly prior_state?: Wired;
  readonly proposed_new_state?: Wired;
  readonly planned_state?: Wired;
  readonly raw_state?: Wired;
}

type Respond = (request: Request, connection: object) => object | Promise<object>;

/** The answers of one provider to all its clients. Each client's configuration names its tenant, and `<tenant id>.json` in the folder is that tenant. */
export class Provider {
  private readonly schemas: Schemas;
  private readonly clouds = new Map<string, Cloud>();
  private readonly logins = new WeakMap<object, Login>();

  constructor(
    name: ProviderName,
    private readonly folder: string,
  ) {
    this.schemas = new Schemas(name);
  }

  /** Answers one call of plugin.proto. An error of the cloud is an answer too. */
  async answer(call: string, request: object, connection: object): Promise<object> {
    const respond = this.responds[call];
    if (respond === undefined) throw new Error(`${call} has no answer`);
    try {
      return await respond(request as Request, connection);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return { diagnostics: [{ severity: 1, summary: error.message }] };
    }
  }

  private readonly responds: Readonly<Record<string, Respond>> = {
    GetProviderSchema: () => this.schemas.message,
    ValidateProviderConfig: () => ({}),
    ValidateResourceConfig: () => ({}),
    ValidateDataResourceConfig: () => ({}),
    StopProvider: (_, connection) => {
      this.logins.get(connection)?.stop();
      return {};
    },
    ConfigureProvider: async ({ config }, connection) => {
      const { tenant_id, subscription_id } = attributesOf(config) ?? {};
      const login = new Login(this.cloud(String(tenant_id)), String(subscription_id));
      this.logins.set(connection, login);
      await login.meet("configure", "");
      return {};
    },
    UpgradeResourceState: ({ type_name: type, raw_state }) => ({ upgraded_state: wired(mapped(this.schemas.resource(type), attributesOf(raw_state) ?? {}, {})) }),
    ReadResource: async ({ type_name: type, current_state }, connection) => {
      const state = attributesOf(current_state) ?? {};
      const id = String(state["id"]);
      const login = this.login(connection);
      await login.meet("read", `${type} ${id}`);
      const resource = login.cloud.state.resources[id];
      return { new_state: wired(resource === undefined ? null : this.read(type, resource.attributes, state)) };
    },
    PlanResourceChange: ({ type_name: type, ...request }) => {
      const proposed = attributesOf(request.proposed_new_state);
      if (proposed === null) return { planned_state: wired(null) };
      const asked = { prior: attributesOf(request.prior_state), proposed, config: attributesOf(request.config) ?? {} };
      const { planned, replace } = plannedChange(type, this.schemas.resource(type), asked);
      return { planned_state: wired(planned), requires_replace: replace.map((name) => ({ steps: [{ attribute_name: name }] })), legacy_type_system: true };
    },
    ApplyResourceChange: async ({ type_name: type, ...request }, connection) => {
      const [prior, planned] = [attributesOf(request.prior_state), attributesOf(request.planned_state)];
      const login = this.login(connection);
      const { cloud, subscription } = login;
      const before = prior?.["id"] as string | undefined;
      const after = planned === null ? null : madeKnown(type, this.schemas.resource(type), planned, { id: before, subscription });
      const id = (after?.["id"] ?? before) as string;
      await login.meet("apply", `${type} ${id}`);
      if (after === null) cloud.remove(id);
      else cloud.put(id, { type, attributes: after });
      return { new_state: wired(after), legacy_type_system: true };
    },
    ImportResourceState: async ({ type_name: type, id }, connection) => {
      const login = this.login(connection);
      await login.meet("import", `${type} ${id}`);
      const resource = login.cloud.state.resources[id];
      if (resource?.type !== type) throw new Error(`Cannot import non-existent remote object: ${type} ${id}`);
      return { imported_resources: [{ type_name: type, state: wired(this.read(type, resource.attributes, {})) }] };
    },
    ReadDataSource: async ({ type_name: type, config }, connection) => {
      const login = this.login(connection);
      await login.meet("data", type);
      const block = this.schemas.data(type);
      const given = attributesOf(config) ?? {};
      return { state: wired(mapped(block, { ...readBack(block, found(type, block, given, login.cloud)), timeouts: given["timeouts"] }, {})) };
    },
  };

  /** One for all clients of a tenant: its file is read once. */
  private cloud(tenant: string): Cloud {
    const cloud = this.clouds.get(tenant) ?? new Cloud(join(this.folder, `${tenant}.json`));
    this.clouds.set(tenant, cloud);
    return cloud;
  }

  private read(type: string, attributes: Attributes, { timeouts }: Attributes): Attributes {
    return readBack(this.schemas.resource(type), { ...attributes, timeouts });
  }

  private login(connection: object): Login {
    const login = this.logins.get(connection);
    if (login === undefined) throw new Error("the provider was not configured");
    return login;
  }
}
