import { App } from "cdktf";
import { readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { createColors } from "picocolors";
import type { TenantDetection } from "../catalogue/baseline";
import type { Detection } from "../catalogue/detection";
import { InputError } from "../catalogue/fault";
import { packageVersion } from "../catalogue/location";
import type { Tenant } from "../catalogue/tenant";
import { TenantStack } from "../constructs/tenant-stack";
import { exitCode, INTERRUPTED, type ExitCode } from "../findings/exit-code";
import type { Finding } from "../findings/finding";
import { forTerminal } from "../findings/escape";
import { countLine, renderText } from "../findings/render-text";
import { hang } from "../findings/wrap";
import type { Io } from "./io";
import { judgeTenant } from "./judge";
import { loadInput, type TenantOptions } from "./options";
import { checkQueryLengths } from "./query-lengths";
import { CDKTF_MANIFEST, publish, stage, type CdktfManifest } from "./publish";
import { renderSummary } from "./render-summary";
import { summarize, type TenantSummary } from "./summary";

export interface SynthOptions extends TenantOptions {
  /** Folder of the stacks. */
  readonly out: string;
  /** Default: now. */
  readonly now?: Date;
  readonly format: "text" | "json";
}

/** Writes every chosen tenant's stack, or, where anything fails, leaves the previous output as it was. */
export async function synthesize(options: SynthOptions, io: Io): Promise<ExitCode | typeof INTERRUPTED> {
  const now = options.now ?? io.now();
  const { detections, all, chosen } = loadInput(options);
  checkQueryLengths(chosen, detections, now);
  refuseTenantsFolder(options);
  const staging = stage(options.out);
  try {
    const summaries: TenantSummary[] = [];
    const findings: Finding[] = [];
    const manifests = new Map<string, CdktfManifest>();
    for (const tenant of chosen) {
      // Lets a pending Ctrl-C in; synthesis itself is one long stretch of computing.
      await new Promise(setImmediate);
      if (io.aborted()) {
        io.err(`interrupted after ${summaries.length} of ${chosen.length} tenants; ${forTerminal(options.out)} is as it was\n`);
        return INTERRUPTED;
      }
      const { resources, manifest, rules } = synthesizeTenant(tenant, detections, now, staging.dir);
      manifests.set(tenant.name, manifest);
      findings.push(...judgeTenant(tenant, rules, detections, now));
      summaries.push(summarize(tenant, rules, now, { path: join(options.out, "stacks", tenant.name, "cdk.tf.json"), resources }));
      progress(io, summaries.length, chosen.length);
    }
    const { removed, kept } = publish(options.out, staging, manifests, new Set(all.map((t) => t.name)));
    const result = { summaries, removed, kept, findings: findings.filter(({ verdict }) => verdict === "fail" || verdict === "unknown") };
    io.out(options.format === "json" ? `${JSON.stringify({ formatVersion: 1, version: packageVersion(), now: now.toISOString(), ...result }, undefined, 2)}\n` : report(result, options, io));
    return exitCode(findings);
  } finally {
    staging.discard();
  }
}

/** Our output among the tenant files would be read as tenants by the next run. */
function refuseTenantsFolder({ out, tenants }: SynthOptions): void {
  if (out === "") throw new InputError([{ file: "--out", path: "", message: "names no folder; write one" }]);
  if (relative(resolve(tenants), resolve(out)).startsWith("..")) return;
  throw new InputError([{ file: out, path: "", message: "is the tenants folder or inside it; --out names another folder" }]);
}

/** One App a tenant: the constructs of one can be freed before the next one's are made. cdktf's table of tokens still grows with each. */
function synthesizeTenant(tenant: Tenant, detections: readonly Detection[], now: Date, outdir: string): { readonly resources: number; readonly manifest: CdktfManifest; readonly rules: readonly TenantDetection[] } {
  const app = new App({ outdir });
  const stack = new TenantStack(app, tenant.name, { tenant, detections, now });
  app.synth();
  const written = JSON.parse(readFileSync(join(outdir, "stacks", stack.node.id, "cdk.tf.json"), "utf8")) as { resource?: Record<string, Record<string, unknown>> };
  const resources = Object.values(written.resource ?? {}).reduce((sum, named) => sum + Object.keys(named).length, 0);
  return { resources, rules: stack.baseline.rules, manifest: JSON.parse(readFileSync(join(outdir, CDKTF_MANIFEST), "utf8")) as CdktfManifest };
}

interface Result {
  readonly summaries: readonly TenantSummary[];
  readonly removed: readonly string[];
  readonly kept: readonly string[];
  readonly findings: readonly Finding[];
}

function report({ summaries, removed, kept, findings }: Result, options: SynthOptions, io: Io): string {
  const colors = createColors(io.color);
  const resources = summaries.reduce((sum, s) => sum + s.resources, 0);
  const clock = options.now === undefined ? "" : `; clock pinned at ${options.now.toISOString().replace(".000Z", "Z")} (--now)`;
  const out = forTerminal(options.out);
  const total = `${summaries.length} tenant${summaries.length === 1 ? "" : "s"}, ${resources} resources in ${out}${clock}`;
  const next = `Next: terraform -chdir=${join(out, "stacks", summaries[0]?.tenant ?? "")} init, then plan`;
  const blocks = [
    ...summaries.map((summary) => renderSummary(summary, colors, io.width)),
    ...removed.map((name) => `${name} has no tenant file any more: its stack was removed from ${out}`),
    ...kept.map((name) => hang("", `${name} has no tenant file any more, but its folder in ${out} holds Terraform state: nothing there was touched. Destroy the stack, then remove the folder.`, io.width)),
    ...(findings.length === 0 ? [] : [renderText(findings, { colors, width: io.width }), hang("", `Written all the same; ${countLine(findings)}. \`mailbox-baseline check\` repeats this.`, io.width)]),
    `${hang("", total, io.width)}\n${next}\n`,
  ];
  return blocks.join("\n\n");
}

function progress(io: Io, done: number, total: number): void {
  if (!io.interactive || total < 10) return;
  io.err(done === total ? "\r\u001b[K" : `\r${done} of ${total} tenants`);
}
