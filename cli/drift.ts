import { availableParallelism } from "node:os";
import { Command, InvalidArgumentError, Option } from "commander";
import { parseDuration } from "../catalogue/duration";
import type { DriftOptions } from "./drift/options";
import type { Io } from "./io";
import { catalogueOption, formatOption, nowOption, tenantOption, tenantsOption } from "./options";

/** Each takes a core while it plans, and its providers half a gigabyte. */
const CONCURRENCY = Math.min(4, Math.max(2, availableParallelism()));
const MOST_CONCURRENCY = 64;

export function driftCommand(io: Io, exit: (code: number) => void): Command {
  return new Command("drift")
    .description("plan each tenant with Terraform, and tell what somebody changed behind its back; nothing is applied")
    .addOption(tenantOption())
    .addOption(new Option("--all", "all tenants, as without --tenant").conflicts("tenant"))
    .addOption(tenantsOption())
    .addOption(catalogueOption())
    .addOption(new Option("--stacks <dir>", "folder of the stacks, which are synthesized first: synth's --out").default(io.env["CDKTF_OUTDIR"] ?? "cdktf.out"))
    .addOption(new Option("--concurrency <number>", `tenants planned at once, up to ${MOST_CONCURRENCY}`).argParser(concurrency).default(CONCURRENCY, "one a core, 2 to 4"))
    .addOption(new Option("--plan <file...>", "judge these plans instead, as JSON (terraform show -json PLAN), and run nothing"))
    .addOption(new Option("--refresh-only", "only compare each tenant with the state of its last apply, not with its configuration"))
    .addOption(new Option("--terraform <path>", "Terraform or OpenTofu (default: terraform on PATH, else tofu)"))
    .addOption(new Option("--timeout <time>", "for one tenant, further attempts and pauses included, as 90s, 15m or 1h").argParser(milliseconds).default(900_000, "15m"))
    .addOption(new Option("--lock-timeout <time>", "how long to wait for a state that somebody has locked").argParser(milliseconds).default(60_000, "1m"))
    .addOption(nowOption())
    .addOption(formatOption(["text", "markdown", "json"]))
    .addOption(new Option("--out <file>", "write the report to a file, and say only the result"))
    .addOption(new Option("--results <file>", "keep results here, as JSON: compared with if it is there, then written"))
    .addOption(new Option("--previous <file>", "compare with these results (default: --results, or --out as JSON)"))
    .addOption(new Option("--accept <subject...>", "write exceptions for what ADDRESS#ATTRIBUTE (of a removed resource: ADDRESS) is now into the tenant's file"))
    .addOption(new Option("--owner <name>", "with --accept: who answers for it"))
    .addOption(new Option("--reason <text>", "with --accept: why"))
    .addOption(new Option("--until <day>", "with --accept: the last day it holds, YYYY-MM-DD"))
    .addOption(new Option("--ticket <text>", "with --accept: where it was approved"))
    .addHelpText(
      "after",
      `
  mailbox-baseline drift --results drift.json
  mailbox-baseline drift --plan plan.json
  mailbox-baseline drift --plan plan.json --tenant contoso \\
    --accept azurerm_log_analytics_workspace.logs#retention_in_days \\
    --owner "Ann Example" --reason "Moved to another workspace." \\
    --until 2026-12-31

removed, drift, unrepairable (an apply would leave it) and pending (not applied
yet) count; normalised (the same, written otherwise) and computed (only the
service sets it) are told and don't. A tenant that can't be planned keeps its
last known state, marked stale, and stops no other. --accept takes the value
from --plan, from --previous, or from a run of that one tenant; of a block in a
list, and of what is in one, it is a fingerprint of the block and its change, so
that it covers just that block, in whatever row it stands.

Exit codes: 0 nothing counts, 1 something does, or an exception is unused or
expired, 2 could not run, 3 a tenant could not be planned, and nothing else was
found, 130 interrupted.`,
    )
    .action(async (options: DriftOptions) => {
      // Loaded only here: cdktf, the policies and what runs Terraform take longer to load than other commands to run.
      const { drift } = await import("./drift/drift.js");
      const { realWorld } = await import("./drift/world.js");
      exit(await drift(options, io, realWorld));
    });
}

function concurrency(text: string): number {
  const number = /^\d{1,2}$/u.test(text) ? Number(text) : 0;
  if (number < 1 || number > MOST_CONCURRENCY) throw new InvalidArgumentError(`It is no number from 1 to ${MOST_CONCURRENCY}.`);
  return number;
}

const LONGEST = 24 * 3_600_000;

function milliseconds(text: string): number {
  const seconds = /^(\d{1,5})s$/u.exec(text)?.[1];
  const time = seconds === undefined ? (parseDuration(text)?.minutes ?? 0) * 60_000 : Number(seconds) * 1_000;
  if (!(time > 0 && time <= LONGEST)) throw new InvalidArgumentError("It is no length of time up to a day; write 90s, 15m or 1h.");
  return time;
}
