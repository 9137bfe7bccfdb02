/** The workspace that resources point to: one this stack creates, one that exists, or another construct's. */
export interface WorkspaceReference {
  /** Azure resource id, or a token of it. */
  readonly id: string;
  readonly name: string;
  /** Resource group that alerts, query packs and action groups go into. */
  readonly resourceGroupName: string;
  /** Azure region of those. */
  readonly location: string;
}
