import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { devNull } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { Cloud } from "./cloud";

const RUN_TYPESCRIPT = resolve(__dirname, "..", "..", "environment", "run-typescript.cjs");

/**
 * Stands in for azurerm and azuread, so that the real `terraform` does all it does with no cloud and no registry:
 *
 *     const standIn = await startStandIn(folder());            // one process for any number of tenants, e.g. in beforeAll
 *     spawn("terraform", ["plan"], { cwd: stack, env: { ...process.env, ...standIn.env } });
 *     standIn.cloud(tenantId).edit(({ resources }) => { … });  // change, add or delete behind Terraform's back
 *     standIn.cloud(tenantId).edit((state) => { state.trouble = [{ on: "read", match: "workspaces/", times: 2, error: "unexpected status 429 …" }]; });
 *     await standIn.stop();                                    // in afterAll
 *
 * A stack's `tenant_id` says which tenant it is. A stack with a backend elsewhere needs {@link LOCAL_BACKEND} beside it. It is no Azure: it validates nothing.
 */
export interface StandIn {
  /** For terraform's environment. */
  readonly env: Readonly<Record<string, string>>;
  /** A tenant as it is; a new one is empty. */
  cloud(tenantId: string): Cloud;
  stop(): Promise<void>;
}

/** Name and content of a file beside a stack that keeps its state there. */
export const LOCAL_BACKEND = { name: "zz_override.tf.json", content: JSON.stringify({ terraform: { backend: { local: {} } } }) } as const;

/** @param folder for the tenants' files; made where it is missing */
export async function startStandIn(folder: string): Promise<StandIn> {
  mkdirSync(folder, { recursive: true });
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = spawn(process.execPath, ["--require", RUN_TYPESCRIPT, join(__dirname, "serve.ts"), folder], { env, stdio: ["pipe", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const first = once(createInterface({ input: child.stdout }), "line") as Promise<[string]>;
  const [reattach] = await Promise.race([first, exited.then(() => Promise.reject<[string]>(new Error("the stand-in ended before it listened")))]);
  return {
    env: { TF_REATTACH_PROVIDERS: reattach, TF_CLI_CONFIG_FILE: devNull, CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1" },
    cloud: (tenantId) => new Cloud(join(folder, `${tenantId}.json`)),
    stop: async () => {
      child.stdin.end();
      await exited;
    },
  };
}
