import { bracketed, instanceKey, modulePrefix } from "./address";
import { isMap } from "./block";
import { hasTemplate, parseExpression, parseTemplate, type Traversal } from "./expression";
import { type ConfiguredModule, type PlanConfiguration } from "./plan-configuration";
import { PlanResource } from "./plan-resource";
import { known, referencesOf, unknown, type Path, type Reference, type Unknown, type Value } from "./resource";

type Json = Readonly<Record<string, unknown>>;

/** Where an expression stands: its module, and the instance of the resource that it belongs to. */
interface Place {
  readonly module: ConfiguredModule;
  /** `module.a[0].`, or empty */
  readonly prefix: string;
  /** Of the resource's `count` or `for_each`. */
  readonly key?: string | number;
  /** The configuration of the resource, or of the module's call, which holds its `for_each`. */
  readonly resource?: Json;
}

/** References that lead to references: longer than anybody writes, and the end of one that leads to itself. */
const LONGEST_CHAIN = 30;
/** More expressions than make up one value: each may be made of several, and those again. */
const MOST_STEPS = 2000;

/** Follows the references of a plan's configuration, through modules, to resources and variables. */
export class PlanEvaluation {
  /** Expressions that were read for the value at hand. */
  private steps = 0;

  constructor(
    private readonly configuration: PlanConfiguration,
    private readonly variables: Json,
    /** By address, with keys. */
    private readonly resources: ReadonlyMap<string, PlanResource>,
  ) {}

  /** What an expression in the configuration of a resource means for one instance of it. */
  ofResource(address: string): (expression: unknown) => Value {
    const module = this.configuration.moduleOf(address);
    const resource = this.configuration.resource(address);
    const key = instanceKey(address);
    const place = module === undefined ? undefined : { module, prefix: modulePrefix(address), ...(key === undefined ? {} : { key }), ...(resource === undefined ? {} : { resource }) };
    return (expression) => (place === undefined ? unknown("is known only after apply") : this.begin(expression, place));
  }

  /** What an expression of a module itself means, as that of a provider: of `module.a`, or of the root where that is empty. Such a module has no instances. */
  ofModule(path: string, expression: unknown): Value {
    const prefix = path === "" ? "" : `${path}.`;
    const module = this.configuration.moduleOf(prefix);
    return module === undefined ? unknown("is not in the plan's configuration") : this.begin(expression, { module, prefix });
  }

  private begin(expression: unknown, place: Place): Value {
    this.steps = 0;
    return this.evaluate(expression, place, 0);
  }

  private evaluate(expression: unknown, place: Place, depth: number): Value {
    if (depth > LONGEST_CHAIN) return unknown("leads back to itself");
    this.steps += 1;
    if (this.steps > MOST_STEPS) return unknown("is made of more than is followed here");
    if (!isMap(expression)) return unknown("is known only after apply");
    if ("constant_value" in expression) return this.constant(expression["constant_value"], place, depth);
    const references = Array.isArray(expression["references"]) ? (expression["references"] as unknown[]).filter((r) => typeof r === "string") : [];
    return this.referring(references, place, depth);
  }

  /** A configuration in JSON has templates in its constants. */
  private constant(value: unknown, place: Place, depth: number): Value {
    if (Array.isArray(value)) {
      const items = (value as unknown[]).map((item) => this.constant(item, place, depth + 1));
      const open = items.find((item) => !item.known);
      return open ?? known(items.map((item) => (item.known ? item.value : null)));
    }
    if (typeof value !== "string" || !hasTemplate(value)) return known(value ?? null);
    const template = parseTemplate(value);
    const [part] = template ?? [];
    if (template?.length !== 1 || typeof part !== "object") return unknown("is a text that is put together at apply");
    const parsed = parseExpression(part.source);
    if (parsed === undefined) return unknown(`is the expression ${part.source.slice(0, 120)}, which is known only after apply`);
    return parsed.kind === "literal" ? known(parsed.value) : this.traverse(parsed, place, depth);
  }

  /**
   * Terraform lists what an expression refers to, each reference followed by its own beginnings: `a.b.c`, `a.b`. One reference alone is taken for the
   * whole expression: `c ? a.b.c : "text"` is listed no differently where `c` is a literal, nor is `lower(a.b.c)`, and that must be accepted, or no plan
   * of HCL could be told. Several are no more than what it may be made of.
   */
  private referring(references: readonly string[], place: Place, depth: number): Value {
    const longest = withoutBeginnings(references);
    const [first, second] = longest;
    if (first === undefined) return unknown("is known only after apply");
    const parsed = parseExpression(first);
    if (longest.length === 1 && parsed?.kind === "traversal") return this.traverse(parsed, place, depth);
    const indexed = longest.length === 2 ? this.indexed(first, second ?? "", place, depth) : undefined;
    if (indexed !== undefined) return indexed;
    const each = longest.length === 1 ? [] : longest.map((reference) => this.referring([reference], place, depth + 1));
    const found = each.flatMap(referencesOf);
    const partial = each.some((value) => !value.known && value.partial !== undefined) ? Infinity : longest.length;
    const alternatives = found.length > 0 ? { alternatives: found, partial } : {};
    return { known: false, why: `is made of ${longest.join(", ")}, and known only after apply`, ...alternatives };
  }

  /** `app_role_ids[each.value]` is listed as the two references that it is made of; so is any index that isn't written out. */
  private indexed(map: string, index: string, place: Place, depth: number): Value | undefined {
    if (map.endsWith("]") || !/^(?:each|var)\./u.test(index)) return undefined;
    const [parsed, key] = [parseExpression(`${map}[${index}]`), parseExpression(index)];
    if (parsed?.kind !== "traversal" || key?.kind !== "traversal") return undefined;
    if (/^each\.(?:key|value)$/u.test(index)) return this.traverse(parsed, place, depth);
    const value = this.traverse(key, place, depth + 1);
    return value.known && typeof value.value === "string" ? this.traverse(parsed, place, depth) : undefined;
  }

  private traverse({ steps }: Traversal, place: Place, depth: number): Value {
    const path: (string | number)[] = [];
    for (const step of steps) {
      if (typeof step !== "object") path.push(step);
      else {
        const key = step.kind === "literal" ? known(step.value) : this.traverse(step, place, depth + 1);
        if (!key.known) return unknown(key.why);
        if (typeof key.value !== "string" && typeof key.value !== "number") return unknown("is known only after apply");
        path.push(key.value);
      }
    }
    return this.follow(path, place, depth + 1);
  }

  private follow(path: Path, place: Place, depth: number): Value {
    const [root, second, third] = path;
    switch (root) {
      case "var":
        return this.variable(String(second), path.slice(2), place, depth);
      case "local":
        return unknown(`is the local ${String(second)}, which plans don't show, and known only after apply`);
      case "each":
        return this.each(second === "key", path.slice(2), place, depth);
      case "module":
        return this.output(String(second), path.slice(2), place, depth);
      case "count":
      case "self":
      case "path":
      case "terraform":
        return unknown("is known only after apply");
      case "data":
        return this.attribute(`data.${String(second)}.${String(third)}`, path.slice(3), place);
      default:
        return this.attribute(`${String(root)}.${String(second)}`, path.slice(2), place);
    }
  }

  private attribute(address: string, path: Path, { prefix }: Place): Value {
    const [key, ...rest] = path;
    const instance = key === undefined ? undefined : this.resources.get(`${prefix}${address}${bracketed(key)}`);
    if (instance !== undefined) return instance.at(rest);
    const resource = this.resources.get(`${prefix}${address}`);
    return resource === undefined ? unknown(`is an attribute of ${prefix}${address}, which this plan doesn't show`) : resource.at(path);
  }

  private variable(name: string, path: Path, { module, prefix }: Place, depth: number): Value {
    if (module.parent !== undefined) {
      const given = Object.hasOwn(module.inputs, name) ? module.inputs[name] : undefined;
      if (given === undefined) return unknown(`is the variable ${name} of ${module.path}, which the plan doesn't show`);
      return inside(this.evaluate(given, { module: module.parent, prefix: outer(prefix), ...keyOf(prefix), ...(module.call === undefined ? {} : { resource: module.call }) }, depth + 1), path);
    }
    const variable = Object.hasOwn(this.variables, name) ? this.variables[name] : undefined;
    return isMap(variable) && "value" in variable ? inside(known(variable["value"]), path) : unknown(`is the variable ${name}, which the plan doesn't show`);
  }

  /** The key of an instance is in its address; its value only where `for_each` is written out or is a set, whose values are its keys. */
  private each(isKey: boolean, path: Path, { key, resource, ...place }: Place, depth: number): Value {
    if (key === undefined) return unknown("differs with each instance");
    if (isKey) return known(key);
    const all = resource === undefined ? unknown("is not in the configuration") : this.evaluate(resource["for_each_expression"], place, depth + 1);
    if (!all.known) return unknown(`is ${path.length === 0 ? "the value" : "a value"} of its for_each, which the plan doesn't show`);
    if (Array.isArray(all.value)) return all.value.includes(key) ? known(key) : unknown("differs with each instance");
    return isMap(all.value) && Object.hasOwn(all.value, String(key)) ? inside(known(all.value[String(key)]), path) : unknown("differs with each instance");
  }

  private output(name: string, path: Path, { module, prefix }: Place, depth: number): Value {
    const child = this.configuration.child(module, name);
    const [first, ...rest] = path;
    const keyed = typeof first === "number" || child?.json["outputs"] === undefined || !isMap(child.json["outputs"]) || !Object.hasOwn(child.json["outputs"], String(first));
    const [key, output, inner] = keyed ? [first, rest[0], rest.slice(1)] : [undefined, first, rest];
    const outputs = child?.json["outputs"];
    const declared = isMap(outputs) && output !== undefined && Object.hasOwn(outputs, String(output)) ? outputs[String(output)] : undefined;
    if (child === undefined || !isMap(declared)) return unknown(`is an output of the module ${name}, which the plan doesn't show`);
    const at = `${prefix}module.${name}${key === undefined ? "" : bracketed(key)}.`;
    const value = this.evaluate(declared["expression"], { module: child, prefix: at }, depth + 1);
    return value.known ? inside(value, inner) : value.reference === undefined || inner.length === 0 ? value : this.resources.get(value.reference.resource.address)?.at([...value.reference.path, ...inner]) ?? value;
  }
}

/** References without those that directly follow their own longer one. */
function withoutBeginnings(references: readonly string[]): readonly string[] {
  return references.filter((one, i) => {
    const before = references[i - 1];
    return before === undefined || !(before.startsWith(`${one}.`) || before.startsWith(`${one}[`));
  });
}

function inside(value: Value, path: Path): Value {
  if (!value.known) return path.length === 0 ? value : openInside(value, path);
  let at = value.value;
  for (const step of path) at = Array.isArray(at) ? (at as unknown[])[Number(step)] : isMap(at) && Object.hasOwn(at, String(step)) ? at[String(step)] : undefined;
  return at === undefined ? unknown(`has no ${path.join(".")}`) : known(at);
}

function openInside(value: Unknown, path: Path): Value {
  const deeper = ({ resource, path: from }: Reference): Reference => ({ resource, path: [...from, ...path] });
  if (value.reference !== undefined) {
    const { resource, path: all } = deeper(value.reference);
    return resource instanceof PlanResource ? resource.at(all) : { ...value, reference: { resource, path: all } };
  }
  return value.alternatives === undefined ? value : { ...value, alternatives: value.alternatives.map(deeper) };
}

/** The caller of a module: `module.a[0].module.b.` is called in `module.a[0].`. */
function outer(prefix: string): string {
  return modulePrefix(prefix.replace(/module\.[\p{ID_Start}_][\p{ID_Continue}-]*(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?\.$/su, ""));
}

/** The key of the module's own instance: what `each` and `count` mean in the expressions its caller gives. */
function keyOf(prefix: string): { readonly key?: string | number } {
  const key = instanceKey(prefix.replace(/\.$/u, ""));
  return key === undefined ? {} : { key };
}
