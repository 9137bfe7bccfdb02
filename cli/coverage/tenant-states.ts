import type { TenantDetection } from "../../catalogue/baseline";
import { commitmentState, type Commitment } from "../../catalogue/commitment";
import { TERRAFORM_PARTS, type PartState } from "../../catalogue/coverage/terraform-parts";
import type { Tenant } from "../../catalogue/tenant";
import { describeChange } from "../../findings/commitments";

/** How something that sees stands in a tenant. */
export interface CellState {
  readonly word: "on" | "off" | "not applicable" | PartState;
  /** It works, by this stack or by somebody else's doing. */
  readonly live: boolean;
  /** Until when and by whom it is off or changed, or why it is not applicable. */
  readonly why?: string;
}

/** Of every reference that may stand in a cell. */
export interface TenantStates {
  /** Name of the tenant. */
  readonly tenant: string;
  detection(id: string): CellState;
  /** Of a hunting detection, or of a query for an investigation, which is declared with its detection. */
  hunt(id: string): CellState;
  policy(id: string): CellState;
  terraform(part: string): CellState;
}

export function statesOf(tenant: Tenant, rules: readonly TenantDetection[], now: Date): TenantStates {
  const ruleOf = (id: string): TenantDetection => {
    const rule = rules.find(({ detection }) => detection.id === id);
    if (rule === undefined) throw new Error(`${id} was lost on the way`);
    return rule;
  };
  const ruleWithQuery = (id: string): TenantDetection | undefined => rules.find(({ detection }) => detection.investigation.some((query) => query.id === id));
  return {
    tenant: tenant.name,
    detection: (id) => detectionState(ruleOf(id)),
    hunt: (id) => {
      const rule = ruleWithQuery(id);
      return rule === undefined ? detectionState(ruleOf(id)) : queryState(rule);
    },
    policy: (id) => policyState(tenant.policies.get(id)?.off, now),
    terraform: (part) => partState(part, tenant, now),
  };
}

function detectionState({ state, reason, change }: TenantDetection): CellState {
  if (state === "not applicable") return { word: state, live: false, why: reason };
  if (change?.state !== "live") return { word: state, live: true };
  return state === "off" ? { word: "off", live: false, why: until(change) } : { word: "on", live: true, why: `${describeChange(change)} ${until(change)}` };
}

/** Whoever investigates needs the query also while the detection is off. */
function queryState({ state, reason }: TenantDetection): CellState {
  return state === "not applicable" ? { word: state, live: false, why: reason } : { word: "on", live: true };
}

function policyState(off: Commitment | undefined, now: Date): CellState {
  return off !== undefined && commitmentState(off, now) === "live" ? { word: "off", live: false, why: until(off) } : { word: "on", live: true };
}

function partState(part: string, tenant: Tenant, now: Date): CellState {
  const stateOf = TERRAFORM_PARTS[part];
  if (stateOf === undefined) throw new Error(`${part} is no part of the stack`);
  const word = stateOf(tenant, now);
  return { word, live: word !== "absent" };
}

function until({ expires, owner, reason }: Commitment): string {
  return `until ${expires}, ${owner}: ${reason}`;
}
