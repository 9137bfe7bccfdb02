const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/iu;
/** Of a subscription, or what a provider has outside of all: a path that begins otherwise is somebody's text. */
const AZURE_ID = /^\/(?:subscriptions\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:\/|$)|providers\/[a-z0-9]+(?:\.[a-z0-9]+)+\/)/iu;
/** Among all other letters there are some whose small letter is another's. */
const PRINTABLE_ASCII = /^[!-~]+$/u;

/** Whether two texts are one GUID. */
export function sameGuid(a: string, b: string): boolean {
  return isGuid(a) && isGuid(b) && a.toLowerCase() === b.toLowerCase();
}

/** Whether two texts are the id of one Azure resource: Azure Resource Manager gives ids in any case of letters, and takes them so. */
export function sameAzureId(a: string, b: string): boolean {
  return isAzureId(a) && isAzureId(b) && a.toLowerCase() === b.toLowerCase();
}

/** Ids of a set in one order, whatever the case of their letters; undefined where it is none: Terraform sorts a set by its letters, and a list it doesn't. */
export function idsOfSet(list: readonly unknown[]): readonly string[] | undefined {
  const isSet = list.every((item, i) => typeof item === "string" && (isGuid(item) || isAzureId(item)) && (i === 0 || String(list[i - 1]) < item));
  return isSet ? (list as readonly string[]).toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)) : undefined;
}

function isGuid(text: string): boolean {
  return GUID.test(text);
}

function isAzureId(text: string): boolean {
  return AZURE_ID.test(text) && PRINTABLE_ASCII.test(text);
}
