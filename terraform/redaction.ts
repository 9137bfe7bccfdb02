import { isMap } from "./block";

type Json = Readonly<Record<string, unknown>>;

/** What stands where a secret stood. */
export const REDACTED = "(sensitive)";
/** A shorter text is as likely part of a word; where a mask covers it alone, it is never printed in the first place. */
const LEAST_LENGTH = 8;

/**
 * What providers are configured with that is no secret. Everything else that is written out there is taken for one: Terraform shows provider blocks in clear,
 * without a mask (facts: terraform-cdk).
 */
const PUBLIC_PROVIDER_KEYS = /^(?:tenant_id|subscription_id|client_id|environment|metadata_host|region|location|alias|version|features|partner_id|use_\w+|skip_\w+|resource_provider\w*|storage_use_azuread|disable_\w+)$/u;

/** Whether an argument of a provider says where it works, and is no secret. */
export function isPublicProviderKey(key: string): boolean {
  return PUBLIC_PROVIDER_KEYS.test(key);
}

/** Takes secrets out of texts, wherever they stand in them. */
export class Redactor {
  /** By their first characters, the longest first. */
  private readonly byStart = new Map<string, string[]>();

  constructor(secrets: Iterable<string>) {
    for (const secret of new Set([...secrets].flatMap((text) => [text, ...lines(text)]).flatMap(writtenOtherwise))) {
      if (secret.length < LEAST_LENGTH) continue;
      const start = secret.slice(0, LEAST_LENGTH);
      this.byStart.set(start, [...(this.byStart.get(start) ?? []), secret].sort((a, b) => b.length - a.length));
    }
  }

  redact(text: string): string {
    if (this.byStart.size === 0) return text;
    let redacted = "";
    let kept = 0;
    for (let at = 0; at + LEAST_LENGTH <= text.length; at += 1) {
      const found = this.byStart.get(text.slice(at, at + LEAST_LENGTH))?.find((secret) => text.startsWith(secret, at));
      if (found === undefined) continue;
      redacted += text.slice(kept, at) + REDACTED;
      at += found.length - 1;
      kept = at + 1;
    }
    return redacted + text.slice(kept);
  }

  /** Every text in a value. */
  redactAll<T>(value: T): T {
    if (typeof value === "string") return this.redact(value) as T;
    if (Array.isArray(value)) return value.map((item: unknown) => this.redactAll(item)) as T;
    return isMap(value) ? (Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.redactAll(item)])) as T) : value;
  }
}

/**
 * Every text of a plan that its masks, its variables and outputs say is sensitive, and what its providers log in with. Which of the root's variables are
 * sensitive, only the configuration says: of a plan without one they are not told.
 */
export function secretsOf(plan: Json): Set<string> {
  const secrets = new Set<string>();
  for (const section of ["resource_changes", "resource_drift"]) {
    for (const entry of listOf(plan[section])) if (isMap(entry)) addChange(entry["change"], secrets);
  }
  for (const change of valuesOf(plan["output_changes"])) addChange(change, secrets);
  for (const state of [plan["planned_values"], isMap(plan["prior_state"]) ? plan["prior_state"]["values"] : undefined]) addState(state, secrets);
  const configuration = plan["configuration"];
  if (isMap(configuration)) {
    const root: Scope = { module: configuration["root_module"], given: plan["variables"] };
    addModule(root, secrets);
    for (const provider of valuesOf(configuration["provider_config"])) if (isMap(provider)) addProvider(provider["expressions"], scopeAt(root, provider["module_address"]), secrets);
  }
  return secrets;
}

function addChange(change: unknown, secrets: Set<string>): void {
  if (!isMap(change)) return;
  addMasked(change["before"], change["before_sensitive"], secrets);
  addMasked(change["after"], change["after_sensitive"], secrets);
}

/** The values of a state, module by module: their masks are `sensitive_values`. */
function addState(state: unknown, secrets: Set<string>): void {
  if (!isMap(state)) return;
  for (const output of valuesOf(state["outputs"])) if (isMap(output) && output["sensitive"] === true) addTexts(output["value"], secrets);
  const modules: unknown[] = [state["root_module"]];
  for (let module = modules.pop(); module !== undefined; module = modules.pop()) {
    if (!isMap(module)) continue;
    for (const resource of listOf(module["resources"])) if (isMap(resource)) addMasked(resource["values"], resource["sensitive_values"], secrets);
    modules.push(...listOf(module["child_modules"]));
  }
}

/** A module with what its variables are given: values of the root's, a caller's expressions of another's. */
interface Scope {
  readonly module: unknown;
  readonly given: unknown;
  readonly caller?: Scope;
}

/** Sensitive variables: their defaults, what the root's are given, and what callers give a module's; and sensitive outputs of modules. */
function addModule(scope: Scope, secrets: Set<string>): void {
  if (!isMap(scope.module)) return;
  for (const [name, variable] of Object.entries(isMap(scope.module["variables"]) ? scope.module["variables"] : {})) {
    if (isMap(variable) && variable["sensitive"] === true) addVariable(name, scope, secrets);
  }
  for (const output of valuesOf(scope.module["outputs"])) if (isMap(output) && output["sensitive"] === true) addExpression(output["expression"], scope, secrets);
  for (const name of Object.keys(isMap(scope.module["module_calls"]) ? scope.module["module_calls"] : {})) addModule(called(scope, name), secrets);
}

function called(caller: Scope, name: string): Scope {
  const calls = isMap(caller.module) ? caller.module["module_calls"] : undefined;
  const call = isMap(calls) && Object.hasOwn(calls, name) ? calls[name] : undefined;
  return isMap(call) ? { module: call["module"], given: call["expressions"], caller } : { module: undefined, given: undefined, caller };
}

/** `module.a.module.b`, in which a provider is configured; the root where there is none. */
function scopeAt(root: Scope, address: unknown): Scope {
  const names = typeof address === "string" ? address.split(".").filter((_, i) => i % 2 === 1) : [];
  return names.reduce(called, root);
}

/** What a variable is given, as far as that is written out or another variable, and its default. */
function addVariable(name: string, scope: Scope, secrets: Set<string>): void {
  const declared = isMap(scope.module) && isMap(scope.module["variables"]) ? scope.module["variables"] : {};
  const variable = Object.hasOwn(declared, name) ? declared[name] : undefined;
  if (isMap(variable)) addTexts(variable["default"], secrets);
  const given = isMap(scope.given) && Object.hasOwn(scope.given, name) ? scope.given[name] : undefined;
  if (scope.caller !== undefined) addExpression(given, scope.caller, secrets);
  else if (isMap(given)) addTexts(given["value"], secrets);
}

function addExpression(expression: unknown, scope: Scope, secrets: Set<string>): void {
  if (!isMap(expression)) return;
  addTexts(expression["constant_value"], secrets);
  const names = listOf(expression["references"]).map((reference) => (typeof reference === "string" ? /^var\.([^.[]+)/u.exec(reference)?.[1] : undefined));
  for (const name of new Set(names)) if (name !== undefined) addVariable(name, scope, secrets);
}

function addProvider(expressions: unknown, scope: Scope, secrets: Set<string>): void {
  if (!isMap(expressions)) return;
  for (const [key, expression] of Object.entries(expressions)) {
    if (PUBLIC_PROVIDER_KEYS.test(key)) continue;
    for (const block of listOf(expression)) addProvider(block, scope, secrets);
    addExpression(expression, scope, secrets);
  }
}

/** Of a map that is masked as a whole its keys are secrets too; of a whole resource, and of the blocks in a list, they are names of attributes. */
function addMasked(value: unknown, mask: unknown, secrets: Set<string>, isAttribute = false): void {
  if (mask === true) {
    addTexts(value, secrets);
    if (isAttribute && isMap(value)) for (const key of Object.keys(value)) secrets.add(key);
  } else if (Array.isArray(mask) && Array.isArray(value)) mask.forEach((inner, i) => addMasked((value as unknown[])[i], inner, secrets));
  else if (isMap(mask) && isMap(value)) for (const [key, inner] of Object.entries(mask)) if (Object.hasOwn(value, key)) addMasked(value[key], inner, secrets, true);
}

function addTexts(value: unknown, secrets: Set<string>): void {
  if (typeof value === "string") secrets.add(value);
  else if (typeof value === "number") secrets.add(String(value));
  else if (typeof value === "object" && value !== null) for (const inner of Object.values(value)) addTexts(inner, secrets);
}

/** As a text of KQL or JSON holds it, and as an address does; and over several lines, on one, or as a diff marks them. */
function writtenOtherwise(text: string): string[] {
  const folded = text.trim().replace(/\s+/gu, " ");
  const marked = text.includes("\n") ? ["+", "-", " "].map((mark) => text.replaceAll("\n", `\n${mark}`)) : [];
  return [text, folded, ...marked, JSON.stringify(text).slice(1, -1), ...(/\p{Surrogate}/u.test(text) ? [] : [encodeURIComponent(text)])];
}

/** A text over several lines, such as a key, is printed line by line. */
function lines(text: string): string[] {
  return text.includes("\n") ? text.split("\n").map((line) => line.trim()) : [];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function valuesOf(value: unknown): readonly unknown[] {
  return isMap(value) ? Object.values(value) : [];
}
