import type { RecordedStack, RecordedValue, Release } from "../../catalogue/releases";
import { compareStacks, isResource, newStack, resourceType, type Comparison, type Effect, type ResourceChange } from "./compare";
import { isHash, type TerraformJson } from "./record";
import { replaces } from "./replaces";

/** One tenant in two versions: as recorded, and as the code at hand makes it. */
export interface Upgraded {
  readonly name: string;
  readonly old: RecordedStack;
  readonly terraform: TerraformJson;
}

/** Of a long text only the hash is recorded, which tells nobody anything: null. */
export interface ReportedAttribute {
  readonly attribute: string;
  /** Absent where the attribute was not set. */
  readonly old?: RecordedValue | null;
  /** Absent where it is not set any more. */
  readonly new?: RecordedValue | null;
}

export interface ReportedChange extends Omit<ResourceChange, "attributes"> {
  readonly attributes: readonly ReportedAttribute[];
  /** The reference tenants that show it, where others declare the address too. */
  readonly onlyIn?: readonly string[];
}

/** What an upgrade will change in plans, as the reference tenants show it. */
export interface UpgradeReport {
  readonly from: string;
  readonly to: string;
  readonly referenceTenants: readonly string[];
  readonly detections: readonly { readonly id: string; readonly title: string; readonly changes: readonly ReportedChange[] }[];
  readonly others: readonly ReportedChange[];
  /** What every version changes, because the version stands in it. */
  readonly everyVersion: readonly { readonly attribute: string; readonly effect: Effect; readonly resources: number }[];
  /** Resources of the tenant asked for that no reference tenant declares: nothing is known of them. */
  readonly notCompared: readonly string[];
}

export interface ReportOptions {
  readonly from: string;
  readonly to: string;
  /** Of each detection, by id. */
  readonly titles: ReadonlyMap<string, string>;
  /** Addresses that one tenant's stack declares: what concerns none of them is left out. What is gone is kept, since its state may hold it. */
  readonly declared?: ReadonlySet<string>;
}

/** Types of resource that are one detection each, named by its id. */
const RULE_TYPES: ReadonlySet<string> = new Set(["azurerm_sentinel_alert_rule_scheduled", "azurerm_sentinel_alert_rule_nrt", "azurerm_monitor_scheduled_query_rules_alert_v2"]);

/** The reference tenants of a release beside their stacks of now; one that the release didn't have is left out, since nothing is known of it. */
export function upgraded(release: Release, stacks: readonly { readonly name: string; readonly terraform: TerraformJson }[]): Upgraded[] {
  return stacks.flatMap(({ name, terraform }) => {
    const old = release.tenants[name];
    return old === undefined ? [] : [{ name, old, terraform }];
  });
}

export function upgradeReport(tenants: readonly Upgraded[], options: ReportOptions): UpgradeReport {
  const { from, to, titles, declared } = options;
  const compared = tenants.map(({ name, old, terraform }) => {
    const now = newStack(terraform, to);
    return { name, addresses: new Set([...Object.keys(old), ...Object.keys(now.resources)]), ...limited(compareStacks(old, now), declared) };
  });
  const changes = merged(compared);
  const titled = new Map([...goneTitles(tenants), ...titles]);
  const idOf = (change: ReportedChange): string | undefined => detectionOf(change, titles);
  const ids = [...new Set(changes.flatMap((change) => idOf(change) ?? []))].sort();
  return {
    from,
    to,
    referenceTenants: tenants.map(({ name }) => name),
    detections: ids.map((id) => ({ id, title: titled.get(id) ?? "", changes: changes.filter((change) => idOf(change) === id) })),
    others: changes.filter((change) => idOf(change) === undefined),
    everyVersion: from === to ? [] : everyVersion(compared),
    notCompared: [...(declared ?? [])].filter((address) => isResource(address) && !compared.some(({ addresses }) => addresses.has(address))).sort(),
  };
}

const GONE: ReadonlySet<Effect> = new Set<Effect>(["destroyed", "forgotten", "removed"]);

function limited({ changes, versioned }: Comparison, declared: ReadonlySet<string> | undefined): Comparison {
  if (declared === undefined) return { changes, versioned };
  return { changes: changes.filter(({ address, effect }) => GONE.has(effect) || declared.has(address)), versioned: versioned.filter(({ address }) => declared.has(address)) };
}

type Compared = Comparison & { readonly name: string; readonly addresses: ReadonlySet<string> };

/** Each change once, however many reference tenants show it. */
function merged(compared: readonly Compared[]): ReportedChange[] {
  const found = new Map<string, { readonly change: ReportedChange; readonly in: string[] }>();
  for (const { name, changes } of compared) {
    for (const change of changes.map(withoutHashes)) {
      const key = JSON.stringify(change);
      const known = found.get(key) ?? { change, in: [] };
      known.in.push(name);
      found.set(key, known);
    }
  }
  return [...found.values()]
    .map(({ change, in: names }) => {
      const all = compared.filter(({ addresses }) => addresses.has(change.address)).length;
      return names.length === all ? change : { ...change, onlyIn: names };
    })
    .sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
}

function withoutHashes({ attributes, ...change }: ResourceChange): ReportedChange {
  return { ...change, attributes: attributes.map((values) => ({ ...values, ...("old" in values && isHash(values.old) ? { old: null } : {}), ...("new" in values && isHash(values.new) ? { new: null } : {}) })) };
}

/** A rule that is gone was a detection's, whose title only its record knows. */
function detectionOf({ address, effect }: ReportedChange, titles: ReadonlyMap<string, string>): string | undefined {
  const id = address.slice(address.indexOf(".") + 1);
  return RULE_TYPES.has(resourceType(address)) && (titles.has(id) || GONE.has(effect)) ? id : undefined;
}

function goneTitles(tenants: readonly Upgraded[]): [string, string][] {
  return tenants.flatMap(({ old }) =>
    Object.entries(old).flatMap(([address, { display_name: title }]): [string, string][] => (RULE_TYPES.has(resourceType(address)) && typeof title === "string" ? [[address.slice(address.indexOf(".") + 1), title]] : [])),
  );
}

function everyVersion(compared: readonly Compared[]): UpgradeReport["everyVersion"] {
  const found = new Map<string, { readonly attribute: string; readonly effect: Effect; readonly addresses: Set<string> }>();
  for (const { address, attribute } of compared.flatMap(({ versioned }) => versioned)) {
    const replacing = replaces(resourceType(address), attribute);
    const effect = replacing === undefined ? "changed" : replacing ? "replaced" : "in place";
    const known = found.get(`${attribute} ${effect}`) ?? { attribute, effect, addresses: new Set() };
    known.addresses.add(address);
    found.set(`${attribute} ${effect}`, known);
  }
  return [...found.values()].map(({ attribute, effect, addresses }) => ({ attribute, effect, resources: addresses.size })).sort((a, b) => b.resources - a.resources);
}
