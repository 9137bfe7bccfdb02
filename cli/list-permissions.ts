import { createColors } from "picocolors";
import type { Colors } from "picocolors/types";
import { InputError, shown } from "../catalogue/fault";
import { nearest } from "../catalogue/nearest";
import { loadApis, loadPermissions, type Api, type Permission, type PermissionType } from "../catalogue/permissions";
import { forTerminal } from "../findings/escape";
import { hang } from "../findings/wrap";
import type { Io } from "./io";

export interface ListPermissionsOptions {
  /** Only those of this name or id; true for all. */
  readonly permissions: string | true;
  readonly format: string;
}

/** Prints the permissions that the catalogue knows, in plain words. Throws {@link InputError} where none has the given name or id. */
export function listPermissions({ permissions: asked, format }: ListPermissionsOptions, io: Io): void {
  const permissions = asked === true ? loadPermissions() : called(asked);
  if (format === "json") {
    io.out(`${JSON.stringify({ formatVersion: 1, permissions }, undefined, 2)}\n`);
    return;
  }
  const page: Page = { width: io.width, colors: createColors(io.color), withIds: asked !== true };
  const sections = loadApis().flatMap((api) => (["application", "delegated"] as const).flatMap((type) => section(api, type, permissions, page)));
  io.out(`${sections.join("\n\n")}\n\n${closing(permissions, asked)}\n`);
}

function called(asked: string): readonly Permission[] {
  const all = loadPermissions();
  const found = all.filter(({ name, id }) => [name, id].some((each) => each.toLowerCase() === asked.toLowerCase()));
  if (found.length > 0) return found;
  const meant = nearest(asked, all.flatMap(({ name, id }) => [name, id]));
  const mend = meant === undefined ? "`mailbox-baseline list --permissions` shows all" : `did you mean ${meant}?`;
  const message = `${shown(asked)} is no permission on mail that the catalogue knows, nor one that leads there; ${mend}`;
  throw new InputError([{ file: "--permissions", path: "", message }]);
}

interface Page {
  readonly width: number;
  readonly colors: Colors;
  readonly withIds: boolean;
}

const USED: Readonly<Record<PermissionType, string>> = {
  application: "application permissions: held by the application itself, nobody has to be signed in",
  delegated: "delegated permissions: used in the name of the user who is signed in",
};

const STANDINGS: readonly { readonly title: string; readonly has: (permission: Permission) => boolean }[] = [
  { title: "guarded: made to open mailboxes, so only applications that the tenant approved may hold it", has: (p) => p.guarded },
  { title: "powerful: not made for that, but leads to one that is", has: (p) => p.powerful },
  { title: "neither guarded nor powerful", has: (p) => !p.guarded && !p.powerful },
];

function section(api: Api, type: PermissionType, permissions: readonly Permission[], page: Page): string[] {
  const members = permissions.filter((p) => p.resource === api.resource && p.type === type);
  if (members.length === 0) return [];
  const groups = STANDINGS.flatMap(({ title, has }) => {
    const those = members.filter(has);
    return those.length === 0 ? [] : [[hang("  ", title, page.width), ...those.map((p) => describe(p, page))].join("\n")];
  });
  return [[page.colors.bold(hang("", `${forTerminal(api.title)}, ${USED[type]}`, page.width)), ...groups].join("\n\n")];
}

function describe({ name, id, secondId, allows, reach, instead }: Permission, { width, colors, withIds }: Page): string {
  const lines = [
    `    ${colors.bold(name)}${secondId ? " (second id)" : ""}`,
    ...(withIds ? [`      id ${id}`] : []),
    hang("      ", `may ${allows}, on ${reach}`, width),
    ...(instead === undefined ? [] : [hang("      instead: ", instead, width)]),
  ];
  return lines.join("\n");
}

function closing(permissions: readonly Permission[], asked: string | true): string {
  const needsApproval = permissions.some((p) => p.guarded);
  if (asked !== true) return needsApproval ? "an approval stands under approvedApplications in the tenant's file" : "it needs no approval in the tenant's file";
  const guarded = permissions.filter((p) => p.guarded).length;
  const powerful = permissions.filter((p) => p.powerful).length;
  return `${permissions.length} permissions, ${guarded} guarded, ${powerful} powerful; name one to see its id`;
}
