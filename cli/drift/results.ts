import type { Commitment } from "../../catalogue/commitment";
import type { GradedDifference } from "../../policies/drift-grade";
import { COUNTED_KINDS, DIFFERENCE_KINDS, type DifferenceKind, type Side } from "../../terraform/drift/difference";
import type { Failure } from "../../terraform/run/outcome";

/** Version of the format of a results file; it changes when a consumer would have to. */
export const FORMAT_VERSION = 1;

/**
 * - `clean`: nothing that counts, but for what is accepted.
 * - `pending`: what counts is only what the configuration wants and was not applied.
 * - `drifted`: something was changed or removed outside.
 * - `failed`: could not be planned; what is told is its last known state.
 * - `interrupted`: Ctrl-C came while it was planned.
 * - `not checked`: not looked at in this run.
 */
export const TENANT_STATES = ["clean", "pending", "drifted", "failed", "interrupted", "not checked"] as const;
export type TenantState = (typeof TENANT_STATES)[number];

/** Whether a plan also says what an apply would do; `refresh-only`: it doesn't, so that it never shows what is pending. */
export const PLAN_MODES = ["full", "refresh-only"] as const;
export type PlanMode = (typeof PLAN_MODES)[number];

/** A promise of a tenant's file that covers a difference. */
export interface Accepted extends Pick<Commitment, "owner" | "reason" | "expires"> {
  readonly place: { readonly file: string; readonly line: number };
}

/** `changed`: it was there, with another value. */
export const STATUSES = ["new", "still", "changed"] as const;

/** A difference beside those of the run before. */
export interface ToldDifference extends GradedDifference {
  readonly status: (typeof STATUSES)[number];
  /** ISO 8601: the run that saw it first; of one that changed since, with whatever value. */
  readonly firstSeen: string;
  /** ISO 8601: the run that saw it last, where this one could not tell whether it is still so. */
  readonly lastSeen?: string;
  /** Of one that changed: its `to` in the run before. */
  readonly before?: Side;
  /** Fingerprint of the blocks that the attribute stands in, as `sha256:` and hex: the row in its path says which only for this run. */
  readonly block?: string;
  readonly accepted?: Accepted;
}

/** What counted in the run before and is no more. */
export interface GoneDifference {
  readonly address: string;
  readonly attribute?: string;
  readonly kind: DifferenceKind;
  readonly firstSeen: string;
}

/** An exception of the check `drift` that covers nothing in this run. */
export interface IdleAcceptance extends Accepted {
  readonly state: "unused" | "expired" | "not yet granted";
  readonly granted: string;
  /** `ADDRESS#ATTRIBUTE`, or the address of a removed resource. */
  readonly entity: string;
  readonly value: string;
}

/** By kind without what is accepted, and how many are; and how many exceptions of the check `drift` are without effect, unused or expired for one. */
export type TenantCounts = Readonly<Record<DifferenceKind | "accepted" | "withoutEffect", number>>;

export interface TenantResult {
  readonly tenant: string;
  /** The plan file that it was judged by, where Terraform was not run. */
  readonly plan?: string;
  readonly state: TenantState;
  /** How the plan was made that its differences are of. */
  readonly mode?: PlanMode;
  /** How many resources were there when it was last seen with any. */
  readonly resources?: number;
  /** What a reader must know of it as a whole. */
  readonly note?: string;
  /** ISO 8601: when its differences were last really seen; absent where they never were. */
  readonly checked?: string;
  /** ISO 8601: when what its differences were compared with was seen. Absent where nothing was known, so that all of it is `new`. */
  readonly comparedWith?: string;
  /** Its differences are those of then. */
  readonly stale?: { readonly since: string; readonly ageDays: number };
  /** `since`: the first of the failures in a row. */
  readonly failure?: Failure & { readonly since: string };
  /** How long it took, in seconds. */
  readonly seconds?: number;
  readonly counts: TenantCounts;
  readonly differences: readonly ToldDifference[];
  readonly gone: readonly GoneDifference[];
  readonly acceptances?: readonly IdleAcceptance[];
}

/** What `drift` knows of all tenants: what it writes, and compares with the next time. */
export interface DriftResults {
  readonly formatVersion: typeof FORMAT_VERSION;
  /** Of this package. */
  readonly version: string;
  /** ISO 8601: the clock of the run. */
  readonly checked: string;
  /** Absent where plans were given. */
  readonly terraform?: { readonly name: string; readonly version: string };
  readonly counts: Readonly<Record<"tenants" | "clean" | "pending" | "drifted" | "failed" | "interrupted" | "notChecked" | "withoutEffect", number>>;
  readonly tenants: readonly TenantResult[];
  /** Tenants of the run before that have no file any more. */
  readonly dropped?: readonly string[];
}

/** Whether a difference is one that somebody has to look at. */
export function counts({ kind, accepted }: Pick<ToldDifference, "kind" | "accepted">): boolean {
  return COUNTED_KINDS.includes(kind) && accepted === undefined;
}

export function countsOfTenant(differences: readonly ToldDifference[], idle: readonly IdleAcceptance[] = []): TenantCounts {
  const of = (kind: DifferenceKind): number => differences.filter((difference) => difference.kind === kind && difference.accepted === undefined).length;
  return { ...(Object.fromEntries(DIFFERENCE_KINDS.map((kind) => [kind, of(kind)])) as Record<DifferenceKind, number>), accepted: differences.filter(({ accepted }) => accepted !== undefined).length, withoutEffect: idle.length };
}

export function countsOfAll(tenants: readonly TenantResult[]): DriftResults["counts"] {
  const of = (wanted: TenantState): number => tenants.filter(({ state }) => state === wanted).length;
  const withoutEffect = tenants.reduce((sum, { acceptances = [] }) => sum + acceptances.length, 0);
  return { tenants: tenants.length, clean: of("clean"), pending: of("pending"), drifted: of("drifted"), failed: of("failed"), interrupted: of("interrupted"), notChecked: of("not checked"), withoutEffect };
}
