import { ASKING_TYPES } from "./applications/asked-permission";
import { heldToApprovals } from "./applications/held-to-approvals";
import type { ResourcePolicy } from "./policy";

export const noPowerfulDirectoryPermission: ResourcePolicy = {
  about: "resource",
  id: "no-powerful-directory-permission",
  title: "No application may hold a permission by which it can grant itself one on mailboxes, unless the tenant has approved it",
  why: "Whoever can grant permissions, or take over an application that has them, holds every mailbox without asking again.",
  severity: "High",
  types: ASKING_TYPES,
  check: (resource, context) => heldToApprovals(resource, context, ({ powerful }) => powerful),
};
