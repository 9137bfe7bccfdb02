import { Command, Option } from "commander";
import { existsSync, linkSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../catalogue/fault";
import type { Detection } from "../catalogue/detection";
import { loadCatalogue } from "../catalogue/load";
import { loadTenant, loadTenants } from "../catalogue/load-tenants";
import type { Tenant } from "../catalogue/tenant";
import { TENANT_NAME } from "../catalogue/tenant-schema";
import { EXIT, INTERRUPTED } from "../findings/exit-code";
import { askMissing, type Answers } from "./init/questions";
import { tenantFileText } from "./init/template";
import type { Io } from "./io";
import { makeDir } from "./make-dir";
import { tenantsOption } from "./options";

interface InitOptions extends Partial<Answers> {
  readonly tenants: string;
}

export function initCommand(io: Io, exit: (code: number) => void): Command {
  return new Command("init")
    .description("write a commented tenant file; asks for what no flag says")
    .addOption(new Option("--name <name>", "short name of the tenant, such as contoso"))
    .addOption(new Option("--tenant-id <guid>", "Entra tenant id"))
    .addOption(new Option("--subscription-id <guid>", "Azure subscription for the resources"))
    .addOption(new Option("--location <region>", "Azure region, such as westeurope"))
    .addOption(new Option("--domains <domain...>", "the tenant's own mail domains"))
    .addOption(new Option("--emails <address...>", "whom alerts tell"))
    .addOption(new Option("--alerting <service>", "what runs the detections").choices(["sentinel", "azure-monitor"]))
    .addOption(new Option("--workspace-id <id>", "resource id of an existing Log Analytics workspace (default: one is created)"))
    .addOption(new Option("--login <way>", "how Terraform logs in").choices(["oidc", "cli", "managed-identity"]))
    .addOption(tenantsOption())
    .addHelpText("after", "\nExit codes: 0 written, 2 not written.")
    .action(async (options: InitOptions) => exit(await init(options, io)));
}

async function init({ tenants: dir, ...given }: InitOptions, io: Io): Promise<number> {
  const answers = await askMissing(given, io);
  if (answers === undefined) {
    io.err("\ninterrupted; nothing was written\n");
    return INTERRUPTED;
  }
  const fail = (message: string): never => {
    throw new InputError([{ file: dir, path: "", message }]);
  };
  if (!TENANT_NAME.test(answers.name)) fail(`would hold ${JSON.stringify(answers.name.slice(0, 60))}, which is no name for a tenant; write 1 to 40 lower-case letters, digits and inner hyphens`);
  const file = join(dir, `${answers.name}.yaml`);
  if (existsSync(file)) fail(`holds ${answers.name}.yaml already; edit it, or choose another name`);
  const detections = loadCatalogue();
  writeChecked(dir, file, tenantFileText(answers), (draft) => {
    const { tenantId } = loadTenant(draft, detections);
    const twin = othersIn(dir, detections).find((t) => t.tenantId === tenantId);
    if (twin !== undefined) fail(`has the tenant ${tenantId} already, as ${twin.name}`);
  });
  io.out(`wrote ${file}\nNext: read it, then run \`mailbox-baseline check\` and \`mailbox-baseline synth\`\n`);
  return EXIT.clean;
}

/** An empty or faulty folder is no reason against a good file; `check` tells of the others' faults. */
function othersIn(dir: string, detections: readonly Detection[]): readonly Tenant[] {
  try {
    return loadTenants(dir, detections);
  } catch (error) {
    if (error instanceof InputError) return [];
    throw error;
  }
}

/** The file appears whole and valid, or not at all; one that appeared meanwhile is not overwritten. */
function writeChecked(dir: string, file: string, text: string, check: (draft: string) => void): void {
  const draft = join(dir, `.init-${process.pid}.yaml`);
  try {
    makeDir(dir);
    writeFileSync(draft, text, { flag: "wx" });
    check(draft);
    linkSync(draft, file);
  } catch (error) {
    if (error instanceof InputError) throw new InputError(error.faults.map((fault) => (fault.file === draft ? { ...fault, file } : fault)));
    throw new InputError([{ file, path: "", message: `cannot be written: ${(error as NodeJS.ErrnoException).code ?? String(error)}` }]);
  } finally {
    rmSync(draft, { force: true });
  }
}
