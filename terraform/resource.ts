/** What policies read: resources and data sources, whether they come from a construct tree at synthesis or from a plan. */

/** Steps into a value: names of attributes, keys of maps, places in lists. */
export type Path = readonly (string | number)[];

/** A value that Terraform is given, or why nobody knows it yet. */
export type Value<T = unknown> = Known<T> | Unknown;

export interface Known<T> {
  readonly known: true;
  readonly value: T;
  /** The plan says that it must not be shown. */
  readonly sensitive?: true;
}

export interface Unknown {
  readonly known: false;
  /** What decides it, so that it completes "it ": `is known only after apply`. */
  readonly why: string;
  /** Where it is an attribute of another resource and nothing else. */
  readonly reference?: Reference;
  /** Where it is made of attributes of several resources, or chosen among them. */
  readonly alternatives?: readonly Reference[];
  /** It may be something else than its alternatives too: they can speak against it, never for it. The number of references that it is made of; Infinity where they are themselves so. */
  readonly partial?: number;
  /** The configuration says nothing of it, so that the provider or the service decides. */
  readonly leftOut?: true;
}

export interface Reference {
  readonly resource: Resource;
  readonly path: Path;
}

/** A resource's body, or a block in it. What is not set is null. */
export interface Block {
  /** One value: text, number, boolean, null; lists and maps are read by the other two. */
  get(name: string): Value;
  /** The items of a list or set. */
  list(name: string): Value<readonly Value[]>;
  /** The blocks of one name. */
  blocks(name: string): Value<readonly Block[]>;
}

export interface Resource extends Block {
  /** As Terraform writes it: `azuread_application.crm`, `data.azuread_service_principal.graph`. */
  readonly address: string;
  readonly type: string;
  /** What a reader finds it by: a construct's path at synthesis, the address in a plan. */
  readonly place: string;
  /** Entra tenant that its provider is configured for; known and null where the provider doesn't say. */
  readonly tenantId: Value;
}

export function known<T>(value: T): Known<T> {
  return { known: true, value };
}

export function unknown(why: string, reference?: Reference): Unknown {
  return { known: false, why, ...(reference === undefined ? {} : { reference }) };
}

/** What a value is, or may be, an attribute of. */
export function referencesOf(value: Value): readonly Reference[] {
  if (value.known) return [];
  return value.reference === undefined ? (value.alternatives ?? []) : [value.reference];
}

/** Text; null and what isn't text is nothing. */
export function textOf(value: Value): Value<string | undefined> {
  if (!value.known) return value;
  return { ...value, value: typeof value.value === "string" && value.value !== "" ? value.value : undefined };
}
