const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/iu;
const AZURE_ID = /^\/(?:subscriptions|providers)\//iu;
/** Among all other letters there are some whose small letter is another's. */
const PRINTABLE_ASCII = /^[!-~]+$/u;

/** Whether two texts are one GUID. */
export function sameGuid(a: string, b: string): boolean {
  return GUID.test(a) && GUID.test(b) && a.toLowerCase() === b.toLowerCase();
}

/** Whether two texts are the id of one Azure resource: Azure Resource Manager gives ids in any case of letters, and takes them so. */
export function sameAzureId(a: string, b: string): boolean {
  return [a, b].every((id) => AZURE_ID.test(id) && PRINTABLE_ASCII.test(id)) && a.toLowerCase() === b.toLowerCase();
}
