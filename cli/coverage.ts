import { Command, Option } from "commander";
import type { CoverageOptions } from "./coverage/coverage";
import type { Io } from "./io";
import { catalogueOption, formatOption, nowOption, tenantsOption } from "./options";

export function coverageCommand(io: Io, exit: (code: number) => void): Command {
  return new Command("coverage")
    .description("say what sees each item of CM0074 and of the Elastic rule, each ATT&CK technique and control, and what nothing sees")
    .addOption(new Option("--tenant <name>", "as this tenant runs it: what is on, off or not applicable"))
    .addOption(tenantsOption())
    .addOption(catalogueOption())
    .addOption(nowOption())
    .addOption(formatOption(["text", "markdown", "csv", "json", "navigator"]))
    .addOption(new Option("--out <file>", "write the matrix to a file, and say only the result"))
    .addHelpText(
      "after",
      `
navigator: a layer for MITRE's ATT&CK Navigator, scored by number of detections.

Exit codes: 0 told, 1 with --tenant: something that the catalogue sees is a gap
in this tenant, 2 a file is malformed or unreadable.`,
    )
    .action(async (options: CoverageOptions) => {
      const { coverage } = await import("./coverage/coverage.js");
      exit(coverage(options, io));
    });
}
