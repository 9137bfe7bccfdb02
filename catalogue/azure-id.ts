/** Ids of resources that exist, as Azure's tools print them. */

/** Azure's own limits add up to less, and a line that long is no id. */
const LONGEST = 2048;

const GUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const PART = '[^/\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}<>"\\\\?]+';
/** A resource of a subscription, or of the tenant as a whole, with whatever hangs on it (`/providers/…` again), or behind a bar Terraform's own ending. */
const AZURE = new RegExp(`^(?=/)(?:/subscriptions/${GUID}(?:\\|${PART})?(?:/resourceGroups/${PART})?)?(?:/providers/${PART}(?:/(?!providers/)${PART}/${PART})+)*$`, "iu");
/** The one of Entra's ids that a stack's resources have. */
const ENTRA = new RegExp(`^/servicePrincipals/${GUID}/appRoleAssignedTo/[\\w-]+$`, "iu");

/** What is wrong with a text as the id of a resource; undefined where it is one. */
export function azureIdFault(text: string): string | undefined {
  const id = tidied(text);
  if (text.length <= LONGEST && (AZURE.test(id) || ENTRA.test(id))) return undefined;
  return "is no resource id; write it as az prints it, /subscriptions/<guid>/resourceGroups/<name>/providers/<namespace>/<type>/<name>, one a line and without quotation marks";
}

/** What two spellings of one id have in common: Azure compares ids without regard to case. */
export function azureIdKey(id: string): string {
  return tidied(id).toLowerCase();
}

/** By {@link azureIdKey}: in a list, or implied by one, since nothing exists without what holds it: no rule without its workspace, no workspace without its group. */
export type ExistingIds = ReadonlyMap<string, "listed" | "implied">;

export function existingIds(listed: Iterable<string>): ExistingIds {
  const found = new Map<string, "listed" | "implied">();
  for (const id of listed) {
    const key = azureIdKey(id);
    for (let holder = holderOf(key); holder !== undefined && !found.has(holder); holder = holderOf(holder)) found.set(holder, "implied");
    found.set(key, "listed");
  }
  return found;
}

/** `/subscriptions/…/workspaces/w` of a rule in it, then its resource group, then the subscription. */
function holderOf(key: string): string | undefined {
  const parts = key.split("/").slice(0, -2);
  if (parts.at(-2) === "providers") parts.splice(-2);
  return parts.length < 2 ? undefined : parts.join("/");
}

function tidied(id: string): string {
  return id.replace(/\/{2,}/gu, "/").replace(/(?<=.)\/$/u, "");
}
