import { commitmentState } from "../../catalogue/commitment";
import { DRIFT_CHECK, driftSubject } from "../../catalogue/drift-exception";
import type { Exception, Tenant } from "../../catalogue/tenant";
import type { DifferenceKind } from "../../terraform/drift/difference";
import { acceptedValue, isOfBlock, withoutRows } from "./accepted-value";
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

/** Changes from outside. What is pending is the configuration's, which no exception accepts; one that is an outside change after a refresh is told as that. */
const OUTSIDE: readonly DifferenceKind[] = ["removed", "drift", "unrepairable"];

export function covers({ entity, value }: Pick<Exception, "entity" | "value">, difference: ToldDifference): boolean {
  return OUTSIDE.includes(difference.kind) && isAbout(entity, difference) && value === acceptedValue(difference);
}

/** Of a block in whatever row: the value says which block it is. */
export function isAbout(entity: string, difference: ToldDifference): boolean {
  const subject = driftSubject(difference);
  return entity === subject || (isOfBlock(difference) && withoutRows(entity) === withoutRows(subject));
}

function acceptedBy({ owner, reason, expires }: Exception, place: Accepted["place"]): Accepted {
  return { owner, reason, expires, place };
}
