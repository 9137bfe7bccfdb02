import { App, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stableJson, type Empty } from "./stable-json";

type Json = Readonly<Record<string, unknown>>;

/** A stack that was written to `OUTDIR/stacks/NAME/cdk.tf.json`. */
export interface Written<S extends TerraformStack> {
  readonly stack: S;
  /** What stands in the file. */
  readonly terraform: Json;
  /** cdktf's list of stacks: this one. It is not written, since every App would overwrite the one before. */
  readonly manifest: { readonly version: string; readonly stacks: Json };
}

/**
 * Writes a stack in an App of its own as `app.synth()` does, with less work and the same bytes: for a command that does so a thousand times. This is the one file
 * that touches cdktf's internals. What it replaces of them it puts back; the same stack in anybody's app is synthesized as ever. Where an internal isn't found,
 * cdktf does what it always does. A test holds the output to cdktf's own.
 *
 * 1. No creation stack traces. They say where in a program a token was made, and only of a token that can't be resolved.
 * 2. No preparing resolve in an app of one stack. It finds references into other stacks. cdktn also finds by it which functions are used: there it runs.
 * 3. What holds no token is copied, not resolved: what can't hold one is left as it is, and all else is cdktf's to resolve, see {@link PlainResolve}.
 * 4. The JSON is written by {@link stableJson}, from the second stack on, if of the first it gave the very bytes that cdktf wrote.
 * 5. The tokens made meanwhile are forgotten. cdktf's table of them is the process's and holds every resource (facts: 644 MB at 1,000 tenants).
 *
 * Aspects, validations and annotations are cdktf's, untouched.
 */
export function synthesizeAlone<S extends TerraformStack>(outdir: string, make: (app: App) => S): Written<S> {
  const restore = [
    replace("tokens/private/stack-trace", "captureStackTrace", () => () => []),
    replace("tokens/private/stack-trace", "captureCreationStack", () => () => []),
    replace("_tokens", "resolve", fastResolve),
    rememberTokens(),
  ];
  try {
    return write(outdir, make);
  } finally {
    for (const step of restore.reverse()) step();
  }
}

function write<S extends TerraformStack>(outdir: string, make: (app: App) => S): Written<S> {
  const app = new App({ outdir });
  const stack = make(app);
  const alone = app.node.findAll().filter((node) => TerraformStack.isStack(node)).length === 1;
  if (alone && !Reflect.has(stack, "_runPreparingResolve")) stack.prepareStack = () => void stack.ensureBackendExists();
  let terraform: Json = {};
  const toTerraform = stack.toTerraform.bind(stack);
  stack.toTerraform = () => {
    terraform = toTerraform() as Json;
    return writer === undefined ? terraform : {};
  };
  app.manifest.writeToFile = () => undefined;
  app.synth();
  const file = join(outdir, app.manifest.forStack(stack).synthesizedStackPath);
  if (writer === undefined) writer = writerLike(readFileSync(file, "utf8"), terraform);
  else writeFileSync(file, writer(terraform));
  return { stack, terraform, manifest: sorted(app.manifest.buildManifest()) };
}

/** Writes a stack as cdktf would; undefined as long as that isn't known. */
let writer: ((terraform: Json) => string) | undefined;

/** Which way of writing gives this text, if it shows: only where something is empty do they differ. */
function writerLike(text: string, terraform: Json): typeof writer {
  const ways: readonly Empty[] = ["open", "closed"];
  const same = ways.filter((empty) => stableJson(terraform, empty) === text);
  return same.length === 1 ? (value) => stableJson(value, same[0] ?? "open") : undefined;
}

/** With its keys in the order of cdktf's manifest.json. */
function sorted<T>(value: T): T {
  return JSON.parse(stableJson(value, "closed")) as T;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- cdktf's functions, of any shape
type Internal = (...args: any[]) => unknown;
type Resolve = (scope: IConstruct, value: unknown, preparing?: boolean) => unknown;

/** Replaces a function that a module of cdktf exports, for its other modules, which look it up at each call. Answers how to undo it. */
function replace(path: string, name: string, make: (stock: never) => Internal): () => void {
  const module = internal(path);
  const stock = module?.[name];
  if (module === undefined || typeof stock !== "function" || Object.getOwnPropertyDescriptor(module, name)?.writable !== true) return () => undefined;
  module[name] = make(stock as never);
  return () => {
    module[name] = stock;
  };
}

function internal(path: string): Record<string, unknown> | undefined {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would copy the module's object, and fail where it is missing
    return require(`cdktf/lib/${path}`) as Record<string, unknown>;
  } catch (error) {
    if (["MODULE_NOT_FOUND", "ERR_PACKAGE_PATH_NOT_EXPORTED"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}

/** cdktf's table of tokens by key, which every copy of it in a process shares. */
interface TokenMap {
  readonly stringTokenMap?: Map<unknown, unknown>;
  readonly numberTokenMap?: Map<unknown, unknown>;
}

/** Answers how to forget the tokens made since. A map keeps the order in which its keys came. */
function rememberTokens(): () => void {
  const tables = [tokenTable("stringTokenMap"), tokenTable("numberTokenMap")].filter((table) => table instanceof Map);
  const sizes = tables.map((table) => table.size);
  return () => tables.forEach((table, i) => [...table.keys()].slice(sizes[i]).forEach((key) => table.delete(key)));
}

function tokenTable(name: keyof TokenMap): Map<unknown, unknown> | undefined {
  return (globalThis as { __cdktfTokenMap?: TokenMap }).__cdktfTokenMap?.[name];
}

function fastResolve(stock: Resolve): Resolve {
  const resolvers = new Map<IConstruct, PlainResolve>();
  return (scope, value, preparing = false) => {
    if (preparing) return stock(scope, value, true);
    const resolver = resolvers.get(scope) ?? new PlainResolve((inner) => stock(scope, inner));
    resolvers.set(scope, resolver);
    return resolver.resolve(value);
  };
}

/** Beyond this cdktf takes a value for a circle, and says so. */
const MOST_LEVELS = 200;

/** cdktf's resolve, with the same result for every value: a copy without `undefined`, and what may hold a token as cdktf resolves it. */
export class PlainResolve {
  /** Texts that cdktf has resolved: the id of the workspace stands in every rule. */
  private readonly texts = new Map<string, unknown>();

  constructor(private readonly stock: (value: unknown) => unknown) {}

  resolve(value: unknown): unknown {
    return isResolved(value, 0) ? value : this.copy(value, value, 0);
  }

  private copy(value: unknown, root: unknown, level: number): unknown {
    switch (typeof value) {
      case "string":
        return isPlain(value) ? value : this.text(value);
      case "number":
        return isPlainNumber(value) ? value : this.stock(value);
      case "object":
        if (value === null) return null;
        if (level > MOST_LEVELS) return this.stock(root);
        return Array.isArray(value) ? this.list(value, root, level) : this.map(value, root, level);
      case "function":
        return this.stock(value);
      default:
        return value;
    }
  }

  private text(text: string): unknown {
    const known = this.texts.get(text);
    if (known !== undefined) return known;
    const resolved = this.stock(text);
    if (typeof resolved === "string") this.texts.set(text, resolved);
    return resolved;
  }

  /** A token of a list is a list of one text or number; cdktf refuses it beside others. */
  private list(values: readonly unknown[], root: unknown, level: number): unknown {
    if (values.some((value) => (typeof value === "string" && value.includes(LIST_MARKER)) || (typeof value === "number" && !isPlainNumber(value)))) return this.stock(values);
    return values.map((value) => this.copy(value, root, level + 1)).filter((value) => value !== undefined);
  }

  private map(map: object, root: unknown, level: number): unknown {
    const keys = Object.keys(map);
    if (isOwn(map) || !keys.every(isPlain)) return this.stock(map);
    const resolved: Record<string, unknown> = {};
    for (const key of keys) {
      const value = this.copy((map as Json)[key], root, level + 1);
      if (value !== undefined) resolved[key] = value;
    }
    return resolved;
  }
}

/** Whether a value holds nothing to resolve and nothing to leave out: then a copy would be the same. */
function isResolved(value: unknown, level: number): boolean {
  switch (typeof value) {
    case "string":
      return isPlain(value);
    case "number":
      return isPlainNumber(value);
    case "object":
      if (value === null) return true;
      if (level > MOST_LEVELS) return false;
      if (Array.isArray(value)) return value.every((item) => isResolved(item, level + 1)) && !value.includes(undefined);
      return !isOwn(value) && Object.entries(value).every(([key, inner]) => isPlain(key) && isResolved(inner, level + 1));
    default:
      return typeof value === "boolean";
  }
}

/** Tokens, constructs and dates, with which cdktf has its own ways. */
function isOwn(value: object): boolean {
  return "resolve" in value || "_children" in value || value instanceof Date;
}

/** What cdktf's markers of tokens in texts, lists and maps have in common (cdktf/lib/tokens/private/encoding). */
const MARKER = "TfToken[";
const LIST_MARKER = "#{TfToken[";
/** Where this isn't found, cdktf finds no number in a text that could be a token; where it is, cdktf looks whether it is one. */
const EXPONENT = /[-|\d.+]e[-|\d.eE+]/u;
/** Tokens of numbers are about -1e297, those of lists of numbers -1e289. */
const LEAST_NUMBER = -1e280;

/** A text of which cdktf would make the same text. */
function isPlain(text: string): boolean {
  return !text.includes(MARKER) && !EXPONENT.test(text) && !text.endsWith(RESERVED);
}

/** The end of both texts that stand for a map's values while it is a token. */
const RESERVED = "Map Token Value";
const RESERVED_NUMBER = -123456789;

function isPlainNumber(value: number): boolean {
  return value !== RESERVED_NUMBER && !(value < LEAST_NUMBER);
}
