import { InputError } from "../../catalogue/fault";
import { exitCode, INTERRUPTED, type ExitCode } from "../../findings/exit-code";
import { forTerminal } from "../../findings/escape";
import type { Io } from "../io";
import { writeFile } from "../write-file";
import { accept } from "./accept";
import { driftFindings } from "./findings";
import { gather, resultOf } from "./gather";
import { checkOutputs, optionFaults, outputsOf, previousOf, type DriftOptions } from "./options";
import { lockOutputs } from "./output-lock";
import { judgePlanFiles } from "./plan-files";
import { readPrevious } from "./read-previous";
import { asJson, renderDrift } from "./render";
import { tenantsInWords } from "./render-text";
import type { DriftResults, TenantResult } from "./results";
import { runTerraform } from "./run-terraform";
import type { DriftWorld } from "./world";

/** Tells what differs between tenants and their stacks. Changes nothing in any tenant. */
export async function drift(options: DriftOptions, io: Io, world: DriftWorld): Promise<ExitCode | typeof INTERRUPTED> {
  const faults = optionFaults(options);
  if (faults.length > 0) throw new InputError(faults);
  const now = options.now ?? io.now();
  if (options.accept !== undefined) return accept(options, now, io, world);
  checkOutputs(options);
  const unlock = lockOutputs(outputsOf(options));
  try {
    const kept = previousOf(options);
    const previous = kept === undefined ? undefined : readPrevious({ ...kept, now }, io);
    const run = options.plan === undefined ? await planned(options, previous, now, io, world) : await given(options, previous, now, io, world);
    if (run === undefined) return INTERRUPTED;
    deliver(run.results, options, io);
    return run.interrupted ? INTERRUPTED : exitCode(driftFindings(run.results));
  } finally {
    unlock();
  }
}

interface Run {
  readonly results: DriftResults;
  readonly interrupted: boolean;
}

async function planned(options: DriftOptions, previous: DriftResults | undefined, now: Date, io: Io, world: DriftWorld): Promise<Run | undefined> {
  const before = knownBefore(previous);
  const run = await runTerraform(options, before, now, io, world);
  if (run === undefined) return undefined;
  const seen = [...run.checked].map(([name, checked]) => resultOf(name, checked, before(name), now));
  if (run.interrupted) io.err(`interrupted after ${seen.filter(({ state }) => state !== "interrupted" && state !== "not checked").length} of ${seen.length} tenants\n`);
  return { results: gather(seen, { previous, terraform: run.terraform, all: run.all, now }), interrupted: run.interrupted };
}

async function given(options: DriftOptions, previous: DriftResults | undefined, now: Date, io: Io, world: DriftWorld): Promise<Run | undefined> {
  const judged = await judgePlanFiles(options, knownBefore(previous), now, io, world);
  if (judged === undefined) {
    io.err("interrupted; nothing was written\n");
    return undefined;
  }
  return { results: gather(judged, { previous, now }), interrupted: false };
}

function knownBefore(previous: DriftResults | undefined): (name: string) => TenantResult | undefined {
  const tenants = new Map(previous?.tenants.map((tenant) => [tenant.tenant, tenant]));
  return (name) => tenants.get(name);
}

/** Into the files that were named; where one of them can't be written, what was found is still told. */
function deliver(results: DriftResults, options: DriftOptions, io: Io): void {
  const { out, results: kept, format } = options;
  const faults = [
    ...(kept === undefined ? [] : written(kept, asJson(results))),
    ...(out === undefined ? [] : written(out, renderDrift(results, format, io, true))),
  ];
  if (out === undefined || faults.length > 0) io.out(renderDrift(results, format, io));
  else io.out(`${forTerminal(out)}: ${tenantsInWords(results.counts)}\n`);
  if (faults.length > 0) throw new InputError(faults);
}

function written(file: string, text: string): InputError["faults"] {
  try {
    writeFile(file, text);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.faults;
  }
}
