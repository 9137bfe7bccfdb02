import type { Path } from "../resource";
import type { DifferenceKind } from "./difference";
import type { Leaf } from "./leaves";
import type { Standing } from "./standing";

/** A side that has no value. */
export const ABSENT = Symbol("the resource isn't there");

/** A difference before it is made fit to be shown: its sides are values as they are, {@link ABSENT}, or known only after apply. */
export interface Told {
  readonly standing: Standing;
  readonly kind: DifferenceKind;
  /** Absent where the whole resource is meant. */
  readonly leaf?: Leaf;
  readonly from: unknown;
  readonly to: unknown;
  /** Present where it is told. */
  readonly wanted?: unknown;
  readonly note?: string;
  readonly sensitive: boolean;
}

/** `incident[0].create_incident_enabled`, `tags["owner"]`. Names of attributes stand after a point, keys of maps in brackets. */
export function attributeName(path: Path): string {
  return path
    .map((step, i) => {
      if (typeof step === "number") return `[${step}]`;
      const isName = i === 0 || typeof path[i - 1] === "number" || path[0] === "timeouts";
      return isName && /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(step) ? `${i === 0 ? "" : "."}${step}` : `[${JSON.stringify(step)}]`;
    })
    .join("");
}
