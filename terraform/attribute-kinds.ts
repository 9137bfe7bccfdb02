import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isMap } from "./block";
import type { Path } from "./resource";

/** Who sets an attribute: the service alone, or the configuration too. Or why that can't be told. */
export type AttributeKind = "computed only" | "settable" | { readonly untold: string };

/** An attribute of a class of the binding, and the class of the blocks in it, where it is one of blocks. */
interface Attribute {
  readonly computedOnly: boolean;
  block?: string;
}

/** A binding's classes by name, each with its attributes by their names in Terraform. */
type Classes = ReadonlyMap<string, ReadonlyMap<string, Attribute>>;

interface Binding {
  readonly classes: Classes;
  /** The class of the resource itself. */
  readonly root: string;
}

const read = new Map<string, Binding | string>();

/**
 * Reads who sets an attribute off the TypeScript that cdktf's bindings carry in an inline source map, which says `enabled - computed: false, optional: true,
 * required: false` of each (facts: terraform-cdk). One resource's binding is a single file, read when it is first asked for and never loaded as code.
 */
export function attributeKind(type: string, path: Path): AttributeKind {
  // Bindings call the id optional, since a resource may have an attribute of that name; azurerm's and azuread's have none.
  if (path.length === 1 && path[0] === "id") return "computed only";
  const binding = bindingOf(type);
  return typeof binding === "string" ? { untold: binding } : kindIn(binding, type, path);
}

function kindIn({ classes, root }: Binding, type: string, path: Path): AttributeKind {
  let at = classes.get(root);
  for (const step of path) {
    if (typeof step === "number") continue;
    const attribute = at?.get(step);
    // A key of a map is set as the map is.
    if (attribute === undefined) return at === undefined ? "settable" : { untold: `the installed provider binding doesn't know ${type}.${step}` };
    if (attribute.computedOnly) return "computed only";
    at = attribute.block === undefined ? undefined : classes.get(attribute.block);
  }
  return "settable";
}

function bindingOf(type: string): Binding | string {
  const known = read.get(type) ?? readBinding(type);
  read.set(type, known);
  return known;
}

function readBinding(type: string): Binding | string {
  const [, provider, name] = /^([a-z][a-z0-9]*)_([a-z0-9_]+)$/u.exec(type) ?? [];
  if (provider === undefined || name === undefined) return "its type is none that a provider binding is installed of";
  const file = bindingFile(provider, name);
  if (file === undefined) return `no provider binding of ${type} is installed`;
  const source = sourceOf(file);
  const binding = source === undefined ? undefined : classesOf(source, type);
  return binding ?? `the installed provider binding of ${type} doesn't say`;
}

/** Beside this package, or above it where it is itself installed; looked up as a file, since resolving a module may load more than one. */
function bindingFile(provider: string, name: string): string | undefined {
  const folders = require.resolve.paths(`@cdktf/provider-${provider}`) ?? [];
  return folders.map((folder) => join(folder, "@cdktf", `provider-${provider}`, "lib", name.replaceAll("_", "-"), "index.js")).find((file) => existsSync(file));
}

function sourceOf(file: string): string | undefined {
  try {
    const text = readFileSync(file, "utf8");
    const map = text.slice(text.lastIndexOf("//# sourceMappingURL=")).split("base64,")[1] ?? "";
    const json: unknown = JSON.parse(Buffer.from(map, "base64").toString("utf8"));
    const sources = isMap(json) ? json["sourcesContent"] : undefined;
    return Array.isArray(sources) && typeof sources[0] === "string" ? sources[0] : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code !== undefined) return undefined;
    throw error;
  }
}

const CLASS = /^export class (\w+) extends/u;
const ATTRIBUTE = /^\s*\/\/ (\w+) - computed: (true|false), optional: (true|false), required: (true|false)/u;
const BLOCK = /^\s*private _\w+ = new (\w+)\(this, "(\w+)"/u;

function classesOf(source: string, type: string): Binding | undefined {
  const classes = new Map<string, Map<string, Attribute>>();
  let name = "";
  let root: string | undefined;
  for (const line of source.split("\n")) {
    name = CLASS.exec(line)?.[1] ?? name;
    if (line.includes(`tfResourceType = "${type}"`)) root = name;
    const [, attribute, computed, optional, required] = ATTRIBUTE.exec(line) ?? [];
    if (attribute !== undefined) classes.set(name, (classes.get(name) ?? new Map<string, Attribute>()).set(attribute, { computedOnly: computed === "true" && optional === "false" && required === "false" }));
    const [, block, of] = BLOCK.exec(line) ?? [];
    const owner = of === undefined ? undefined : classes.get(name)?.get(of);
    // A list of blocks has a class of its own, which makes one of this name for each.
    if (owner !== undefined && block !== undefined) owner.block = block.replace(/(?:List|Map)$/u, "OutputReference");
  }
  return root === undefined || !classes.has(root) ? undefined : { classes, root };
}
