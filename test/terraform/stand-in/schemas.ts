import { bindingSource, modulesInUse, type ProviderName } from "./bindings";
import { described, type Described } from "./derive-schema";
import { behaviourOf } from "./real-providers";
import { schemaMessage, type Block } from "./schema";

/** The schemas of all that stacks can hold of one provider. */
export class Schemas {
  private readonly all: readonly Described[];

  constructor(provider: ProviderName) {
    this.all = modulesInUse(provider).map((module) => marked(described(bindingSource(provider, module))));
  }

  /** As plugin.proto's message SchemaAnswer. */
  get message(): object {
    const messages = (kind: Described["kind"]): [string, object][] => this.all.filter((each) => each.kind === kind).map(({ type, block }) => [type, schemaMessage(block)]);
    return {
      provider: messages("provider")[0]?.[1],
      resource_schemas: Object.fromEntries(messages("resource")),
      data_source_schemas: Object.fromEntries(messages("data")),
      server_capabilities: { plan_destroy: true, get_provider_schema_optional: true },
    };
  }

  resource(type: string): Block {
    return this.block("resource", type);
  }

  data(type: string): Block {
    return this.block("data", type);
  }

  private block(kind: Described["kind"], type: string): Block {
    const found = this.all.find((each) => each.kind === kind && each.type === type);
    if (found === undefined) throw new Error(`no ${kind} ${type} in the bindings that the constructs import`);
    return found.block;
  }
}

/** With what must not be shown marked so. */
function marked({ kind, type, block }: Described): Described {
  const sensitive = behaviourOf(type).sensitive ?? [];
  const attributes = Object.entries(block.attributes).map(([name, attribute]) => [name, sensitive.includes(name) ? { ...attribute, sensitive: true } : attribute] as const);
  return { kind, type, block: { ...block, attributes: Object.fromEntries(attributes) } };
}
