import { TerraformStack, Testing, type App } from "cdktf";
import { tmpdir } from "node:os";
import type { WorkspaceReference } from "../../constructs/workspace-reference";

export type Attributes = Readonly<Record<string, unknown>>;

/** What Terraform reads of one stack, without cdktf's own metadata. */
export interface TerraformJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly variable?: Readonly<Record<string, Attributes>>;
  readonly output?: Readonly<Record<string, Attributes>>;
  readonly check?: Readonly<Record<string, { readonly assert: readonly { readonly condition: string; readonly error_message: string }[] }>>;
  readonly provider?: Readonly<Record<string, readonly Attributes[]>>;
  readonly terraform?: Attributes;
}

/** An app that writes nothing: `Testing.app()` alone would leave a folder behind for each test. */
export function testApp(): App {
  return Testing.app({ outdir: tmpdir() });
}

/** What a stack with these constructs in it says to Terraform. */
export function synthesize(build: (stack: TerraformStack) => void): TerraformJson {
  const stack = new TerraformStack(testApp(), "acme");
  build(stack);
  return terraformJson(stack);
}

export function terraformJson(stack: TerraformStack): TerraformJson {
  return JSON.parse(Testing.synth(stack)) as TerraformJson;
}

/** One resource, by its type and its name in the state. */
export function resource(json: TerraformJson, type: string, name: string): Attributes {
  const found = json.resource?.[type]?.[name];
  if (found === undefined) throw new Error(`no ${type}.${name} among ${addresses(json).join(", ")}`);
  return found;
}

/** Every resource and data source, as plans name them. */
export function addresses(json: TerraformJson): string[] {
  const named = (kinds: TerraformJson["resource"], prefix: string): string[] =>
    Object.entries(kinds ?? {}).flatMap(([type, resources]) => Object.keys(resources).map((name) => `${prefix}${type}.${name}`));
  return [...named(json.resource, ""), ...named(json.data, "data.")].sort();
}

/** A workspace of another stack. */
export const WORKSPACE: WorkspaceReference = {
  id: "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-acme/providers/Microsoft.OperationalInsights/workspaces/law-acme",
  name: "law-acme",
  resourceGroupName: "rg-acme",
  location: "westeurope",
};

/** What every rule is given beside itself. */
export const RULE_PROPS = { workspace: WORKSPACE, actionGroupId: "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-acme/providers/Microsoft.Insights/actionGroups/ag-acme" };
