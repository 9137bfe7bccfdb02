import { Fields } from "./fields";

/**
 * Entra's part of the unified audit log says who acted, and on what, in lists of pairs of an ID and a number for its kind (IdentityType in
 * https://learn.microsoft.com/en-us/office/office-365-management-api/office-365-management-activity-api-schema#azure-active-directory-schema).
 */
const NAME = "1";
const OTHER = "2";
const SPN = "4";
const UPN = "5";

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;
/** `ServicePrincipal_c6de1beb-…`: the kind of an object and its id, which begin the pairs of one object. */
const TYPED_ID = /^(?<type>[A-Za-z]+)_(?<id>\S+)$/u;
const TYPES = new Set(["User", "ServicePrincipal", "Application", "Group", "Role", "Device", "Policy", "Directory", "AdministrativeUnit"]);

/** An object of Entra's that acted or was acted on. What is not known is "". */
export interface Identity {
  /** `User`, `ServicePrincipal`, `Application`, … */
  readonly type: string;
  readonly id: string;
  readonly name: string;
  readonly userPrincipalName: string;
  readonly appId: string;
}

/** The objects that a list of pairs names. */
export function identitiesIn(pairs: readonly Fields[]): readonly Identity[] {
  const groups: Pair[][] = [];
  for (const fields of pairs) {
    const pair = { id: fields.text("ID").trim(), type: fields.text("Type") };
    const begins = pair.type === OTHER && typedId(pair.id) !== undefined && groups.some((group) => group.some(({ id }) => typedId(id) !== undefined));
    if (begins || groups.length === 0) groups.push([]);
    groups.at(-1)?.push(pair);
  }
  return groups.map(identityOf);
}

interface Pair {
  readonly id: string;
  readonly type: string;
}

function identityOf(pairs: readonly Pair[]): Identity {
  const of = (type: string): readonly string[] => pairs.filter((pair) => pair.type === type).map(({ id }) => id);
  const others = of(OTHER);
  const typed = others.map(typedId).find((found) => found !== undefined);
  const type = typed?.type ?? others.find((id) => TYPES.has(id)) ?? (of(UPN).length > 0 ? "User" : "");
  // Without an id that says its type, the object's own stands before its type.
  const id = typed?.id ?? others[others.indexOf(type) - 1] ?? "";
  return {
    type,
    id,
    name: of(NAME)[0] ?? "",
    userPrincipalName: of(UPN)[0] ?? "",
    appId: [...others, ...of(SPN)].find((other) => GUID.test(other) && other !== id) ?? "",
  };
}

function typedId(id: string): { readonly type: string; readonly id: string } | undefined {
  const { type = "", id: own = "" } = TYPED_ID.exec(id)?.groups ?? {};
  return TYPES.has(type) ? { type, id: own } : undefined;
}
