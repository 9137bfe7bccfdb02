import type { LiveValues } from "../../terraform/drift/live-value";
import type { ResourcesInState } from "../../terraform/drift/resources-in-state";
import type { Difference } from "../../terraform/drift/difference";
import type { PlanMode, ToldDifference } from "./results";
import { isCounted } from "./same-difference";
import { isRecordedOnly } from "./words";

/** What a plan says beside its differences. */
export interface Sight {
  readonly mode: PlanMode;
  readonly live: Pick<LiveValues, "holds" | "wants">;
  readonly state: Pick<ResourcesInState, "holds" | "makes">;
}

const TAKEN_IN = "an apply has taken it into the state; nothing puts it back";
const REFRESHED = "the state has taken it in, so that a plan that only refreshes doesn't show it";
const UNTOLD = "the plan doesn't show it any more, and whether it is as it was nobody can tell, since it is sensitive";
const NOT_HELD = "the state doesn't hold its resource (another workspace, a lost state, or an apply took it away), so this plan doesn't tell how it is";

/**
 * What was known and is not in a plan, where that doesn't prove that it is over; undefined where it does.
 *
 * @param there what the plan shows at the same place
 * @param seen ISO 8601: the run that saw it last
 */
export function keptThough(old: ToldDifference, there: readonly Difference[], seen: string | undefined, sight: Sight): ToldDifference | undefined {
  const { accepted: _, before: __, ...rest } = old;
  const still = { ...rest, status: "still" as const };
  const unseen = { ...still, lastSeen: old.lastSeen ?? seen ?? old.firstSeen };
  if (old.kind === "pending") return sight.mode === "refresh-only" && !(isRecordedOnly(old.note) && old.attribute !== undefined) ? unseen : undefined;
  if (there.some(isCounted)) return undefined;
  if (!sight.state.holds(old.address)) return isOverWithResource(old, sight) ? undefined : { ...unseen, note: NOT_HELD };
  return takenIn(old, still, sight);
}

/** A full plan that neither holds a resource nor makes it says that the configuration gave it up, and that it was taken away. */
function isOverWithResource({ address }: ToldDifference, { mode, state }: Sight): boolean {
  return mode === "full" && !state.makes(address);
}

/** What no apply puts back is over when it changes, or the configuration asks for it: not when the state takes it in, after which no plan shows it. One that only refreshes shows no drift either then. */
function takenIn(old: ToldDifference, still: ToldDifference, { mode, live }: Sight): ToldDifference | undefined {
  const hides = old.kind === "unrepairable" || (old.kind === "drift" && mode === "refresh-only");
  const held = hides ? live.holds(old) : "no";
  if (held === "no" || live.wants(old)) return undefined;
  return { ...still, note: held === "untold" ? UNTOLD : old.kind === "drift" ? REFRESHED : TAKEN_IN };
}
