import { isMap } from "../block";
import type { Redactor } from "../redaction";
import type { Difference, Side } from "./difference";
import { ABSENT, attributeName, type Told } from "./told";
import { AFTER_APPLY, apart } from "./values";

/** A difference as it may be shown: a value that a mask covers is left out, and what stands elsewhere of a sensitive one is taken out of every text. */
export function shownDifference(told: Told, redactor: Redactor): Difference {
  const { standing, kind, leaf, wanted, note, sensitive } = told;
  return {
    kind,
    address: redactor.redact(standing.address),
    type: standing.type,
    ...(leaf === undefined ? {} : { attribute: redactor.redact(attributeName(leaf.path)) }),
    from: side(told.from, sensitive, redactor),
    to: side(told.to, sensitive, redactor),
    ...("wanted" in told ? { wanted: side(wanted, sensitive, redactor) } : {}),
    ...(note === undefined ? {} : { note: redactor.redact(note) }),
  };
}

function side(value: unknown, sensitive: boolean, redactor: Redactor): Side {
  if (value === ABSENT) return { hidden: "absent" };
  if (value === AFTER_APPLY) return { hidden: "known only after apply" };
  return sensitive ? { hidden: "sensitive" } : { value: redacted(apart(value).value, redactor) };
}

/** Keys of maps are texts of the tenant's too. */
function redacted(value: unknown, redactor: Redactor): unknown {
  if (typeof value === "string") return redactor.redact(value);
  if (Array.isArray(value)) return value.map((item) => redacted(item, redactor));
  if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [redactor.redact(key), redacted(item, redactor)]));
  return value;
}
