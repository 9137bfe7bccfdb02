import { ASKING_TYPES } from "./applications/asked-permission";
import { heldToApprovals } from "./applications/held-to-approvals";
import type { ResourcePolicy } from "./policy";

export const noUnapprovedMailPermission: ResourcePolicy = {
  about: "resource",
  id: "no-unapproved-mail-permission",
  title: "No application may hold a permission on mailboxes that the tenant has not approved",
  why: "One leaked secret of the application would open every mailbox it reaches.",
  severity: "High",
  types: ASKING_TYPES,
  check: (resource, context) => heldToApprovals(resource, context, ({ guarded }) => guarded),
};
