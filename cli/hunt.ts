import { Command, Option } from "commander";
import type { HuntOptions } from "./hunt/per-record";
import type { TimelineOptions } from "./hunt/timeline";
import type { Io } from "./io";
import { catalogueOption, formatOption, instant, nowOption, tenantsOption } from "./options";

export function huntCommand(io: Io, exit: (code: number) => void): Command {
  return new Command("hunt")
    .description("run the detections offline over exported logs: what a workspace would have told")
    .argument("<file...>", "exported logs, as JSON or CSV, packed by gzip or not")
    .addOption(new Option("--since <time>", "only findings from then on, as 2026-11-20 or 2026-11-20T09:00:00Z; records before it still tell what was usual").argParser(instant))
    .addOption(new Option("--until <time>", "only records until then").argParser(instant))
    .addOption(new Option("--tenant <name>", "the tenant that the logs are of: what it has approved and excepted counts (default: nothing is)"))
    .addOption(tenantsOption())
    .addOption(new Option("--detection <id...>", "only these detections (default: all)"))
    .addOption(catalogueOption())
    .addOption(nowOption())
    .addOption(formatOption(["text", "markdown", "json", "csv"]))
    .addOption(new Option("--out <file>", "write the findings to a file, and say only how many"))
    .addOption(new Option("--per-record", "evaluate each record alone instead, and print a line of JSON for it").conflicts(["since", "until", "format", "out"]))
    .addHelpText(
      "after",
      `
Reads audit searches of Purview, records of Search-UnifiedAuditLog and of the
Management Activity API, rows of Log Analytics, records of Entra's diagnostic
settings, of Graph, of Defender XDR's streaming and of Azure's activity log.
Times are UTC. A detection that looks at several records together runs in windows,
every so often over so long as its rule says, on full steps of the clock in UTC; what
a later window gives again is told once. Nothing found in a log that lacks
the records which a detection needs is unknown, not clean.

Exit codes: 0 nothing fires, 1 something does, 2 could not run, 3 something could
not be evaluated and nothing fires.`,
    )
    .action(async (files: string[], options: HuntOptions & TimelineOptions) => {
      if (options.perRecord === true) {
        const { huntPerRecord } = await import("./hunt/per-record.js");
        exit(await huntPerRecord(files, options, io));
      } else {
        const { huntTimeline } = await import("./hunt/timeline.js");
        exit(await huntTimeline(files, options, io));
      }
    });
}
