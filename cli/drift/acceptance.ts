import { commitmentState } from "../../catalogue/commitment";
import { DRIFT_CHECK, driftSubject } from "../../catalogue/drift-exception";
import type { Exception, Tenant } from "../../catalogue/tenant";
import { COUNTED_KINDS } from "../../terraform/drift/difference";
import { acceptedValue } from "./accepted-value";
import type { Accepted, IdleAcceptance, ToldDifference } from "./results";

export interface Acceptances {
  readonly differences: readonly ToldDifference[];
  /** Exceptions of the check `drift` that cover nothing. */
  readonly idle: readonly IdleAcceptance[];
}

/** Marks what the tenant's file accepts: this attribute with this live value, until the promise ends. */
export function withAcceptances(differences: readonly ToldDifference[], tenant: Tenant, now: Date): Acceptances {
  const promised = tenant.exceptions.flatMap((exception, i) => (isOfDrift(exception) ? [{ exception, place: tenant.locate(["exceptions", i]), state: commitmentState(exception, now) }] : []));
  const used = new Set<Exception>();
  const marked = differences.map((difference) => {
    const found = promised.find(({ exception, state }) => state === "live" && covers(exception, difference));
    if (found === undefined) return difference;
    used.add(found.exception);
    return { ...difference, accepted: acceptedBy(found.exception, found.place) };
  });
  const idle = promised.filter(({ exception }) => !used.has(exception));
  return {
    differences: marked,
    idle: idle.map(({ exception, place, state }) => ({ ...acceptedBy(exception, place), granted: exception.granted, entity: exception.entity, value: exception.value, state: state === "live" ? "unused" : state })),
  };
}

export function isOfDrift({ rule }: Exception): boolean {
  return rule.kind === "check" && rule.id === DRIFT_CHECK;
}

export function covers({ entity, value }: Pick<Exception, "entity" | "value">, difference: ToldDifference): boolean {
  return COUNTED_KINDS.includes(difference.kind) && entity === driftSubject(difference) && value === acceptedValue(difference);
}

function acceptedBy({ owner, reason, expires }: Exception, place: Accepted["place"]): Accepted {
  return { owner, reason, expires, place };
}
