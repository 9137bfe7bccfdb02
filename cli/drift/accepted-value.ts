import { createHash } from "node:crypto";
import { UNPRINTABLE } from "../../catalogue/unprintable";
import { REMOVED } from "../../catalogue/drift-exception";
import { REDACTED } from "../../terraform/redaction";
import type { Difference, Side } from "../../terraform/drift/difference";
import type { ToldDifference } from "./results";

/** A longer text is accepted by its fingerprint: nobody reads it in a tenant file. */
const LONGEST_TEXT = 200;
const ROW = /\[\d+\]/u;
/** A whole block that stands in no other: what it is says which it is. */
const OUTERMOST = /^[^[\].]+\[\d+\]$/u;

/** What the tenant holds now: where the difference is pending, that is what an apply would change. */
export function liveSide({ kind, from, to }: Pick<Difference, "kind" | "from" | "to">): Side {
  return kind === "pending" ? from : to;
}

/** Whether it is about a block of several, which its row alone doesn't name: rows shift. */
export function isOfBlock({ attribute = "" }: Pick<Difference, "attribute">): boolean {
  return ROW.test(withoutKeys(attribute));
}

/** The subject of a drift exception without the rows of blocks, which its value names: `x.y[0]#enabled_log[]`. The number in an address says which resource. */
export function withoutRows(subject: string): string {
  let inAttribute = false;
  return subject.replaceAll(/"(?:[^"\\]|\\.)*"|#|\[\d+\]/gu, (token) => {
    inAttribute ||= token === "#";
    return inAttribute && ROW.test(token) && !token.startsWith('"') ? "[]" : token;
  });
}

function withoutKeys(attribute: string): string {
  return attribute.replaceAll(/"(?:[^"\\]|\\.)*"/gu, "");
}

/**
 * A live value as an exception writes it: numbers, true, false, null and short texts as they are, all else as `sha256:` and the fingerprint of its canonical JSON.
 * Of a block, and of what is in one, the fingerprint covers what it was before and which block it is, too.
 * Undefined where nobody can tell which value it is: it is sensitive, as a whole or in part, or known only after apply; or which block, in results of an earlier version.
 */
export function acceptedValue(difference: Difference & Pick<ToldDifference, "block">): string | undefined {
  const side = liveSide(difference);
  if (difference.attribute === undefined) return difference.kind === "removed" ? REMOVED : undefined;
  if (!("value" in side)) return undefined;
  const { value } = side;
  if (canonical(value).includes(REDACTED)) return undefined;
  if (isOfBlock(difference)) return valueOfBlock(difference, value);
  if (value === null || typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" && isPlain(value) ? value : fingerprint(value);
}

function valueOfBlock({ attribute = "", from, block }: Difference & Pick<ToldDifference, "block">, value: unknown): string | undefined {
  if (!("value" in from) || canonical(from.value).includes(REDACTED) || (block === undefined && !OUTERMOST.test(attribute))) return undefined;
  return fingerprint({ from: from.value, to: value, ...(block === undefined ? {} : { block }) });
}

/** `sha256:` and the hash of the canonical JSON. */
export function fingerprint(value: unknown): string {
  return `sha256:${createHash("sha256").update(canonical(value)).digest("hex")}`;
}

/** Short, on one line, not blank, and nothing that stands for another value. */
function isPlain(text: string): boolean {
  return text.length <= LONGEST_TEXT && /\S/u.test(text) && text.search(UNPRINTABLE) === -1 && text !== "null" && !text.startsWith("sha256:");
}

/** JSON with sorted keys and no blanks. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === "object" && inner !== null && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner));
}
