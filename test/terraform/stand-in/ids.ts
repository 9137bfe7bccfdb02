import { createHash } from "node:crypto";
import { IMPORT_IDS } from "../../../constructs/import-ids";
import type { Attributes } from "./values";

/** The id that the service gives to what is created. */
export function createdId(type: string, attributes: Attributes, subscription: string): string {
  const form = IMPORT_IDS[type];
  if (type === "azuread_app_role_assignment") return `/servicePrincipals/${String(attributes["resource_object_id"])}/appRoleAssignedTo/${drawnId(type, attributes)}`;
  if (form === undefined || "drawn" in form) return `/stand-in/${type}/${drawnId(type, attributes)}`;
  return (form.terraform ?? form.azure).replace(/\{(\w+)\}/gu, (_, name: string) => (name === "subscription" ? subscription : String(attributes[name])));
}

/** A GUID that a service draws; here always the same for the same things, so that tests repeat. */
export function drawnId(...of: readonly unknown[]): string {
  const hex = createHash("sha256").update(JSON.stringify(of)).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
