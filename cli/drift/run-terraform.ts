import { dirname, resolve } from "node:path";
import { InputError } from "../../catalogue/fault";
import { forTerminal } from "../../findings/escape";
import { ignoredVariables } from "../../terraform/run/environment";
import { Aborter } from "./aborter";
import { runFleet, type Checked } from "./fleet";
import { FleetProgress } from "./fleet-progress";
import { tellInterrupts } from "./interrupt-notice";
import type { Io } from "../io";
import { keptImportsLines } from "../synth/kept-imports";
import type { DriftOptions } from "./options";
import type { TenantResult } from "./results";
import { plannedResult } from "./tenant-result";
import { TenantFiles } from "./tenants";
import type { DriftWorld } from "./world";

export interface FleetRun {
  readonly terraform: { readonly name: string; readonly version: string };
  /** What became of each chosen tenant, by its name. */
  readonly checked: ReadonlyMap<string, Checked<TenantResult>>;
  /** Names of all tenants that have a file. */
  readonly all: readonly string[];
  readonly interrupted: boolean;
}

/** Folder of the stacks in which Terraform shares the providers that it has downloaded, where the environment names none. */
const PLUGIN_CACHE = ".terraform-plugins";

/**
 * Synthesizes the chosen tenants and has Terraform plan them. Undefined: interrupted before the first plan. Throws {@link InputError} where nothing can be planned.
 * @param previous what the run before knew of a tenant
 */
export async function runTerraform(options: DriftOptions, previous: (name: string) => TenantResult | undefined, now: Date, io: Io, world: DriftWorld): Promise<FleetRun | undefined> {
  const tool = await world.findTerraform(options.terraform, io.env);
  tellIgnored(io);
  const written = await stacksOf(options, now, io, world);
  if (written === undefined) return undefined;
  io.err(keptImportsLines(written.keptImports));
  const files = new TenantFiles(options.catalogue === undefined ? {} : { catalogue: options.catalogue });
  const chosen = new Map(written.result.summaries.map(({ tenant, file, stack }) => [tenant, { file, dir: resolve(dirname(stack)) }]));
  const aborter = new Aborter(io.aborted);
  const progress = new FleetProgress(io, chosen.size, world.clock);
  const tellNoMore = tellInterrupts(aborter.signal, progress);
  const runner = world.stackRunner({
    tool,
    env: io.env,
    refreshOnly: options.refreshOnly ?? false,
    timeoutMs: options.timeout,
    lockTimeoutSeconds: Math.ceil(options.lockTimeout / 1000),
    signal: aborter.signal,
    pluginCache: resolve(options.stacks, PLUGIN_CACHE),
  });
  try {
    const tenants = [...chosen].map(([name, { dir }]) => ({ name, dir }));
    const checked = await runFleet<TenantResult>(tenants, {
      runner,
      concurrency: options.concurrency,
      judge: async (plan, { name }) => {
        const tenant = files.read(chosen.get(name)?.file ?? "");
        const graded = await world.judgePlan(plan, { tenant, refreshOnly: options.refreshOnly ?? false, now });
        return plannedResult(name, graded, { plan, tenant, previous: previous(name), now, refreshOnly: options.refreshOnly ?? false });
      },
      signal: aborter.signal,
      watcher: progress,
      clock: world.clock,
    });
    return { terraform: { name: tool.name, version: tool.version }, checked: new Map(tenants.map(({ name }, i) => [name, checked[i] ?? { kind: "not started" }])), all: written.all, interrupted: aborter.signal.aborted };
  } finally {
    tellNoMore();
    progress.end();
    aborter.end();
  }
}

/** What its user set for Terraform's own command line, and would wonder about. */
function tellIgnored({ env, err }: Pick<Io, "env" | "err">): void {
  const names = ignoredVariables(env);
  if (names.length === 0) return;
  const cloud = names.includes("TF_WORKSPACE") ? "; TF_WORKSPACE holds only where the state is in HCP Terraform" : "";
  err(`${forTerminal(names.join(", "))}: left out of Terraform's environment, since another plan would come of it${cloud}\n`);
}

/** The same stacks as `synth` writes, and imports that wait for an apply go on waiting; its faults name its own option for the folder. */
async function stacksOf({ tenant, tenants, catalogue, stacks }: DriftOptions, now: Date, io: Io, world: DriftWorld): ReturnType<DriftWorld["writeStacks"]> {
  try {
    return await world.writeStacks({ tenants, out: stacks, keepImports: true, ...(catalogue === undefined ? {} : { catalogue }), ...(tenant === undefined ? {} : { tenant: [...new Set(tenant)] }) }, now, io);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.faults.map((fault) => ({ ...fault, file: fault.file === "--out" ? "--stacks" : fault.file, message: fault.message.replaceAll("--out", "--stacks") })));
  }
}
