import { availableParallelism } from "node:os";
import { join, relative, resolve } from "node:path";
import { existingIds } from "../../catalogue/azure-id";
import { loadChanges } from "../../catalogue/changes";
import { InputError, type Fault } from "../../catalogue/fault";
import { loadCatalogue } from "../../catalogue/load";
import { tenantFiles, twinFaults } from "../../catalogue/load-tenants";
import { forTerminal } from "../../findings/escape";
import type { CheckShared, JudgedTenant } from "./check-file";
import { growHeapSlowly } from "../heap-growth";
import { HEAP_GROWTH } from "./heap-growth";
import { readIdLists } from "./id-list";
import { importReport } from "./import-report";
import { keepImports, type KeptImports } from "./kept-imports";
import type { Io } from "../io";
import { pick, type TenantOptions } from "../options";
import { publish } from "./publish";
import { stage, type Staging } from "./staging";
import { withStack, type TenantSummary } from "../summary";
import { Interrupted, type Crew } from "./crew";
import { Pool } from "./pool";
import { WorkProgress } from "../progress";
import type { SynthResult } from "./report";
import type { SynthShared, TenantOutput } from "./tenant";

export interface StackOptions extends TenantOptions {
  /** Folder of the stacks. */
  readonly out: string;
  /** Lists of resources that exist already; `-` is standard input. */
  readonly importExisting?: readonly string[];
  /** The stacks that stand there keep their `import` blocks: for who synthesizes only to plan. */
  readonly keepImports?: true;
  /** Processes that share the tenants. Default: as many as pay. */
  readonly jobs?: number;
}

export interface WrittenStacks {
  readonly result: SynthResult;
  /** Names of all tenants that have a file, the chosen ones among them. */
  readonly all: readonly string[];
  /** Of the stacks that had `import` blocks, where they were to be kept. */
  readonly keptImports: readonly KeptImports[];
}

/** Writes every chosen tenant's stack, or, where anything fails, leaves the previous output as it was. Prints nothing but progress. Undefined: interrupted. */
export async function writeStacks(options: StackOptions, now: Date, io: Io): Promise<WrittenStacks | undefined> {
  const files = tenantFiles(options.tenants);
  const crew = await crewFor(files.length, options.jobs, io);
  const progress = new WorkProgress(io);
  let staging: Staging | undefined;
  try {
    const shared = loadShared(options, now);
    const tenants = await checkedTenants(crew, files, shared, options, progress);
    refuseTenantsFolder(options);
    const listed = options.importExisting === undefined ? undefined : await readIdLists(options.importExisting, io);
    staging = stage(options.out);
    const writing: SynthShared = { ...shared, outdir: staging.dir, ...(listed === undefined ? {} : { existing: existingIds(listed.keys()) }) };
    const outputs = await crew.write(tenants.chosen.map(({ file }) => file), writing, progress.of("stacks synthesized", tenants.chosen.length));
    const made = tenants.chosen.map((tenant, i): MadeTenant => ({ ...tenant, output: outputs[i] as TenantOutput }));
    const keptImports = options.keepImports === true ? importsKept(tenants.chosen, options.out, staging.dir) : [];
    const published = publish(options.out, staging, new Map(made.map(({ name, output }) => [name, output.manifest])), new Set(tenants.all));
    const summaries = made.map((tenant) => summaryOf(tenant, options.out));
    progress.clear();
    const result = { summaries, ...(listed === undefined ? {} : { importList: importReport(listed, summaries) }), ...published, findings: made.flatMap(({ judged }) => judged.findings) };
    return { result, all: tenants.all, keptImports };
  } catch (error) {
    progress.clear();
    if (!(error instanceof Interrupted)) throw error;
    io.err(`interrupted after ${progress.said()}; ${forTerminal(options.out)} is as it was\n`);
    return undefined;
  } finally {
    // In this order: nobody writes into a folder that is being removed.
    await crew.end();
    staging?.discard();
  }
}

/** From so many tenants on, other processes win more than their start costs. */
const WORTH_PROCESSES = 100;

async function crewFor(tenants: number, jobs: number | undefined, { aborted }: Io): Promise<Crew> {
  const processes = Math.min(tenants, jobs ?? (tenants < WORTH_PROCESSES ? 1 : availableParallelism()));
  if (tenants >= WORTH_PROCESSES) growHeapSlowly(HEAP_GROWTH);
  const pool = processes > 1 ? new Pool(processes - 1, aborted) : undefined;
  // Loaded only here: cdktf and its bindings take their time, and the other processes start meanwhile.
  if (pool === undefined) return new (await import("./here.js")).CrewOfOne(aborted);
  pool.add(new (await import("./process.js")).SynthShare(() => aborted() || pool.failed()));
  return pool;
}

function loadShared({ catalogue = [] }: StackOptions, now: Date): CheckShared {
  const detections = loadCatalogue(catalogue);
  return { detections, changes: loadChanges(detections, catalogue), now };
}

interface ChosenTenant {
  readonly name: string;
  readonly file: string;
  readonly judged: JudgedTenant;
}

interface MadeTenant extends ChosenTenant {
  readonly output: TenantOutput;
}

/** Reads every tenant, and judges the chosen ones. Throws {@link InputError} with every fault there is. */
async function checkedTenants(crew: Crew, files: readonly string[], shared: CheckShared, options: StackOptions, progress: WorkProgress): Promise<{ readonly all: readonly string[]; readonly chosen: readonly ChosenTenant[] }> {
  crew.setUp(shared);
  const checked = await crew.check(files, options.tenant, progress.of("tenant files read", files.length));
  const owns = checked.flatMap(({ own }) => own ?? []);
  refuse([...checked.flatMap(({ faults }) => faults), ...twinFaults(owns)]);
  const all = checked.flatMap(({ own, judged }, i) => (own === undefined ? [] : [{ name: own.name, file: files[i] ?? "", judged }]));
  const chosen = (options.tenant === undefined ? all : options.tenant.map((name) => pick(name, all, options.tenants))).flatMap(({ judged, ...tenant }) => (judged === undefined ? [] : [{ ...tenant, judged }]));
  refuse(chosen.flatMap(({ judged }) => judged.faults));
  return { all: all.map(({ name }) => name), chosen };
}

function refuse(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new InputError(faults);
}

function importsKept(tenants: readonly ChosenTenant[], out: string, staged: string): readonly KeptImports[] {
  return tenants.flatMap(({ name }) => keepImports(name, { present: stackFile(out, name), staged: stackFile(staged, name) }) ?? []);
}

function stackFile(out: string, tenant: string): string {
  return join(out, "stacks", tenant, "cdk.tf.json");
}

function summaryOf({ name, judged, output }: MadeTenant, out: string): TenantSummary {
  const { resources, imports } = output;
  return withStack(judged.summary, { stack: stackFile(out, name), resources, ...(imports === undefined ? {} : { imports }) });
}

/** Our output among the tenant files would be read as tenants by the next run. */
function refuseTenantsFolder({ out, tenants }: StackOptions): void {
  if (out === "") throw new InputError([{ file: "--out", path: "", message: "names no folder; write one" }]);
  if (relative(resolve(tenants), resolve(out)).startsWith("..")) return;
  throw new InputError([{ file: out, path: "", message: "is the tenants folder or inside it; --out names another folder" }]);
}
