import { Command, InvalidArgumentError, Option } from "commander";
import type { Io } from "./io";
import { catalogueOption, formatOption, nowOption, tenantOption, tenantsOption } from "./options";
import type { SynthOptions } from "./synth/synthesize";

export function synthCommand(io: Io, exit: (code: number) => void): Command {
  return new Command("synth")
    .description("write each tenant's Terraform stack")
    .addOption(tenantOption())
    .addOption(tenantsOption())
    .addOption(catalogueOption())
    .addOption(new Option("--out <dir>", "folder of the stacks").default(io.env["CDKTF_OUTDIR"] ?? "cdktf.out"))
    .addOption(new Option("--import-existing <file...>", "ids of resources that exist, one a line or JSON as az prints it (-: standard input); those that a stack declares get import blocks"))
    .addOption(nowOption())
    .addOption(formatOption(["text", "json"]))
    .addOption(new Option("--verbose", "print a block for each tenant, however many (default: up to 20)"))
    .addOption(new Option("--jobs <number>", "processes that share the tenants (default: one a core, from 100 tenants on)").argParser(jobs))
    .addHelpText("after", "\nExit codes: 0 written, 1 written but `check` has findings,\n2 nothing written because of bad input.")
    .action(async (options: SynthOptions) => {
      // Loaded only here: cdktf and the bindings take longer to load than the other commands take to run.
      const { synthesize } = await import("./synth/synthesize.js");
      exit(await synthesize(options, io));
    });
}

/** More would be a slip of the finger: each takes a hundred megabytes. */
const MOST_JOBS = 256;

function jobs(text: string): number {
  const number = /^\d{1,3}$/u.test(text) ? Number(text) : 0;
  if (number < 1 || number > MOST_JOBS) throw new InvalidArgumentError(`It is no number from 1 to ${MOST_JOBS}.`);
  return number;
}
