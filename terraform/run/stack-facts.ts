import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, mapsOf } from "../block";
import { isPublicProviderKey } from "../redaction";

export const LOCK_FILE = ".terraform.lock.hcl";

/** What a stack's folder says that matters before Terraform runs. */
export interface StackFacts {
  /** The required providers as one text, the same for every stack that requires the same; undefined where only Terraform can tell, of modules and files in HCL. */
  readonly providers: string | undefined;
  /** Every provider is pinned to one version, so that any two installations choose the same. */
  readonly isPinned: boolean;
  /** Of all that an `init` depends on, but for the lock file. */
  readonly digest: string;
  /** Texts of the backend's configuration: where the state lies. */
  readonly backend: readonly string[];
  /** Its state is in HCP Terraform, by a `cloud` block. */
  readonly isCloud: boolean;
  /** Managed resources that the configuration names. */
  readonly resources: number;
}

type Json = Readonly<Record<string, unknown>>;

/** Reads a stack's folder. What can't be read is left to Terraform to complain of. */
export function stackFacts(dir: string): StackFacts {
  const names = existsSync(dir) ? readdirSync(dir).sort() : [];
  const jsonFiles = names.filter((name) => name.endsWith(".tf.json")).map((name) => jsonFile(join(dir, name)));
  const files = jsonFiles.filter((file) => file !== undefined);
  const terraform = files.flatMap((file) => mapsOf(file["terraform"]));
  const isWhole = files.length === jsonFiles.length && !names.some((name) => /\.(?:tf|tofu|tofu\.json)$/u.test(name)) && !files.some((file) => "module" in file);
  const required = terraform.flatMap((block) => mapsOf(block["required_providers"])).flatMap((block) => Object.entries(block));
  return {
    providers: isWhole ? JSON.stringify(required.map((entry) => JSON.stringify(entry)).sort()) : undefined,
    isPinned: required.every(([, requirement]) => isMap(requirement) && /^=?\s*\d+\.\d+\.\d+$/u.test(String(requirement["version"]))),
    digest: sha256(JSON.stringify([isWhole ? "" : "not whole", terraform, files.map((file) => file["module"])])),
    backend: [...new Set(terraform.flatMap((block) => [block["backend"], block["cloud"]]).flatMap((value) => backendTexts(value)))],
    isCloud: terraform.some((block) => "cloud" in block),
    resources: files.flatMap((file) => mapsOf(file["resource"])).flatMap(Object.values).flatMap(mapsOf).flatMap(Object.keys).length,
  };
}

/** Whether there is anything to install for a stack. */
export function needsProviders({ providers }: StackFacts): boolean {
  return providers !== "[]";
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The text of a file; undefined where there is none that can be read. */
export function textOfFile(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function jsonFile(path: string): Json | undefined {
  try {
    const json: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isMap(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

/** Accounts, containers, keys and paths; not the kind of backend, nor which tenant and cloud it is in, which the reader of a message must know. */
function backendTexts(value: unknown, key = ""): string[] {
  if (typeof value === "string") return isPublicProviderKey(key) || key === "hostname" ? [] : [value];
  if (Array.isArray(value)) return value.flatMap((item) => backendTexts(item, key));
  return isMap(value) ? Object.entries(value).flatMap(([name, inner]) => backendTexts(inner, name)) : [];
}
