import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { readBack } from "./stand-in/made-known";
import { plannedChange } from "./stand-in/plan-change";
import { Schemas } from "./stand-in/schemas";
import { UNKNOWN, type Attributes } from "./stand-in/values";

/** What a plan that the real azurerm made says of one resource. */
interface Entry {
  readonly address: string;
  readonly type: string;
  readonly change: { readonly before: Attributes | null; readonly after: Attributes; readonly after_unknown: Attributes; readonly replace_paths?: readonly (readonly string[])[] };
}

interface RealPlan {
  readonly resource_changes: readonly Entry[];
  readonly resource_drift?: readonly Entry[];
  readonly configuration: { readonly root_module: { readonly resources: readonly { readonly address: string; readonly expressions: Attributes }[] } };
}

const plan = (name: string): RealPlan => JSON.parse(readFileSync(`test/fixtures/plans/${name}.json`, "utf8")) as RealPlan;
const azurerm = new Schemas("azurerm");
const ofAzurerm = (entries: readonly Entry[]): readonly Entry[] => entries.filter(({ type }) => type.startsWith("azurerm_"));

/** What the configuration of a resource says; what it doesn't is null. */
function configured({ configuration }: RealPlan, { address, change }: Entry): Attributes {
  const expressions = configuration.root_module.resources.find((each) => each.address === address)?.expressions ?? {};
  const names = new Set([...Object.keys(change.after), ...Object.keys(change.after_unknown)]);
  return Object.fromEntries([...names].map((name) => [name, name in expressions ? valueIn(change, name) : null]));
}

function valueIn({ after, after_unknown: unknown }: Entry["change"], name: string): unknown {
  return unknown[name] === true ? UNKNOWN : after[name];
}

describe("the stand-in plans as the real azurerm does", () => {
  const created = plan("create");

  it.each(ofAzurerm(created.resource_changes).map((entry) => [entry.address, entry] as const))("the creation of %s: its defaults, and what is known only after apply", (_, entry) => {
    const config = configured(created, entry);
    const { planned } = plannedChange(entry.type, azurerm.resource(entry.type), { prior: null, proposed: config, config });
    const differing = Object.keys(config).filter((name) => !isDeepStrictEqual(planned[name], valueIn(entry.change, name)));
    // A list of which one item is known only after apply stands in a plan's JSON as two values.
    expect(differing.filter((name) => name !== "action")).toEqual([]);
  });

  const drifted = plan("drift");

  it.each(ofAzurerm(drifted.resource_changes).filter(({ change }) => change.before !== null).map((entry) => [entry.address, entry] as const))("the repair of %s: in place, or by a replacement", (_, entry) => {
    const { change, type } = entry;
    const prior = change.before!;
    const config = configured(drifted, entry);
    const { attributes } = azurerm.resource(type);
    // As Terraform lays a configuration over what is there.
    const proposed = Object.fromEntries(Object.entries(config).map(([name, value]) => [name, value ?? (attributes[name]?.computed === true ? prior[name] : null)]));
    const { planned, replace } = plannedChange(type, azurerm.resource(type), { prior, proposed, config });
    expect(replace).toEqual((change.replace_paths ?? []).map(([name]) => name));
    if (replace.length > 0) return;
    expect(Object.keys(planned).filter((name) => !isDeepStrictEqual(planned[name], change.after[name]))).toEqual([]);
  });

  it.each(ofAzurerm(plan("noop").resource_drift ?? []).map((entry) => [entry.address, entry] as const))("what it reads back of %s: empty where it was null", (_, { change, type }) => {
    expect(readBack(azurerm.resource(type), change.before ?? {})).toEqual(change.after);
  });
});
