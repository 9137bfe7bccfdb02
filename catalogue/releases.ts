import { readdirSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { InputError, shown } from "./fault";
import { bundledCatalogueDir, packageVersion } from "./location";
import { nearest } from "./nearest";
import { map, matching } from "./shape";
import { readText } from "./text-file";
import { validate } from "./validate";
import { compareVersions, VERSION } from "./version";

/** A value as a release's record keeps it: a long text only as its hash. */
export type RecordedValue = string | number | boolean;
/** By the attribute's path, `incident.grouping.enabled`. */
export type RecordedAttributes = Readonly<Record<string, RecordedValue>>;
/** By the address that a plan shows: `azurerm_resource_group.baseline`, `data.…`, `check.…`. */
export type RecordedStack = Readonly<Record<string, RecordedAttributes>>;

/** What a released version made of the reference tenants. */
export interface Release {
  readonly version: string;
  /** By the name of the reference tenant. */
  readonly tenants: Readonly<Record<string, RecordedStack>>;
}

const attributes = v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]));
const ReleaseShape = map({ formatVersion: v.literal(1), version: matching(VERSION, "a version", "write three numbers, such as 0.2.0"), tenants: v.record(v.string(), v.record(v.string(), attributes)) });

/** Where the records stand, and in `tenants/` the reference tenants that they are of. */
export function releasesDir(): string {
  return join(bundledCatalogueDir(), "releases");
}

export function referenceTenantsDir(): string {
  return join(releasesDir(), "tenants");
}

/** The versions that are recorded, the oldest first. */
export function recordedVersions(): string[] {
  return readdirSync(releasesDir())
    .filter((name) => name.endsWith(".json"))
    .map((name) => name.slice(0, -".json".length))
    .sort(compareVersions);
}

/** Throws {@link InputError} where that version is not recorded, or its record is broken. */
export function loadRelease(version: string): Release {
  const known = recordedVersions();
  if (!known.includes(version)) {
    const meant = nearest(version, known);
    throw new InputError([{ file: "--changes-since", path: "", message: `${shown(version)} is no recorded release; recorded are ${known.join(", ")}, and this version is ${packageVersion()}${meant === undefined ? "" : `; did you mean ${meant}?`}` }]);
  }
  const file = join(releasesDir(), `${version}.json`);
  const result = validate(ReleaseShape, parseJson(file), () => ({ file, line: 1 }));
  if (!result.ok) throw new InputError(result.faults);
  return result.value;
}

function parseJson(file: string): unknown {
  try {
    return JSON.parse(readText(file));
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError([{ file, path: "", message: "is not JSON; install mailbox-baseline again" }]);
  }
}
