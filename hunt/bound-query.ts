import { bindingsOf, type Binding, type BoundTenant } from "../catalogue/bindings";
import type { Detection } from "../catalogue/detection";
import { bind } from "../kql/bind";

/** A tenant that has accepted, approved and excepted nothing: parameters have the types that they have, and no value of anyone's. */
export const NOBODY: BoundTenant = { acceptedDomains: [], approvedApplications: [], exceptions: [] };

export interface BoundQuery {
  readonly text: string;
  /** Lines before the query's own first one. */
  readonly linesBefore: number;
}

/** The bindings of a detection for nobody. */
export function ownBindings(detection: Detection): Binding[] {
  return bindingsOf(detection, NOBODY, detection.schedule?.frequency, {}, new Date(0));
}

/** A query as it is deployed: its `let` lines before it. */
export function boundQuery(query: string, bindings: readonly Binding[]): BoundQuery {
  const text = bind(query, bindings);
  return { text, linesBefore: bind("", bindings).split("\n").length - 2 };
}
