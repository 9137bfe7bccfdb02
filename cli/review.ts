import { Command, InvalidArgumentError, Option } from "commander";
import type { Io } from "./io";
import { catalogueOption, formatOption, nowOption, tenantsOption } from "./options";
import type { ReviewOptions } from "./review/plans";

const DIGEST = /^sha256:[0-9a-f]{64}$/u;

export function reviewCommand(io: Io, exit: (code: number) => void): Command {
  return new Command("review")
    .description("judge Terraform plans: does one weaken the baseline, or open a mailbox to an application?")
    .argument("<plan...>", "plans as JSON: terraform show -json PLAN > plan.json")
    .addOption(tenantsOption())
    .addOption(new Option("--tenant <name>", "the tenant that the plans are of (default: the one that their providers name)"))
    .addOption(catalogueOption())
    .addOption(nowOption())
    .addOption(formatOption(["text", "markdown", "json"]))
    .addOption(new Option("--out <file>", "write the review to a file, and say only the result"))
    .addOption(new Option("--digest", "print each plan's digest, over what it does and nothing else").conflicts(["approved", "compare", "format"]))
    .addOption(new Option("--approved <digest>", "fail on any plan but the approved one, whose --digest this is").argParser(digest))
    .addOption(new Option("--compare", "say how the second plan differs from the first, which was approved").conflicts(["approved", "digest", "format"]))
    .addHelpText(
      "after",
      `
Works on any plan of Terraform or OpenTofu that touches azurerm or azuread.
Without a tenant file nothing is approved. What the plan says is sensitive is
never printed.

Exit codes: 0 may go in, 1 findings, 2 a plan can't be read, 3 something can't be
evaluated: known only after apply, say.`,
    )
    .action(async (plans: string[], options: ReviewOptions) => {
      const { review } = await import("./review/plans.js");
      exit(await review(plans, options, io));
    });
}

function digest(text: string): string {
  if (!DIGEST.test(text)) throw new InvalidArgumentError("It is no digest; write sha256: and 64 hexadecimal digits, as --digest prints them.");
  return text;
}
