/** The parts of a Log Analytics workspace's Azure resource id. */
export interface WorkspaceId {
  /** In the spelling azurerm's parser demands, whatever case the user wrote. */
  readonly id: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
}

const RESOURCE = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/([^/]+\/[^/]+)\/([^/]+)$/iu;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;
const WORKSPACES = "Microsoft.OperationalInsights/workspaces";

/** Reads the resource id of a workspace; a string says what is wrong with it. */
export function parseWorkspaceId(text: string): WorkspaceId | string {
  const shape = `/subscriptions/<guid>/resourceGroups/<name>/providers/${WORKSPACES}/<name>`;
  const match = RESOURCE.exec(text);
  if (match === null) return `is not the resource id of a Log Analytics workspace; write ${shape}`;
  const [subscriptionId, resourceGroup, kind, name] = match.slice(1) as [string, string, string, string];
  if (kind.toLowerCase() !== WORKSPACES.toLowerCase()) return `is a resource of another kind, ${/^[\w./]+$/u.test(kind) ? kind : "not a workspace"}; write a workspace's id: ${shape}`;
  if (!GUID.test(subscriptionId)) return `names no subscription by its GUID; write ${shape}`;
  if (!RESOURCE_GROUP_NAME.test(resourceGroup)) return `names no valid resource group; write ${shape}`;
  if (!WORKSPACE_NAME.test(name)) return `names no valid workspace; write ${shape}`;
  const subscription = subscriptionId.toLowerCase();
  return { id: `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/${WORKSPACES}/${name}`, subscriptionId: subscription, resourceGroup, name };
}

/** Azure's naming rules for resource groups and Log Analytics workspaces. */
export const RESOURCE_GROUP_NAME = /^[\w().-]{0,89}[\w()-]$/u;
export const WORKSPACE_NAME = /^[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]$/u;
