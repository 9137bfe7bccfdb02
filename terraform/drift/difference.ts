/** How an attribute, or a resource as a whole, stands between the state of the last run, the tenant as it is now and what the configuration wants. */
export const DIFFERENCE_KINDS = ["removed", "drift", "unrepairable", "pending", "computed", "normalised"] as const;

/**
 * - `removed`: somebody deleted the resource behind Terraform's back.
 * - `drift`: somebody changed the attribute behind Terraform's back, and an apply would change it back.
 * - `unrepairable`: so, and an apply would leave it: the configuration doesn't set it and the provider keeps what it finds, or `ignore_changes` says so.
 * - `pending`: the configuration wants something that was not applied.
 * - `computed`: only the service sets the attribute; nobody changed the configuration of anything.
 * - `normalised`: two ways to write the same value.
 *
 * The last two are told and not counted.
 */
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

export const COUNTED_KINDS: readonly DifferenceKind[] = ["removed", "drift", "unrepairable", "pending"];

/** One side of a difference as it may be shown: what the plan says is sensitive is never in it. Of a resource as a whole it is the id, or the address where that changes. */
export type Side =
  | { readonly value: unknown }
  /** `sensitive`; `known only after apply`; `absent`: the resource isn't there. */
  | { readonly hidden: "sensitive" | "known only after apply" | "absent" };

/** One difference of one plan. */
export interface Difference {
  readonly kind: DifferenceKind;
  /** As Terraform writes it: `azurerm_sentinel_alert_rule_scheduled.mailbox-permission-change`. */
  readonly address: string;
  readonly type: string;
  /** Path in the resource, as Terraform writes it: `enabled`, `incident[0].create_incident_enabled`, `tags["owner"]`. Absent where the whole resource is meant. */
  readonly attribute?: string;
  /** What it was: in the state of the last run; where it is pending, in the tenant. */
  readonly from: Side;
  /** What it became: in the tenant; where it is pending, what an apply makes of it. */
  readonly to: Side;
  /** What an apply would make of it, where that is neither `from` nor `to`. */
  readonly wanted?: Side;
  /** Why it is of this kind, or what a reader must know of it: `the configuration doesn't set it, so an apply keeps what it finds`. */
  readonly note?: string;
}
