import { commitmentState, type CommitmentState } from "../../catalogue/commitment";
import type { DetectionChange } from "../../catalogue/tenant";
import type { ResourceChange } from "../../terraform/plan";
import { REDACTED } from "../../terraform/redaction";
import { excepted, fail, type Judgement, type PolicyContext } from "../policy";

/** What a tenant's file says of the detection that a resource is: its name in Azure is its id. */
export interface GrantedChange {
  readonly id: string;
  readonly change: DetectionChange;
  readonly state: CommitmentState;
}

/** Undefined where there is no tenant file, or it changes nothing of this detection. */
export function grantedChange(change: ResourceChange, { tenant, now }: PolicyContext): GrantedChange | undefined {
  const id = detectionName(change);
  const granted = id === undefined ? undefined : tenant?.changes.get(id);
  return id === undefined || granted === undefined ? undefined : { id, change: granted, state: commitmentState(granted, now) };
}

/** The name in Azure, as it is to be or, for what goes away, as it was. */
export function detectionName({ before, after }: ResourceChange): string | undefined {
  const name = (after ?? before)?.get("name");
  return name?.known === true && typeof name.value === "string" ? name.value : undefined;
}

/** The name for a message, where the plan doesn't say that it is sensitive. */
function shownName(change: ResourceChange): string {
  const name = (change.after ?? change.before)?.get("name");
  if (name?.known === true && name.sensitive === true) return REDACTED;
  return detectionName(change) ?? "<id>";
}

/** A departure that a tenant's file may grant: excepted where a live change says it, otherwise a failure that tells how it is granted. */
export function unlessGranted(change: ResourceChange, context: PolicyContext, says: (granted: DetectionChange) => boolean, message: string, mend: string): Judgement {
  const granted = grantedChange(change, context);
  const { tenant } = context;
  const covers = granted !== undefined && says(granted.change);
  if (covers && granted.state === "live" && tenant !== undefined) {
    return excepted(`${message}; granted until ${granted.change.expires} (${granted.change.owner}: ${granted.change.reason})`, tenant.locate(["detections", granted.id]));
  }
  return fail(`${message}${covers ? lapsed(granted) : ""}`, `${mend}, or have it granted under detections.${shownName(change)} in ${tenant?.locate([]).file ?? "the tenant's file"}, with owner, reason and end`);
}

function lapsed({ change, state }: GrantedChange): string {
  return state === "expired" ? `; what granted it expired on ${change.expires} (${change.owner})` : `; it is granted from ${change.granted} on only (${change.owner})`;
}
