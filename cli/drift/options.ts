import { existsSync, realpathSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { InputError, type Fault } from "../../catalogue/fault";
import { checkOut } from "../hunt/check-out";
import type { TenantOptions } from "../options";
import type { DriftFormat } from "./render";

export interface DriftOptions extends TenantOptions {
  readonly all?: true;
  /** Folder of the stacks. */
  readonly stacks: string;
  readonly concurrency: number;
  /** Plans as JSON, in whose stead Terraform isn't run. */
  readonly plan?: readonly string[];
  readonly refreshOnly?: true;
  readonly terraform?: string;
  /** Milliseconds. */
  readonly timeout: number;
  /** Milliseconds. */
  readonly lockTimeout: number;
  readonly now?: Date;
  readonly format: DriftFormat;
  readonly out?: string;
  readonly results?: string;
  readonly previous?: string;
  readonly accept?: readonly string[];
  readonly owner?: string;
  readonly reason?: string;
  readonly until?: string;
  readonly ticket?: string;
}

/** Options that don't fit each other, all at once. */
export function optionFaults({ accept, owner, reason, until, ticket, tenant, plan, refreshOnly, out, results, previous, format }: DriftOptions): readonly Fault[] {
  const fault = (option: string, message: string): Fault => ({ file: option, path: "", message });
  const ofAcceptance = { "--owner": owner, "--reason": reason, "--until": until, "--ticket": ticket };
  const wanted = accept === undefined ? [] : ([["--owner", owner, "NAME, who answers for it"], ["--reason", reason, "TEXT, why it is accepted"], ["--until", until, "YYYY-MM-DD, the last day it holds"]] as const).filter(([, value]) => value === undefined);
  const twice = (plan ?? []).filter((file, i, all) => all.slice(0, i).some((other) => resolve(other) === resolve(file)));
  return [
    ...Object.entries({ "--plan": plan, "--results": results, "--out": out, "--previous": previous }).filter(([, value]) => [value].flat().includes("-")).map(([option]) => fault(option, `takes files only, not "-" for a stream; name a file${option === "--out" ? ", or leave it out for standard output" : ""}`)),
    ...[...new Set(twice)].map((file) => fault(file, "is named twice by --plan; name it once")),
    ...wanted.map(([option, , what]) => fault("--accept", `needs ${option}; write ${option} ${what}`)),
    ...(accept !== undefined && tenant?.length !== 1 ? [fault("--accept", "takes the value of one tenant; write --tenant NAME")] : []),
    ...(accept !== undefined ? (["--out", "--results"] as const).filter((option) => ({ "--out": out, "--results": results })[option] !== undefined).map((option) => fault(option, "goes without --accept, which writes the tenant's file only; leave it out")) : []),
    ...(accept === undefined ? Object.entries(ofAcceptance).filter(([, value]) => value !== undefined).map(([option]) => fault(option, "goes with --accept ADDRESS#ATTRIBUTE; write that too, or leave it out")) : []),
    ...(plan !== undefined && (tenant?.length ?? 0) > 1 ? [fault("--tenant", "with --plan takes one name, the tenant that the plans are of; leave it out where the plans' providers name theirs")] : []),
    ...(plan !== undefined && refreshOnly === true ? [fault("--refresh-only", "is for plans that this run makes; a plan that was made so is recognised: leave it out")] : []),
    ...(out !== undefined && results !== undefined && format !== "json" && resolve(out) === resolve(results) ? [fault("--out", `names the same file as --results, which is JSON; name another file, or write --format json`)] : []),
  ];
}

/** Files that the run will write, each once. */
export function outputsOf({ out, results }: Pick<DriftOptions, "out" | "results">): readonly string[] {
  return [...(out === undefined ? [] : [out]), ...(results === undefined || (out !== undefined && resolve(out) === resolve(results)) ? [] : [results])];
}

/** Says before a long run what would come to nothing after it. Throws {@link InputError}. */
export function checkOutputs(options: DriftOptions): void {
  for (const file of outputsOf(options)) {
    checkOut(file, []);
    const stands = statSync(file, { throwIfNoEntry: false });
    if (stands !== undefined && !stands.isFile()) throw new InputError([{ file, path: "", message: "is no regular file; name another" }]);
    if ((options.plan ?? []).some((plan) => existsSync(plan) && stands !== undefined && realpathSync(plan) === realpathSync(file))) throw new InputError([{ file, path: "", message: "is one of the plans, which it would overwrite; name another file" }]);
    if (/\.ya?ml$/iu.test(file)) throw new InputError([{ file, path: "", message: "ends as a tenant file does, and no report is YAML; name another file" }]);
  }
}

/** Where the results of the run before are, if anywhere. */
export function previousOf({ previous, results, out, format }: DriftOptions): { readonly file: string; readonly named: boolean } | undefined {
  if (previous !== undefined) return { file: previous, named: true };
  const kept = results ?? (format === "json" ? out : undefined);
  return kept === undefined ? undefined : { file: kept, named: false };
}
