import { resolve } from "node:path";
import { environmentFor, environmentOfStack, ignoredVariables, pluginCacheOf } from "../../../terraform/run/environment";

describe("Terraform's environment", () => {
  it("is ours, and says that nobody sits before it", () => {
    expect(environmentFor({ PATH: "/bin", ARM_CLIENT_SECRET: "x", TF_VAR_a: "y", NOT_SET: undefined }, undefined)).toEqual({
      PATH: "/bin",
      ARM_CLIENT_SECRET: "x",
      TF_VAR_a: "y",
      TF_IN_AUTOMATION: "1",
      TF_INPUT: "0",
      CHECKPOINT_DISABLE: "1",
      NO_COLOR: "1",
    });
  });

  it.each(["TF_LOG", "TF_LOG_PATH", "TF_LOG_PROVIDER_AZURERM", "TF_CLI_ARGS", "TF_CLI_ARGS_plan", "TF_CLI_ARGS_show", "TF_DATA_DIR"])("is without %s", (name) => {
    expect(environmentFor({ [name]: "-target=a.b" }, undefined)).not.toHaveProperty(name);
  });

  it.each(["TF_REATTACH_PROVIDERS", "TF_CLI_CONFIG_FILE", "TF_WORKSPACE", "TF_TOKEN_app_terraform_io"])("keeps %s", (name) => {
    expect(environmentFor({ [name]: "x" }, undefined)).toHaveProperty(name, "x");
  });

  it.each([
    ["TF_CLI_ARGS_init", "-backend-config=access_key=abc -plugin-dir=/p", true],
    ["TF_CLI_ARGS_init", "-backend-config=a -upgrade", false],
    ["TF_CLI_ARGS_plan", "--var-file=t.tfvars -parallelism=3", true],
    ["TF_CLI_ARGS_plan", "-parallelism=3 -target=a.b", false],
    ["TF_CLI_ARGS_plan", "-var='a=b -target=c'", false],
    ["TF_CLI_ARGS_plan", "-lock=false", false],
  ])("has %s=%s only where it says where, not what: %s", (name, value, isKept) => {
    expect(environmentFor({ [name]: value }, undefined)[name]).toBe(isKept ? value : undefined);
  });

  it("chooses no workspace for a stack but one in HCP Terraform", () => {
    const env = { TF_WORKSPACE: "other", PATH: "/bin" };
    expect([environmentOfStack(env, { isCloud: false }), environmentOfStack(env, { isCloud: true })]).toEqual([{ PATH: "/bin" }, env]);
  });

  it("leaves out by name what would be missed", () => {
    const kept = { TF_CLI_ARGS_init: "-plugin-dir=/p", TF_VAR_a: "x", TF_LOG: "TRACE", TF_CLI_ARGS_show: "" };
    expect(ignoredVariables({ TF_WORKSPACE: "w", TF_CLI_ARGS_plan: "-target=a.b", TF_CLI_ARGS: "-x", ...kept })).toEqual(["TF_CLI_ARGS", "TF_CLI_ARGS_plan", "TF_WORKSPACE"]);
    expect(ignoredVariables(kept)).toEqual([]);
  });

  it("names the plugin cache, the user's before the given one, by its absolute path", () => {
    expect(pluginCacheOf({ TF_PLUGIN_CACHE_DIR: "mine" }, "/given")).toBe(resolve("mine"));
    expect(pluginCacheOf({ TF_PLUGIN_CACHE_DIR: "" }, "/given")).toBe("/given");
    expect(pluginCacheOf({}, undefined)).toBeUndefined();
    expect(environmentFor({ TF_PLUGIN_CACHE_DIR: "/mine" }, "/given")["TF_PLUGIN_CACHE_DIR"]).toBe("/mine");
  });
});
