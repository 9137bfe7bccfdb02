import { DIFFERENCE_KINDS, type DifferenceKind } from "../../terraform/drift/difference";
import { counts, type TenantCounts, type TenantResult, type ToldDifference } from "./results";

/** `1 tenant`, `1,000 tenants` */
export function counted(number: number, noun: string, plural = `${noun}s`): string {
  return `${number.toLocaleString("en")} ${number === 1 ? noun : plural}`;
}

const COUNTED: readonly DifferenceKind[] = ["removed", "drift", "unrepairable", "pending"];
const WORSE = ["High", "Medium", "Low", "Informational"];

/** `1 removed, 2 drift; 1 accepted`; `nothing` where nothing counts and nothing is accepted. */
export function countsInWords(of: TenantCounts): string {
  const found = COUNTED.filter((kind) => of[kind] > 0).map((kind) => `${of[kind].toLocaleString("en")} ${kind}`);
  const accepted = of.accepted === 0 ? [] : [`${of.accepted.toLocaleString("en")} accepted`];
  return [...(found.length === 0 ? [] : [found.join(", ")]), ...accepted].join("; ") || "nothing";
}

export function sumOf(tenants: readonly TenantResult[]): TenantCounts {
  const sum = (key: keyof TenantCounts): number => tenants.reduce((total, { counts: of }) => total + of[key], 0);
  return Object.fromEntries([...DIFFERENCE_KINDS, "accepted" as const, "withoutEffect" as const].map((key) => [key, sum(key)])) as unknown as TenantCounts;
}

/** What counts, the worst first. */
export function countedOf({ differences }: TenantResult): readonly ToldDifference[] {
  return differences.filter(counts).sort((a, b) => WORSE.indexOf(a.severity) - WORSE.indexOf(b.severity));
}

/** `7 normalised, 2 computed` */
export function uncountedInWords({ normalised, computed }: TenantCounts): string {
  return [...(normalised === 0 ? [] : [`${normalised.toLocaleString("en")} normalised`]), ...(computed === 0 ? [] : [`${computed.toLocaleString("en")} computed`])].join(", ");
}

/** `2 h`, `3 days`: between two instants of ISO 8601. */
export function ageInWords(since: string, until: string): string {
  const minutes = Math.max(0, Math.floor((Date.parse(until) - Date.parse(since)) / 60_000));
  if (minutes < 60) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / (24 * 60))} days`;
}

/** `41 s`, `3 min` */
export function secondsInWords(seconds: number): string {
  return seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}

/** `2026-11-02 09:52Z` of ISO 8601. */
export function shortTime(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 16).replace("T", " ")}Z`;
}

/** `new`, or since when it is so, and where this run couldn't tell, when it was last seen; nothing where the tenant was not known before, so that nobody can tell. */
export function seenInWords({ status, firstSeen, lastSeen }: Pick<ToldDifference, "status" | "firstSeen" | "lastSeen">, { comparedWith }: Pick<TenantResult, "comparedWith">): string {
  if (lastSeen !== undefined) return `since ${shortTime(firstSeen)}, not looked at since ${shortTime(lastSeen)}`;
  if (status !== "new") return `since ${shortTime(firstSeen)}${status === "changed" ? ", with another value now" : ""}`;
  return comparedWith === undefined ? "" : "new";
}

/** Whether a pending difference changes nothing in the tenant, by its note. */
export function isRecordedOnly(note: string | undefined): boolean {
  return note !== undefined && /an apply (?:only )?records/u.test(note);
}

/** Where a tenant stands, in a few words: for the table of all tenants. */
export function standing(tenant: TenantResult, now: string): string {
  const { state, failure, checked, stale, counts: of, note } = tenant;
  const told = note === undefined ? "" : `; ${note}`;
  const seen = checked === undefined ? "never seen" : `seen ${ageInWords(checked, now)} ago: ${countsInWords(of)}`;
  if (state === "failed") return `${failure?.cause ?? "failed"}; ${seen}`;
  if (stale !== undefined || state === "interrupted" || state === "not checked") return `${failure === undefined ? "" : `${failure.cause} failed; `}${seen}${told}`;
  return `${[countsInWords(of), ...withoutEffectInWords(of)].join("; ")}${told}`;
}

/** Of a tenant that was looked at, in a line of its own: `clean; 1 exception without effect`. */
export function judgedInWords({ state, counts: of, note }: TenantResult): string {
  const what = state === "not checked" ? "not checked" : state === "clean" ? ["clean", ...(of.accepted === 0 ? [] : [countsInWords(of)])].join("; ") : countsInWords(of);
  return [what, ...withoutEffectInWords(of), ...(note === undefined ? [] : [note])].join("; ");
}

/** `1 exception without effect`; none where all have one. */
export function withoutEffectInWords({ withoutEffect }: Pick<TenantCounts, "withoutEffect">): readonly string[] {
  return withoutEffect === 0 ? [] : [`${counted(withoutEffect, "exception")} without effect`];
}
