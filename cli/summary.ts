import type { TenantDetection } from "../catalogue/baseline";
import { commitmentState } from "../catalogue/commitment";
import { FAMILIES, type Family } from "../catalogue/schema";
import type { Tenant } from "../catalogue/tenant";
import { describeChange } from "../findings/commitments";
import type { TenantImports } from "./synth/tenant";

/** What one tenant's stack holds, for `synth` to print: text or JSON of the same facts. */
export interface TenantSummary {
  readonly tenant: string;
  readonly file: string;
  readonly workspace: string;
  readonly alerting: Tenant["alerting"];
  /** Path of the stack's Terraform. */
  readonly stack: string;
  /** Managed resources in the stack, of whatever type. */
  readonly resources: number;
  /** Where the run was told what exists. */
  readonly imports?: TenantImports;
  readonly families: readonly FamilySummary[];
  readonly changed: readonly string[];
  readonly excepted: readonly string[];
  readonly approved: readonly string[];
  readonly notApplicable: readonly { readonly reason: string; readonly detections: readonly string[] }[];
  readonly notes: readonly { readonly note: string; readonly detections: readonly string[] }[];
}

/** What of it is known before the stack is written. */
export type StacklessSummary = Omit<TenantSummary, "stack" | "resources" | "imports">;

export interface FamilySummary {
  readonly family: Family;
  readonly on: number;
  readonly off: number;
  readonly notApplicable: number;
}

const TITLES: Readonly<Record<Family, string>> = {
  "audit-enablement": "audit enablement",
  "mailbox-permissions": "mailbox permission alerts",
  "sending-restrictions": "sending restrictions",
  "application-guardrails": "application guardrails",
  "mailbox-use": "mailbox use",
  community: "community rules",
};

export function familyTitle(family: Family): string {
  return TITLES[family];
}

export function withStack({ tenant, file, workspace, alerting, ...rest }: StacklessSummary, stack: Pick<TenantSummary, "stack" | "resources" | "imports">): TenantSummary {
  return { tenant, file, workspace, alerting, ...stack, ...rest };
}

export function summarize(tenant: Tenant, rules: readonly TenantDetection[], now: Date): StacklessSummary {
  const count = (family: Family, state: TenantDetection["state"]): number => rules.filter((r) => r.detection.family === family && r.state === state).length;
  const families = [...FAMILIES, "community" as const].map((family) => ({ family, on: count(family, "on"), off: count(family, "off"), notApplicable: count(family, "not applicable") }));
  return {
    tenant: tenant.name,
    file: tenant.locate(["name"]).file,
    workspace: `${tenant.workspace.name} (${tenant.workspace.kind})`,
    alerting: tenant.alerting,
    families: families.filter(({ family, on, off, notApplicable }) => family !== "community" || on + off + notApplicable > 0),
    changed: [...tenant.changes].map(([id, change]) => `${id} ${describeChange(change)}, ${until(change, now)}`),
    excepted: tenant.exceptions.map((e) => `${e.rule.id}: ${e.entity} = ${e.value}, ${until(e, now)}`),
    approved: tenant.approvedApplications.map((app) => `${app.displayName}: ${app.permissions.join(", ")} on ${reach(app.mailboxScope)}${app.managed ? ", granted by this stack" : ""}, ${until(app, now)}`),
    notApplicable: byWords(rules.filter((r) => r.state === "not applicable").map((r) => [r.reason, r.detection.id])).map(([reason, ids]) => ({ reason, detections: ids })),
    notes: byWords(rules.flatMap((r) => r.notes.map((note): [string, string] => [note, r.detection.id]))).map(([note, ids]) => ({ note, detections: ids })),
  };
}

function until(commitment: { readonly granted: string; readonly expires: string; readonly owner: string; readonly reason: string }, now: Date): string {
  const state = commitmentState(commitment, now);
  const when = state === "live" ? `until ${commitment.expires}` : state === "expired" ? `EXPIRED on ${commitment.expires}` : `NOT YET GRANTED, from ${commitment.granted}`;
  return `${when}, ${commitment.owner}: ${commitment.reason}`;
}

function reach(scope: Tenant["approvedApplications"][number]["mailboxScope"]): string {
  if ("managementScope" in scope) return `the management scope ${scope.managementScope}`;
  return "accessPolicyGroup" in scope ? `the group ${scope.accessPolicyGroup}` : "every mailbox";
}

function byWords(pairs: readonly (readonly [string, string])[]): [string, string[]][] {
  const groups = new Map<string, string[]>();
  for (const [words, id] of pairs) groups.set(words, [...(groups.get(words) ?? []), id]);
  return [...groups];
}
