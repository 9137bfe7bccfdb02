import { Command, Option } from "commander";
import type { Io } from "./io";
import { catalogueOption, formatOption, instant, nowOption, tenantsOption } from "./options";
import type { ReplayOptions } from "./replay/replay";

export function replayCommand(io: Io, exit: (code: number) => void): Command {
  return new Command("replay")
    .description("run a changed rule and the catalogue's over the same exported logs: which alerts would have been lost, gained and kept")
    .argument("<file...>", "exported logs, as hunt reads them")
    .addOption(new Option("--rule <path>", "the changed rule: a detection's folder, its rule.yaml, or a .kql file, whose other parts are the catalogue rule's").makeOptionMandatory())
    .addOption(new Option("--against <id>", "the rule of the catalogue to compare it with (default: what the file or its folder is named after)"))
    .addOption(new Option("--since <time>", "only alerts from then on, as 2026-11-20 or 2026-11-20T09:00:00Z; records before it still tell what was usual").argParser(instant))
    .addOption(new Option("--until <time>", "only records until then").argParser(instant))
    .addOption(new Option("--tenant <name>", "the tenant that the logs are of: what it has approved, excepted and changed counts for both rules (default: nothing is)"))
    .addOption(tenantsOption())
    .addOption(catalogueOption())
    .addOption(nowOption())
    .addOption(formatOption(["text", "markdown", "json", "csv"]))
    .addOption(new Option("--out <file>", "write the comparison to a file, and say only the result"))
    .addHelpText(
      "after",
      `
An alert is a row of a rule's result. Both rules have it when it comes from the
same record and names the same actor, mailbox and application, where both name
one; how else it is told may differ, and is said. Where a rule tells of several
records together, in windows, one shared record is enough, and one alert may
stand for several of the other rule's; where an alert has more records than its
evidence lists, one is also enough whose look-back overlaps its own. Days are
in UTC.

Exit codes: 0 no alert is lost or gained, 1 some are, 2 could not run (the rule
can't be bound, say), 3 could not be evaluated on these logs.`,
    )
    .action(async (files: string[], options: ReplayOptions) => {
      const { replay } = await import("./replay/replay.js");
      exit(await replay(files, options, io));
    });
}
