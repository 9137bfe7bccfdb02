import { known, textOf, unknown, type Block, type Unknown, type Value } from "../../terraform/resource";
import { goDurationMs } from "./go-duration";

const DAY_MS = 86_400_000;

/**
 * What Entra gives where no end is said: two years for a secret (Microsoft Graph, application: addPassword), and "typically around 2 years" for a
 * certificate (azuread's application_certificate, end_date).
 */
export const DEFAULT_LIFE_DAYS = 730;

/** How long a credential can be used, in days. */
export interface Life {
  readonly days: number;
  /** Nobody says when it ends, so Entra decides. */
  readonly byDefault: boolean;
  /** It can't be used any more. */
  readonly over: boolean;
}

/** Reads start_date, end_date and end_date_relative of azuread's credentials. */
export function lifeOf(credential: Block, now: Date): Value<Life> {
  const relative = credential.get("end_date_relative");
  if (!relative.known && relative.leftOut !== true) return asText(relative);
  const length = relative.known ? relative.value : null;
  if (typeof length === "string" && length !== "") return ofLength(length);
  const end = credential.get("end_date");
  if (!end.known) return end.leftOut === true ? byDefault() : asText(end);
  const until = textOf(end);
  return !until.known || until.value === undefined ? byDefault() : ofDates(credential, until.value, now);
}

function ofLength(length: string): Value<Life> {
  const ms = goDurationMs(length);
  return ms === undefined ? unknown("has an end_date_relative that is no length of time such as 2160h") : known({ days: ms / DAY_MS, byDefault: false, over: ms <= 0 });
}

function ofDates(credential: Block, until: string, now: Date): Value<Life> {
  const start = textOf(credential.get("start_date"));
  const from = start.known && start.value !== undefined ? Date.parse(start.value) : now.getTime();
  const to = Date.parse(until);
  if (Number.isNaN(from) || Number.isNaN(to)) return unknown("has a start_date or end_date that is no date such as 2027-01-31T00:00:00Z");
  return known({ days: (to - from) / DAY_MS, byDefault: false, over: to <= now.getTime() });
}

function byDefault(): Value<Life> {
  return known({ days: DEFAULT_LIFE_DAYS, byDefault: true, over: false });
}

function asText({ why }: Unknown): Unknown {
  return unknown(`has an end that ${why}`);
}
