import { DELETED_OUTSIDE } from "../../terraform/drift/lone-change";
import type { ResourceChange } from "../../terraform/plan";

/** Terraform's `action_reason` of what it destroys or replaces (its JSON format, 1.2), as a clause. */
const WORDS: ReadonlyMap<string, string> = new Map(Object.entries({
  replace_because_cannot_update: "because something of it changes that can't be changed in place",
  replace_because_tainted: "because an earlier apply left it unfinished (tainted)",
  replace_by_request: "because somebody asked for it (-replace)",
  replace_by_triggers: "because something changes that its replace_triggered_by names",
  delete_because_no_resource_config: "because it is no longer in the configuration",
  delete_because_wrong_repetition: "because its count or for_each was added or taken away",
  delete_because_count_index: "because its count no longer reaches it",
  delete_because_each_key: "because its for_each no longer has this key",
  delete_because_no_module: "because its module is no longer called",
  delete_because_no_move_target: "because a moved block leads to an address that is not in the configuration",
  [DELETED_OUTSIDE]: "outside Terraform",
}));

/** A reason that is none of Terraform's is told as it stands; a plan of `terraform destroy` gives none. */
export function whyDestroyed({ reason }: Pick<ResourceChange, "reason">): string {
  if (reason === undefined) return "for no reason that the plan gives, as `terraform destroy` does";
  return WORDS.get(reason) ?? `for the reason ${reason}`;
}

/** Destroyed for good, or to be created anew. */
export function isDestroyed({ actions }: Pick<ResourceChange, "actions">): boolean {
  return actions.includes("delete");
}

export function isReplaced({ actions }: Pick<ResourceChange, "actions">): boolean {
  return actions.includes("delete") && actions.includes("create");
}
