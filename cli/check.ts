import { Command } from "commander";
import { createColors } from "picocolors";
import { tenantBaseline } from "../catalogue/baseline";
import { checkEvents } from "../catalogue/events";
import { loadTables } from "../catalogue/tables";
import { eventFaults } from "../hunt/check-events";
import { formatFault } from "../catalogue/fault";
import { exitCode } from "../findings/exit-code";
import { renderJson } from "../findings/render-json";
import { renderMarkdown } from "../findings/render-markdown";
import { renderText } from "../findings/render-text";
import { tablesArrive } from "../findings/tables-arrive";
import type { Io } from "./io";
import { judgeTenant } from "./judge";
import { catalogueOption, formatOption, loadInput, nowOption, tenantOption, tenantsOption, type TenantOptions } from "./options";
import { checkQueryLengths } from "./query-lengths";

interface CheckOptions extends TenantOptions {
  readonly now?: Date;
  readonly format: "text" | "json" | "markdown";
}

export function checkCommand(io: Io, exit: (code: number) => void): Command {
  return new Command("check")
    .description("judge tenant files and catalogue: faults, queries against Microsoft's tables, exceptions that expired or cover nothing, retention, what is off")
    .addOption(tenantOption())
    .addOption(tenantsOption())
    .addOption(catalogueOption())
    .addOption(nowOption())
    .addOption(formatOption(["text", "json", "markdown"]))
    .addHelpText("after", "\nExit codes: 0 clean, 1 findings, 2 a file is malformed or unreadable,\n3 something could not be evaluated.")
    .action(async (options: CheckOptions) => exit(await check(options, io)));
}

export async function check(options: CheckOptions, io: Io): Promise<number> {
  const now = options.now ?? io.now();
  const { detections, chosen } = loadInput(options);
  checkEvents(detections, (detection, events) => eventFaults(detection, events, loadTables()));
  checkQueryLengths(chosen, detections, now);
  // Microsoft's parser takes a second to load, which only the commands that need it should take.
  const { checkRules } = await import("./check-rules.js");
  const { warnings, tables } = checkRules(detections);
  for (const warning of warnings) io.err(`warning: ${formatFault(warning)}\n`);
  const findings = chosen.flatMap((tenant) => {
    const rules = tenantBaseline(tenant, detections, now);
    return [...judgeTenant(tenant, rules, detections, now), ...tablesArrive(tenant, rules, tables)];
  });
  const title = `Mailbox baseline of ${chosen.map((t) => t.name).join(", ")}`;
  const printed = { text: () => renderText(findings, { colors: createColors(io.color), width: io.width }), json: () => renderJson(findings), markdown: () => renderMarkdown(findings, title) };
  io.out(`${printed[options.format]()}\n`);
  return exitCode(findings);
}
