import { resolve } from "node:path";

export type Env = Readonly<Record<string, string | undefined>>;

/**
 * Variables of Terraform's that are not passed on (https://developer.hashicorp.com/terraform/cli/config/environment-variables).
 * - `TF_LOG`, `TF_LOG_PATH` and the like: a trace holds requests with their tokens, and comes between the messages that we read.
 * - `TF_CLI_ARGS`, `TF_CLI_ARGS_plan` and the like: with `-target`, `-destroy` or `-refresh=false` something else would be checked and look like the whole.
 *   Those that only say where something lies, or how fast to go, are kept: {@link KEPT_ARGUMENTS}.
 * - `TF_DATA_DIR`: one folder for several stacks would mix up their backends. It is `.terraform` in each stack's own.
 */
const LEFT_OUT = /^TF_(?:LOG(?:_.*)?|CLI_ARGS(?:_.*)?|DATA_DIR)$/u;

const KEPT_ARGUMENTS: Readonly<Record<string, RegExp>> = {
  TF_CLI_ARGS_init: /^--?(?:backend-config|plugin-dir)=[^\s'"\\]+$/u,
  TF_CLI_ARGS_plan: /^--?(?:var|var-file|parallelism)=[^\s'"\\]+$/u,
};

/** Names of what is set and not passed on, and that its user may miss: it chooses what Terraform does. In the order of the alphabet; their values may be secrets. */
export function ignoredVariables(env: Env): readonly string[] {
  return Object.entries(env)
    .filter(([name, value = ""]) => value !== "" && (name === WORKSPACE || (/^TF_CLI_ARGS/u.test(name) && !isKept(name, value))))
    .map(([name]) => name)
    .sort();
}

const WORKSPACE = "TF_WORKSPACE";

/**
 * The environment for one stack. `TF_WORKSPACE` chooses the state to be compared with: each stack's own is in the default workspace of its backend, where its applies
 * put it, and in an empty one everything would look removed. Only a `cloud` block may leave the choice to it, by tags
 * (https://developer.hashicorp.com/terraform/cli/cloud/settings).
 */
export function environmentOfStack(env: Readonly<Record<string, string>>, { isCloud }: { readonly isCloud: boolean }): Record<string, string> {
  const { [WORKSPACE]: workspace, ...others } = env;
  return workspace === undefined || !isCloud ? others : { ...others, [WORKSPACE]: workspace };
}

/** What Terraform runs with: our environment, so that its logins work as they do outside, without what would change what it does or prints. */
export function environmentFor(env: Env, pluginCache: string | undefined): Record<string, string> {
  const passedOn: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && (!LEFT_OUT.test(name) || isKept(name, value))) passedOn[name] = value;
  }
  const cache = pluginCacheOf(env, pluginCache);
  return {
    ...passedOn,
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    // Without it Terraform asks HashiCorp for news at each start.
    CHECKPOINT_DISABLE: "1",
    NO_COLOR: "1",
    ...(cache === undefined ? {} : { TF_PLUGIN_CACHE_DIR: cache }),
  };
}

/** The plugin cache that is used: the user's, or the given one; as an absolute path, since Terraform would look for it from each stack's folder. */
export function pluginCacheOf(env: Env, given: string | undefined): string | undefined {
  const named = env["TF_PLUGIN_CACHE_DIR"] ?? "";
  const cache = named === "" ? given : named;
  return cache === undefined ? undefined : resolve(cache);
}

function isKept(name: string, value: string): boolean {
  const allowed = KEPT_ARGUMENTS[name];
  const words = value.trim().split(/\s+/u);
  return allowed !== undefined && words.every((word) => allowed.test(word));
}
