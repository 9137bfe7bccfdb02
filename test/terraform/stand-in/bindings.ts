import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const PROJECT = resolve(__dirname, "..", "..", "..");
const CONSTRUCTS = join(PROJECT, "constructs");

export type ProviderName = "azurerm" | "azuread";

/** Modules of a provider's bindings that this project's constructs import, and so all that a stack can hold: `resource-group`, `data-azuread-service-principal`, `provider`. */
export function modulesInUse(provider: ProviderName): string[] {
  const files = readdirSync(CONSTRUCTS, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  const named = files.flatMap((name) => [...readFileSync(join(CONSTRUCTS, name), "utf8").matchAll(new RegExp(`"@cdktf/provider-${provider}/lib/([\\w-]+)"`, "gu"))]);
  return [...new Set(named.map(([, module = ""]) => module))].sort();
}

/** The TypeScript that a module was compiled from; the bindings carry it in their source maps. Loading the module itself would load cdktf. */
export function bindingSource(provider: ProviderName, module: string): string {
  const compiled = readFileSync(join(PROJECT, "node_modules", "@cdktf", `provider-${provider}`, "lib", module, "index.js"), "utf8");
  const map = /\/\/# sourceMappingURL=data:application\/json;base64,(\S+)\s*$/u.exec(compiled)?.[1];
  const source = map === undefined ? undefined : (JSON.parse(Buffer.from(map, "base64").toString("utf8")) as { readonly sourcesContent?: readonly string[] }).sourcesContent?.[0];
  if (source === undefined) throw new Error(`@cdktf/provider-${provider}/lib/${module} carries no source`);
  return source;
}
