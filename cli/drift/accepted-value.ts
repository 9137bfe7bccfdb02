import { createHash } from "node:crypto";
import { UNPRINTABLE } from "../../catalogue/unprintable";
import { REMOVED } from "../../catalogue/drift-exception";
import { REDACTED } from "../../terraform/redaction";
import type { Difference, Side } from "../../terraform/drift/difference";

/** A longer text is accepted by its fingerprint: nobody reads it in a tenant file. */
const LONGEST_TEXT = 200;

/** What the tenant holds now: where the difference is pending, that is what an apply would change. */
export function liveSide({ kind, from, to }: Pick<Difference, "kind" | "from" | "to">): Side {
  return kind === "pending" ? from : to;
}

/**
 * A live value as an exception writes it: numbers, true, false, null and short texts as they are, all else as `sha256:` and the fingerprint of its canonical JSON.
 * Undefined where nobody can tell which value it is: it is sensitive, as a whole or in part, or known only after apply.
 */
export function acceptedValue(difference: Difference): string | undefined {
  const side = liveSide(difference);
  if (difference.attribute === undefined) return difference.kind === "removed" ? REMOVED : undefined;
  if (!("value" in side)) return undefined;
  const { value } = side;
  if (canonical(value).includes(REDACTED)) return undefined;
  if (value === null || typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" && isPlain(value) ? value : `sha256:${createHash("sha256").update(canonical(value)).digest("hex")}`;
}

/** Short, on one line, not blank, and nothing that stands for another value. */
function isPlain(text: string): boolean {
  return text.length <= LONGEST_TEXT && /\S/u.test(text) && text.search(UNPRINTABLE) === -1 && text !== "null" && !text.startsWith("sha256:");
}

/** JSON with sorted keys and no blanks. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === "object" && inner !== null && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner));
}
