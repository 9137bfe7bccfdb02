import { createColors } from "picocolors";
import type { Detection } from "../../catalogue/detection";
import { loadCatalogue } from "../../catalogue/load";
import { packageVersion } from "../../catalogue/location";
import { loadRelease } from "../../catalogue/releases";
import type { Io } from "../io";
import { loadInput } from "../options";
import { recordStack } from "./record";
import { renderUpgradeMarkdown, renderUpgradeText } from "./render";
import { upgraded, upgradeReport, type UpgradeReport } from "./report";

export interface ListChangesOptions {
  /** A recorded release, or the version at hand. */
  readonly changesSince: string;
  /** Name of the tenant whose resources alone are told of. */
  readonly tenant?: string;
  readonly tenants: string;
  readonly catalogue?: string[];
  readonly format: "text" | "json" | "markdown";
}

/** Says what an upgrade from a recorded release to the version at hand will change in plans. */
export async function listChanges(options: ListChangesOptions, io: Io): Promise<void> {
  const { format } = options;
  const from = plainVersion(options.changesSince);
  const to = packageVersion();
  if (from === to && format !== "json") {
    io.out(`${to} is this version: nothing changes\n`);
    return;
  }
  const report = from === to ? nothing(to) : await reportSince(from, to, options, io);
  const printed = {
    text: () => renderUpgradeText(report, { colors: createColors(io.color), width: io.width }),
    markdown: () => renderUpgradeMarkdown(report),
    json: () => JSON.stringify({ formatVersion: 1, ...report }, undefined, 2),
  };
  io.out(`${printed[format]()}\n`);
}

/** As a tag in git writes it, `v0.1.0`, or with blanks about it from a script. */
function plainVersion(text: string): string {
  return text.trim().replace(/^v(?=\d)/iu, "");
}

function nothing(version: string): UpgradeReport {
  return { from: version, to: version, referenceTenants: [], detections: [], others: [], everyVersion: [], notCompared: [] };
}

async function reportSince(from: string, to: string, { tenant: name, tenants, catalogue = [] }: ListChangesOptions, io: Io): Promise<UpgradeReport> {
  const release = loadRelease(from);
  const input = name === undefined ? undefined : loadInput({ tenant: [name], tenants, catalogue });
  // Loaded only here: cdktf and the bindings take longer to load than the other commands take to run.
  const { referenceStacks, stackOf } = await import("./references.js");
  const [tenant] = input?.chosen ?? [];
  const own = input === undefined || tenant === undefined ? undefined : { tenant, addresses: new Set(Object.keys(recordStack(stackOf(tenant, { ...input, now: io.now() }), to))) };
  const stacks = referenceStacks().filter(({ alerting }) => own === undefined || alerting === own.tenant.alerting);
  return upgradeReport(upgraded(release, stacks), { from, to, titles: titlesOf(input?.detections ?? loadCatalogue()), ...(own === undefined ? {} : { declared: own.addresses }) });
}

function titlesOf(detections: readonly Detection[]): ReadonlyMap<string, string> {
  return new Map(detections.map(({ id, title }): [string, string] => [id, title]));
}
