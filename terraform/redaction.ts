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

/** Takes secrets out of texts, wherever they stand in them. */
export class Redactor {
  /** By their first characters, the longest first. */
  private readonly byStart = new Map<string, string[]>();

  constructor(secrets: Iterable<string>) {
    for (const secret of new Set([...secrets].flatMap((text) => [text, ...lines(text)]))) {
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

/** Every text of a plan that its masks, its variables and outputs say is sensitive, and what its providers log in with. */
export function secretsOf(plan: Json): Set<string> {
  const secrets = new Set<string>();
  for (const section of ["resource_changes", "resource_drift"]) {
    for (const entry of listOf(plan[section])) if (isMap(entry)) addChange(entry["change"], secrets);
  }
  for (const change of valuesOf(plan["output_changes"])) addChange(change, secrets);
  for (const state of [plan["planned_values"], isMap(plan["prior_state"]) ? plan["prior_state"]["values"] : undefined]) addState(state, secrets);
  const configuration = plan["configuration"];
  if (isMap(configuration)) {
    addVariables(configuration["root_module"], plan["variables"], secrets);
    for (const provider of valuesOf(configuration["provider_config"])) if (isMap(provider)) addProvider(provider["expressions"], plan["variables"], secrets);
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

/** Sensitive variables: their defaults, what the root's are given, and what callers give a module's. */
function addVariables(module: unknown, given: unknown, secrets: Set<string>): void {
  if (!isMap(module)) return;
  for (const [name, variable] of Object.entries(isMap(module["variables"]) ? module["variables"] : {})) {
    if (!isMap(variable) || variable["sensitive"] !== true) continue;
    addTexts(variable["default"], secrets);
    const value = isMap(given) && Object.hasOwn(given, name) ? given[name] : undefined;
    if (isMap(value)) for (const key of ["value", "constant_value"]) addTexts(value[key], secrets);
  }
  for (const call of valuesOf(module["module_calls"])) if (isMap(call)) addVariables(call["module"], call["expressions"], secrets);
}

function addProvider(expressions: unknown, variables: unknown, secrets: Set<string>): void {
  if (!isMap(expressions)) return;
  for (const [key, expression] of Object.entries(expressions)) {
    if (PUBLIC_PROVIDER_KEYS.test(key)) continue;
    for (const block of listOf(expression)) addProvider(block, variables, secrets);
    if (!isMap(expression)) continue;
    addTexts(expression["constant_value"], secrets);
    for (const reference of listOf(expression["references"])) {
      const name = typeof reference === "string" ? /^var\.([\w-]+)$/u.exec(reference)?.[1] : undefined;
      const variable = name !== undefined && isMap(variables) && Object.hasOwn(variables, name) ? variables[name] : undefined;
      if (isMap(variable)) addTexts(variable["value"], secrets);
    }
  }
}

function addMasked(value: unknown, mask: unknown, secrets: Set<string>): void {
  if (mask === true) addTexts(value, secrets);
  else if (Array.isArray(mask) && Array.isArray(value)) mask.forEach((inner, i) => addMasked((value as unknown[])[i], inner, secrets));
  else if (isMap(mask) && isMap(value)) for (const [key, inner] of Object.entries(mask)) if (Object.hasOwn(value, key)) addMasked(value[key], inner, secrets);
}

function addTexts(value: unknown, secrets: Set<string>): void {
  if (typeof value === "string") secrets.add(value);
  else if (typeof value === "object" && value !== null) for (const inner of Object.values(value)) addTexts(inner, secrets);
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
