import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { bracketed, written } from "../terraform/address";
import { atPath, isMap, JsonBlock, mapsOf } from "../terraform/block";
import { hasTemplate, parseExpression, parseTemplate, parseTextList, type Traversal } from "../terraform/expression";
import { known, unknown, type Path, type Resource, type Value } from "../terraform/resource";
import { crossStackOrigin } from "./cross-stack";

type Json = Readonly<Record<string, unknown>>;

/** What `each.key` and `each.value` stand for in one instance of a resource with `for_each`. */
interface Each {
  readonly key: string;
  readonly value: unknown;
}

/** More references than anybody follows to one value, and the end of what leads back to itself. */
const MOST_STEPS = 500;

/**
 * The resources and data sources of a construct tree, as Terraform will be given them: overrides are in, and references are followed from resource to
 * resource, through locals, and to other stacks of the same app. What only a plan or an apply can tell is unknown, and says what decides it.
 */
export class TreeResources {
  private readonly stacks = new Map<string, StackResources>();

  constructor(private readonly root: IConstruct) {}

  /** Of one stack, without the stacks inside it. The stack has been prepared, as synthesis does before it validates. */
  of(stack: TerraformStack): readonly Resource[] {
    return this.stackResources(stack).resources;
  }

  /** Names of the modules that a stack calls: what they declare is not in the tree. */
  modulesOf(stack: TerraformStack): readonly string[] {
    return mapsOf(this.stackResources(stack).json["module"]).flatMap((modules) => Object.keys(modules));
  }

  stackPaths(): readonly string[] {
    return this.allStacks().map(({ node }) => node.path);
  }

  /** The value of another stack's output. */
  output(stackPath: string, id: string): Value | undefined {
    const stack = this.allStacks().find(({ node }) => node.path === stackPath);
    return stack === undefined ? undefined : this.stackResources(stack).output(id);
  }

  private allStacks(): readonly TerraformStack[] {
    return this.root.node.findAll().filter((construct): construct is TerraformStack => TerraformStack.isStack(construct));
  }

  private stackResources(stack: TerraformStack): StackResources {
    const read = this.stacks.get(stack.node.path) ?? new StackResources(stack.node.path, stack.toTerraform() as Json, this);
    this.stacks.set(stack.node.path, read);
    return read;
  }
}

class TreeResource extends JsonBlock implements Resource {
  constructor(
    readonly address: string,
    readonly type: string,
    readonly place: string,
    readonly tenantId: Value,
    body: Json,
    readonly each: Each | undefined,
    stack: StackResources,
  ) {
    super(body, (raw) => stack.read(raw, each));
  }
}

class StackResources {
  readonly resources: readonly TreeResource[];

  constructor(
    private readonly path: string,
    readonly json: Json,
    private readonly tree: TreeResources,
  ) {
    this.resources = [...this.declared("resource", ""), ...this.declared("data", "data.")];
  }

  output(id: string): Value | undefined {
    const output = entryOf(this.json, "output", id);
    if (!isMap(output)) return undefined;
    const value = this.read(output["value"], undefined);
    // Its items would be read where they are used, in another stack, whose locals are others.
    return value.known && holdsTemplate(value.value) ? unknown(`is made in the stack ${this.path}, of what only a plan evaluates`) : value;
  }

  /** A value of Terraform's JSON, its references followed; of a list or map that is written out, the items are left to be read one by one. */
  read(raw: unknown, each: Each | undefined): Value {
    return new Reading(this, this.tree, each).read(raw);
  }

  private declared(kind: "resource" | "data", prefix: string): TreeResource[] {
    const entries = (value: unknown): [string, unknown][] => mapsOf(value).flatMap((map) => Object.entries(map));
    return entries(this.json[kind]).flatMap(([type, named]) => entries(named).flatMap(([name, bodies]) => mapsOf(bodies).flatMap((body) => this.instances(`${prefix}${type}.${name}`, type, body))));
  }

  private instances(address: string, type: string, body: Json): TreeResource[] {
    const place = atPath(body, ["//", "metadata", "path"]);
    const at = typeof place === "string" ? place : `${this.path}/${address}`;
    const make = (each?: Each): TreeResource =>
      new TreeResource(`${address}${keyOf(each)}`, type, `${at}${keyOf(each)}`, this.tenantOf(type, body), body, each, this);
    return body["count"] === 0 ? [] : (this.eachOf(body)?.map(make) ?? [make()]);
  }

  /** The instances that `for_each` makes, where it is written out; undefined where a plan has to tell, or there is none. */
  private eachOf({ for_each: given }: Json): readonly Each[] | undefined {
    if (isMap(given)) return Object.entries(given).map(([key, value]) => ({ key, value }));
    if (typeof given !== "string") return undefined;
    const template = parseTemplate(given);
    const only = template?.length === 1 ? template[0] : undefined;
    return typeof only === "object" ? parseTextList(only.source)?.map((key) => ({ key, value: key })) : undefined;
  }

  private tenantOf(type: string, body: Json): Value {
    const [local = "", alias] = typeof body["provider"] === "string" ? body["provider"].split(".") : [type.slice(0, type.indexOf("_"))];
    const configured = mapsOf(this.json["provider"]).flatMap((providers) => mapsOf(Object.hasOwn(providers, local) ? providers[local] : undefined));
    const found = configured.find((provider) => provider["alias"] === alias);
    if (found !== undefined) return this.read(found["tenant_id"], undefined);
    return alias === undefined ? known(null) : unknown(`is that of the provider ${local}.${alias}, which this stack doesn't declare`);
  }
}

/** Follows what one value refers to, in as many steps as a reader would have patience for. */
class Reading {
  private steps = 0;

  constructor(
    private readonly stack: StackResources,
    private readonly tree: TreeResources,
    private readonly each: Each | undefined,
  ) {}

  read(raw: unknown, each: Each | undefined = this.each): Value {
    if (raw === undefined || raw === null) return known(null);
    if (typeof raw !== "string" || !hasTemplate(raw)) return known(raw);
    const template = parseTemplate(raw);
    if (template === undefined) return unknown(`is the template ${shortened(raw)}, which only a plan evaluates`);
    const parts = template.map((part) => (typeof part === "string" ? known<unknown>(part) : this.evaluate(part.source, each)));
    const [first] = parts;
    if (parts.length === 1 && first !== undefined) return first;
    const open = parts.find((part) => !part.known);
    // A text that merely contains a reference is not a reference.
    if (open?.known === false) return unknown(open.why);
    return known(parts.map((part) => (part.known ? String(part.value) : "")).join(""));
  }

  private evaluate(source: string, each: Each | undefined): Value {
    this.steps += 1;
    if (this.steps > MOST_STEPS) return unknown(`is \${${shortened(source)}}, which leads further than is followed here, or back to itself`);
    const parsed = parseExpression(source);
    if (parsed === undefined) return unknown(`is the expression ${shortened(source)}, which only a plan evaluates`);
    return parsed.kind === "literal" ? known(parsed.value) : this.traverse(parsed, source, each);
  }

  private traverse({ steps }: Traversal, source: string, each: Each | undefined): Value {
    this.steps += 1;
    if (this.steps > MOST_STEPS) return unknown(`is \${${shortened(source)}}, which leads further than is followed here, or back to itself`);
    const path: (string | number)[] = [];
    for (const step of steps) {
      if (typeof step !== "object") path.push(step);
      else {
        const key = step.kind === "literal" ? known(step.value) : this.traverse(step, source, each);
        if (!key.known) return unknown(key.why);
        if (typeof key.value !== "string" && typeof key.value !== "number") return unknown(`is the expression ${shortened(source)}, which only a plan evaluates`);
        path.push(key.value);
      }
    }
    return this.follow(path, source, each);
  }

  private follow(path: Path, source: string, each: Each | undefined): Value {
    const [root, second, third] = path;
    switch (root) {
      case "local":
        return this.local(String(second), path.slice(2));
      case "each":
        if (each === undefined) return unknown("differs with each instance of its for_each, which only a plan expands");
        return second === "key" ? known(each.key) : (this.inside(each.value, path.slice(2), undefined) ?? unknown(`is ${shortened(source)}, which its for_each doesn't have`));
      case "var":
        return unknown(`is the variable ${String(second)}, which is given at plan`);
      case "module":
        return unknown(`is an output of the module ${String(second)}, which only a plan evaluates`);
      case "count":
      case "self":
      case "path":
      case "terraform":
        return unknown(`is ${shortened(source)}, which only a plan evaluates`);
      case "data":
        return this.attribute(`data.${String(second)}.${String(third)}`, path.slice(3));
      default:
        return this.attribute(`${String(root)}.${String(second)}`, path.slice(2));
    }
  }

  private local(name: string, path: Path): Value {
    const given = entryOf(this.stack.json, "locals", name);
    if (given === undefined) return unknown(`is the local ${name}, which this stack doesn't have`);
    return this.inside(given, path, undefined) ?? unknown(`is ${written(`local.${name}`, path)}, where nothing stands`);
  }

  private attribute(address: string, path: Path): Value {
    const origin = crossStackOrigin(address, path, this.tree.stackPaths());
    if (origin !== undefined) return this.tree.output(origin.stackPath, origin.outputId) ?? unknown(`is an output of the stack ${origin.stackPath}, which that stack doesn't have`);
    const [instance] = path;
    const resource = this.stack.resources.find((r) => r.address === address || (instance !== undefined && r.address === `${address}${bracketed(instance)}`));
    if (resource === undefined) return unknown(`is an attribute of ${address}, which this stack doesn't declare`);
    const indexed = "for_each" in resource.body || "count" in resource.body;
    const attribute = indexed ? path.slice(1) : path;
    const [name, ...rest] = attribute;
    const given = name === undefined || !Object.hasOwn(resource.body, String(name)) ? undefined : this.inside(resource.body[String(name)], rest, resource.each);
    return given ?? unknown(`is ${written(resource.address, attribute)}, which is known only after apply`, { resource, path: attribute });
  }

  /** What stands at a path of a value that the configuration gives; undefined where it gives none. */
  private inside(raw: unknown, path: Path, each: Each | undefined): Value | undefined {
    if (raw === undefined || raw === null) return undefined;
    if (path.length === 0) return this.read(raw, each);
    if (typeof raw === "string") {
      // A map that is itself a reference: the path goes on where that leads.
      const reference = parseTemplate(raw);
      const only = reference?.length === 1 ? reference[0] : undefined;
      const parsed = typeof only === "object" ? parseExpression(only.source) : undefined;
      return parsed?.kind === "traversal" ? this.traverse({ kind: "traversal", steps: [...parsed.steps, ...path] }, raw, each) : undefined;
    }
    const found = atPath(raw, path);
    return found === undefined || found === null ? undefined : this.read(found, each);
  }
}

/** One entry of a section, whether it is written as a map or as a list of maps. */
function entryOf(json: Json, section: string, name: string): unknown {
  const map = mapsOf(json[section]).find((candidate) => Object.hasOwn(candidate, name));
  return map?.[name];
}

function holdsTemplate(value: unknown): boolean {
  if (typeof value === "string") return hasTemplate(value);
  return typeof value === "object" && value !== null && Object.values(value).some(holdsTemplate);
}

/** How Terraform names an instance. */
function keyOf(each: Each | undefined): string {
  return each === undefined ? "" : bracketed(each.key);
}

function shortened(text: string): string {
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
