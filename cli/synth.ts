import { Command, Option } from "commander";
import type { Io } from "./io";
import { catalogueOption, formatOption, nowOption, tenantOption, tenantsOption } from "./options";
import type { SynthOptions } from "./synthesize";

export function synthCommand(io: Io, exit: (code: number) => void): Command {
  return new Command("synth")
    .description("write each tenant's Terraform stack")
    .addOption(tenantOption())
    .addOption(tenantsOption())
    .addOption(catalogueOption())
    .addOption(new Option("--out <dir>", "folder of the stacks").default(io.env["CDKTF_OUTDIR"] ?? "cdktf.out"))
    .addOption(nowOption())
    .addOption(formatOption(["text", "json"]))
    .addHelpText("after", "\nExit codes: 0 written, 1 written but `check` has findings,\n2 nothing written because of bad input.")
    .action(async (options: SynthOptions) => {
      // Loaded only here: cdktf and the bindings take longer to load than the other commands take to run.
      const { synthesize } = await import("./synthesize.js");
      exit(await synthesize(options, io));
    });
}
