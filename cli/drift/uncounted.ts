import type { ToldDifference } from "./results";
import { changeLine } from "./value-change";

/** What doesn't count of a tenant: resources of one type of which the same is told are one. */
export interface UncountedChanges {
  /** `custom_details null -> {}; tags null -> {}` */
  readonly what: string;
  readonly type: string;
  /** In order. */
  readonly addresses: readonly string[];
}

const VALUE = 40;
/** Named one by one; of more, the first ones are, and the others counted. JSON names them all. */
const MOST_NAMED = 3;

/** The most frequent first: azurerm reads back every rule of a stack as it writes it, in the same few ways. */
export function uncountedChanges(differences: readonly ToldDifference[]): readonly UncountedChanges[] {
  const changes = new Map<string, { readonly type: string; readonly said: string[] }>();
  for (const difference of differences.filter(({ kind }) => kind === "normalised" || kind === "computed")) {
    const said = changes.get(difference.address)?.said ?? [];
    said.push(`${difference.attribute ?? "as a whole"} ${changeLine(difference, VALUE)}${difference.kind === "computed" ? " (computed)" : ""}`);
    changes.set(difference.address, { type: difference.type, said });
  }
  const groups = new Map<string, { readonly what: string; readonly type: string; readonly addresses: string[] }>();
  for (const [address, { type, said }] of changes) {
    const key = JSON.stringify([type, said]);
    const group = groups.get(key) ?? { what: said.join("; "), type, addresses: [] };
    group.addresses.push(address);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => b.addresses.length - a.addresses.length);
}

/** `azurerm_log_analytics_workspace.law: tags null -> {}`, or `36 azurerm_sentinel_alert_rule_scheduled (the first of them …): …`. */
export function uncountedLine({ what, type, addresses }: UncountedChanges): string {
  if (addresses.length <= MOST_NAMED) return `${addresses.join(", ")}: ${what}`;
  return `${addresses.length.toLocaleString("en")} ${type} (${addresses.slice(0, MOST_NAMED).map((address) => address.replace(`${type}.`, "")).join(", ")} …): ${what}`;
}
