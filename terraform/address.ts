import { quoted, unquoted } from "./quoted-text";
import type { Path } from "./resource";

/** Addresses as Terraform writes them: `module.a["x"].data.azuread_group.g[0]`. Names may be of letters of any script. */

/** `module.a["x"].module.b[0].azuread_group.g["y"]` is configured once, as `module.a.module.b.azuread_group.g`. */
export function withoutKeys(address: string): string {
  return address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/gsu, "");
}

/** `module.a[0].` of an address, with its keys, or empty. */
export function modulePrefix(address: string): string {
  return /^(?:module\.[\p{ID_Start}_][\p{ID_Continue}-]*(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?\.)*/su.exec(address)?.[0] ?? "";
}

/** The key in the last brackets of an address: of a resource with `count` or `for_each`. */
export function instanceKey(address: string): string | number | undefined {
  const key = /\[(\d+|"(?:[^"\\]|\\.)*")\]$/su.exec(address)?.[1];
  if (key === undefined) return undefined;
  return key.startsWith('"') ? unquoted(key) : Number(key);
}

/** Whether an address is that of a data source; a module may be called `data` too. */
export function isDataAddress(address: string): boolean {
  return address.slice(modulePrefix(address).length).startsWith("data.");
}

/** `["x"]` or `[0]`: of an instance, of an item, or of a key that is no name. */
export function bracketed(key: string | number): string {
  return `[${typeof key === "number" ? key : quoted(key)}]`;
}

/** `azuread_service_principal.graph.app_role_ids["Mail.Send"]` */
export function written(address: string, path: Path): string {
  return `${address}${path.map((step) => (typeof step === "string" && /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(step) ? `.${step}` : bracketed(step))).join("")}`;
}
