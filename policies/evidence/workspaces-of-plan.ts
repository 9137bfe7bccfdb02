import type { Plan } from "../../terraform/plan";
import type { Block, Resource } from "../../terraform/resource";
import type { PlanContext } from "../policy";
import { isHidden, shown } from "../shown";

/** A Log Analytics workspace that a plan has, refers to, or is said to have by the tenant's file. */
export interface PlannedWorkspace {
  /** Azure's id, lower case. */
  readonly id: string;
  readonly name: string;
  /** Days that it keeps its logs as yet, where the plan says. */
  readonly days?: number;
}

const WORKSPACE_ID = /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/providers\/microsoft\.operationalinsights\/workspaces\/([^/]+)/u;

/** Attributes by which resources name a workspace that is none of the plan's own. */
const NAMED_BY: readonly string[] = ["workspace_id", "log_analytics_workspace_id", "workspace_resource_id", "target_resource_id", "scope"];

const OF_PLANS = new WeakMap<Plan, readonly PlannedWorkspace[]>();

/** Workspaces as a plan finds them, before it changes anything, and the tenant's own. */
export function workspacesOf({ plan, tenant }: PlanContext): readonly PlannedWorkspace[] {
  const found = OF_PLANS.get(plan) ?? workspacesIn(plan);
  OF_PLANS.set(plan, found);
  const own = tenant?.workspace.kind === "existing" ? tenant.workspace : undefined;
  const id = own?.id.toLowerCase();
  return own === undefined || id === undefined || found.some((workspace) => workspace.id === id) ? found : [...found, { id, name: own.name }];
}

function workspacesIn(plan: Plan): readonly PlannedWorkspace[] {
  const found = new Map<string, PlannedWorkspace>();
  const add = (resource: Resource, attribute: string, days?: unknown): void => {
    const id = valueOf(resource, attribute);
    const match = typeof id === "string" ? WORKSPACE_ID.exec(id.toLowerCase()) : null;
    if (match === null) return;
    const [key, name] = match as unknown as [string, string];
    if (typeof days === "number" || !found.has(key)) found.set(key, { id: key, name: shown(resource, attribute, name), ...(typeof days === "number" ? { days } : {}) });
  };
  for (const resource of bodiesOf(plan)) {
    if (/(?:^|\.)azurerm_log_analytics_workspace$/u.test(resource.type)) add(resource, "id", isHidden(resource, "retention_in_days") ? undefined : valueOf(resource, "retention_in_days"));
    for (const name of NAMED_BY) add(resource, name);
  }
  return [...found.values()];
}

/** Whether an Azure id is of a workspace, or of what holds one: its resource group, its subscription. */
export function holdsWorkspace(id: unknown, workspaces: readonly PlannedWorkspace[]): readonly PlannedWorkspace[] {
  if (typeof id !== "string" || id === "") return [];
  const key = id.toLowerCase().replace(/\/$/u, "");
  return workspaces.filter((workspace) => workspace.id === key || workspace.id.startsWith(`${key}/`));
}

function bodiesOf({ changes, resources }: Plan): readonly Resource[] {
  return [...resources, ...changes.flatMap(({ before }) => before ?? [])];
}

export function valueOf(block: Block, name: string): unknown {
  const value = block.get(name);
  return value.known ? value.value : undefined;
}
