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
  return Object.fromEntries([...DIFFERENCE_KINDS, "accepted" as const].map((key) => [key, sum(key)])) as unknown as TenantCounts;
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

/** `new`, or since when it is so; nothing where the tenant was not known before, so that nobody can tell. */
export function seenInWords({ status, firstSeen }: Pick<ToldDifference, "status" | "firstSeen">, { comparedWith }: Pick<TenantResult, "comparedWith">): string {
  if (status === "still") return `since ${shortTime(firstSeen)}`;
  return comparedWith === undefined ? "" : "new";
}

/** Whether a pending difference changes nothing in the tenant, by its note. */
export function isRecordedOnly(note: string | undefined): boolean {
  return note !== undefined && /an apply (?:only )?records/u.test(note);
}

/** Where a tenant stands, in a few words: for the table of all tenants. */
export function standing(tenant: TenantResult, now: string): string {
  const { state, failure, checked, stale, counts: of } = tenant;
  const seen = checked === undefined ? "never seen" : `seen ${ageInWords(checked, now)} ago: ${countsInWords(of)}`;
  if (state === "failed") return `${failure?.cause ?? "failed"}; ${seen}`;
  if (stale !== undefined || state === "interrupted" || state === "not checked") return `${failure === undefined ? "" : `${failure.cause} failed; `}${seen}`;
  return `${countsInWords(of)}${idleInWords(tenant)}`;
}

function idleInWords({ acceptances = [] }: TenantResult): string {
  return acceptances.length === 0 ? "" : `; ${counted(acceptances.length, "exception")} without effect`;
}
