import * as v from "valibot";
import { SEVERITIES } from "../../catalogue/tenant-schema";
import { DIFFERENCE_KINDS } from "../../terraform/drift/difference";
import { FAILURE_CAUSES } from "../../terraform/run/outcome";
import { FORMAT_VERSION, PLAN_MODES, STATUSES, TENANT_STATES, type DriftResults } from "./results";

/** What a results file must hold to be compared with: a file is input, and another version of this package, or a person, may have written it. */

const instant = v.pipe(v.string(), v.check((text) => !Number.isNaN(Date.parse(text))));
const place = v.object({ file: v.string(), line: v.number() });
const side = v.union([v.looseObject({ hidden: v.picklist(["sensitive", "known only after apply", "absent"]) }), v.pipe(v.object({ value: v.unknown() }), v.check((value) => "value" in value))]);
const subject = { address: v.string(), attribute: v.optional(v.string()), kind: v.picklist(DIFFERENCE_KINDS) };
const accepted = { owner: v.string(), reason: v.string(), expires: v.string(), place };

const difference = v.object({
  ...subject,
  type: v.string(),
  from: side,
  to: side,
  wanted: v.optional(side),
  note: v.optional(v.string()),
  severity: v.picklist(SEVERITIES),
  meaning: v.optional(v.string()),
  policies: v.array(v.string()),
  status: v.picklist(STATUSES),
  firstSeen: instant,
  lastSeen: v.optional(instant),
  before: v.optional(side),
  block: v.optional(v.string()),
  accepted: v.optional(v.object(accepted)),
});

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const tenant = v.object({
  tenant: v.string(),
  plan: v.optional(v.string()),
  state: v.picklist(TENANT_STATES),
  mode: v.optional(v.picklist(PLAN_MODES)),
  resources: v.optional(count),
  note: v.optional(v.string()),
  checked: v.optional(instant),
  comparedWith: v.optional(instant),
  stale: v.optional(v.object({ since: instant, ageDays: v.number() })),
  failure: v.optional(v.object({ cause: v.picklist(FAILURE_CAUSES), step: v.picklist(["init", "plan", "show"]), message: v.string(), mend: v.string(), attempts: v.number(), since: instant })),
  seconds: v.optional(v.number()),
  counts: v.record(v.string(), count),
  differences: v.array(difference),
  gone: v.array(v.object({ ...subject, firstSeen: instant })),
  acceptances: v.optional(v.array(v.object({ ...accepted, state: v.picklist(["unused", "expired", "not yet granted"]), granted: v.string(), entity: v.string(), value: v.string() }))),
});

const results = v.object({
  formatVersion: v.literal(FORMAT_VERSION),
  version: v.string(),
  checked: instant,
  terraform: v.optional(v.object({ name: v.string(), version: v.string() })),
  counts: v.record(v.string(), count),
  tenants: v.pipe(v.array(tenant), v.check((tenants) => new Set(tenants.map((one) => one.tenant)).size === tenants.length)),
  dropped: v.optional(v.array(v.string())),
});

/** The results that a parsed file holds; undefined where it holds none that are whole. */
export function asResults(json: unknown): DriftResults | undefined {
  const parsed = v.safeParse(results, json);
  // What the schema lets through are these very types: only an absent key and an undefined one are not told apart.
  return parsed.success ? (parsed.output as unknown as DriftResults) : undefined;
}
