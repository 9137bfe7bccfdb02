import { join } from "node:path";
import * as v from "valibot";
import { bundledCatalogueDir } from "./location";
import { date, guid, map, oneOf, text, yesOrNo } from "./shape";
import { readValid } from "./read-valid";

export const RESOURCES = ["microsoft-graph", "exchange-online"] as const;
export type ResourceName = (typeof RESOURCES)[number];
export type PermissionType = "application" | "delegated";

/** Whose data a permission is on, completing "lets the application … on …". */
export const REACHES = [
  "every mailbox",
  "every group mailbox",
  "the mailboxes opened to the application",
  "the signed-in user's mailbox",
  "every mailbox the signed-in user may open",
  "every group mailbox the signed-in user may open",
  "every mailbox the signed-in user administers",
  "the whole organization",
  "what the signed-in user administers",
  "what the signed-in user may see",
] as const;
export type Reach = (typeof REACHES)[number];

export interface Permission {
  readonly resource: ResourceName;
  /** Application id of the resource's service principal. */
  readonly resourceAppId: string;
  readonly type: PermissionType;
  /** App role id or delegated scope id; unique within resource and type. */
  readonly id: string;
  readonly name: string;
  /** What it lets its holder do, in plain words, completing "lets the application …"; where it ends, until when. */
  readonly allows: string;
  /** Whose data that is. */
  readonly reach: Reach;
  /** Made to open mailboxes: held to the tenant's approved applications. */
  readonly guarded: boolean;
  /** Not made for them, but lets its holder grant itself a guarded one, administer Exchange, or sign in as somebody who reads mail. */
  readonly powerful: boolean;
  /** A second id of the same name, of a cloud that our source doesn't say: recognized, never granted. */
  readonly secondId: boolean;
  /** The day (YYYY-MM-DD) on which Microsoft switches it off for good, and its role with it. */
  readonly ends?: string | undefined;
  /** Exchange's role that does the same on chosen mailboxes only (RBAC for Applications). */
  readonly role?: string | undefined;
  /** What to use in its stead, where there is something: a narrower permission of the same resource and type by its name, or the role, in words. */
  readonly instead?: string | undefined;
}

const sentence = text("text", "write a few words");
const permission = map({
  name: sentence,
  allows: sentence,
  reach: oneOf(REACHES),
  guarded: v.optional(yesOrNo()),
  powerful: v.optional(yesOrNo()),
  secondId: v.optional(yesOrNo()),
  ends: v.optional(date()),
  role: v.optional(sentence),
  instead: v.optional(sentence),
});
const permissions = v.record(guid(), permission);
const resource = map({ appId: guid(), title: sentence, publishedAs: sentence, application: permissions, delegated: permissions });
const PermissionsShape = map({ exchangeRoles: v.record(v.string(), oneOf(RESOURCES)), "microsoft-graph": resource, "exchange-online": resource });

/** An API whose permissions the catalogue knows. */
export interface Api {
  readonly resource: ResourceName;
  /** Application id of its service principal, the same in every tenant. */
  readonly appId: string;
  /** As Entra's portal names it. */
  readonly title: string;
  /** Its key in Terraform's data source azuread_application_published_app_ids. */
  readonly publishedAs: string;
}

let loaded: { readonly apis: readonly Api[]; readonly permissions: readonly Permission[] } | undefined;

/** The APIs of `catalogue/permissions.yaml`, read once. */
export function loadApis(): readonly Api[] {
  return (loaded ??= readPermissions()).apis;
}

/** Every permission of `catalogue/permissions.yaml`, read once. */
export function loadPermissions(): readonly Permission[] {
  return (loaded ??= readPermissions()).permissions;
}

type PermissionsFile = v.InferOutput<typeof PermissionsShape>;

function readPermissions(): NonNullable<typeof loaded> {
  const file = readValid(join(bundledCatalogueDir(), "permissions.yaml"), PermissionsShape);
  const apis = RESOURCES.map((resource) => ({ resource, appId: file[resource].appId, title: file[resource].title, publishedAs: file[resource].publishedAs }));
  const all = RESOURCES.flatMap((name) =>
    (["application", "delegated"] as const).flatMap((type) =>
      Object.entries(file[name][type]).map(([id, p]) => ({
        ...p, id, type, resource: name, resourceAppId: file[name].appId,
        guarded: p.guarded ?? false, powerful: p.powerful ?? false, secondId: p.secondId ?? false,
        allows: p.ends === undefined ? p.allows : `${p.allows}, until Microsoft switches that off on ${p.ends}`,
        instead: p.role === undefined ? p.instead : inWords(p.role, name, file, p.ends),
      })),
    ),
  );
  return { apis, permissions: all };
}

/** Most roles work through Microsoft Graph, so an application that uses Exchange Online's own API has to change over; as it has to where the role ends. */
function inWords(role: string, resource: ResourceName, file: PermissionsFile, ends: string | undefined): string {
  const through = file.exchangeRoles[role] ?? resource;
  const graph = file["microsoft-graph"].title;
  if (ends !== undefined) return `the Exchange roles for ${graph} that it needs (until ${ends} also "${role}"), in a management scope`;
  return `the Exchange role "${role}" in a management scope${through === resource ? "" : `, through ${file[through].title}`}`;
}
