import { DefaultTokenResolver, StringConcat, TerraformResource, Tokenization, type TerraformStack } from "cdktf";
import { IMPORT_IDS } from "./import-ids";

/** A resource of a stack, and the id it has in Azure if it exists. */
export type DeclaredId =
  | {
      /** `azurerm_resource_group.baseline` */
      readonly address: string;
      readonly azure: string;
      /** What Terraform's import takes for it. */
      readonly terraform: string;
    }
  | {
      readonly address: string;
      /** Why its id can't be told before it is applied. */
      readonly unknown: string;
    };

/** Every resource that stands in a stack so far, in the order in which they were made. */
export function declaredIds(stack: TerraformStack, subscriptionId: string): DeclaredId[] {
  const resources = stack.node.findAll().filter((node): node is TerraformResource => TerraformResource.isTerraformResource(node));
  const ids = new DeclaredIds(resources, subscriptionId);
  return resources.map((resource) => ids.of(resource));
}

/** `${azurerm_log_analytics_workspace.workspace.id}` in an attribute: another resource of the stack and what is taken of it. */
const REFERENCE = /\$\{([a-z]\w*\.[\w-]+)\.(\w+)\}/gu;
const RESOLVER = new DefaultTokenResolver(new StringConcat());

class DeclaredIds {
  private readonly byAddress: ReadonlyMap<string, TerraformResource>;
  private readonly bodies = new Map<TerraformResource, Readonly<Record<string, unknown>>>();

  constructor(
    resources: readonly TerraformResource[],
    private readonly subscriptionId: string,
  ) {
    this.byAddress = new Map(resources.map((resource) => [addressOf(resource), resource]));
  }

  of(resource: TerraformResource): DeclaredId {
    const address = addressOf(resource);
    const form = IMPORT_IDS[resource.terraformResourceType];
    if (form === undefined) return { address, unknown: `how the ids of ${resource.terraformResourceType} are made is not known here` };
    if ("drawn" in form) return { address, unknown: form.drawn };
    const azure = this.fill(form.azure, resource);
    const terraform = this.fill(form.terraform ?? form.azure, resource);
    return azure === undefined || terraform === undefined ? { address, unknown: "its name, or what holds it, is known only after apply" } : { address, azure, terraform };
  }

  private fill(template: string, resource: TerraformResource): string | undefined {
    const values = [...template.matchAll(/\{(\w+)\}/gu)].map(([, name = ""]) => (name === "subscription" ? this.subscriptionId : this.attribute(resource, name)));
    if (values.includes(undefined)) return undefined;
    return template.replace(/\{\w+\}/gu, () => values.shift() ?? "");
  }

  /** An attribute as plain text, its references to other resources of the stack followed; undefined where only an apply can tell. */
  private attribute(resource: TerraformResource, name: string): string | undefined {
    const given: unknown = Tokenization.resolve(this.body(resource)[name], { scope: resource, resolver: RESOLVER, preparing: false });
    if (typeof given !== "string") return undefined;
    const followed = given.replace(REFERENCE, (reference, address: string, taken: string) => this.taken(address, taken) ?? reference);
    return /[$%]\{/u.test(followed) ? undefined : followed;
  }

  private taken(address: string, name: string): string | undefined {
    const resource = this.byAddress.get(address);
    if (resource === undefined) return undefined;
    if (name !== "id") return this.attribute(resource, name);
    const id = this.of(resource);
    return "unknown" in id ? undefined : id.terraform;
  }

  private body(resource: TerraformResource): Readonly<Record<string, unknown>> {
    const known = this.bodies.get(resource) ?? bodyOf(resource);
    this.bodies.set(resource, known);
    return known;
  }
}

function addressOf({ terraformResourceType, friendlyUniqueId }: TerraformResource): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}

/** Its overrides are in. */
function bodyOf(resource: TerraformResource): Readonly<Record<string, unknown>> {
  const { resource: types } = resource.toTerraform() as { resource: Record<string, Record<string, Record<string, unknown>>> };
  return types[resource.terraformResourceType]?.[resource.friendlyUniqueId] ?? {};
}
