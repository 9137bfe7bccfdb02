import { join } from "node:path";
import * as v from "valibot";
import { bundledCatalogueDir } from "./location";
import { guid, map, text, yesOrNo } from "./shape";
import { readValid } from "./read-valid";

export const RESOURCES = ["microsoft-graph", "exchange-online"] as const;
export type ResourceName = (typeof RESOURCES)[number];
export type PermissionType = "application" | "delegated";

export interface Permission {
  readonly resource: ResourceName;
  /** Application id of the resource's service principal. */
  readonly resourceAppId: string;
  readonly type: PermissionType;
  /** App role id or delegated scope id; unique within resource and type. */
  readonly id: string;
  readonly name: string;
  /** What it lets its holder do, in plain words. */
  readonly allows: string;
  /** Whose data that is. */
  readonly reach: string;
  /** Opens mailboxes: held to the tenant's approved applications. */
  readonly guarded: boolean;
  /** Grants itself a guarded one. */
  readonly powerful: boolean;
  /** A second id of the same name, of a cloud that our source doesn't say: recognized, never granted. */
  readonly secondId: boolean;
  /** The narrower permission or role to use in its stead, where there is one. */
  readonly instead?: string | undefined;
}

const sentence = text("text", "write a few words");
const permissions = v.record(
  guid(),
  map({ name: sentence, allows: sentence, reach: sentence, guarded: v.optional(yesOrNo()), powerful: v.optional(yesOrNo()), secondId: v.optional(yesOrNo()), instead: v.optional(sentence) }),
);
const resource = map({ appId: guid(), title: sentence, application: permissions, delegated: permissions });
const PermissionsShape = map({ "microsoft-graph": resource, "exchange-online": resource });

let loaded: readonly Permission[] | undefined;

/** Every permission of `catalogue/permissions.yaml`, read once. */
export function loadPermissions(): readonly Permission[] {
  return (loaded ??= readPermissions());
}

function readPermissions(): readonly Permission[] {
  const file = readValid(join(bundledCatalogueDir(), "permissions.yaml"), PermissionsShape);
  return RESOURCES.flatMap((name) =>
    (["application", "delegated"] as const).flatMap((type) =>
      Object.entries(file[name][type]).map(([id, p]) => ({ ...p, id, type, resource: name, resourceAppId: file[name].appId, guarded: p.guarded ?? false, powerful: p.powerful ?? false, secondId: p.secondId ?? false })),
    ),
  );
}
