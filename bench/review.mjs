/**
 * How long `review` takes for a plan of 100 MB (5,000 resources), against reading and parsing its JSON and nothing more, each in a process of its own; and how
 * its memory grows with the number of plans of a tenant's size. `npm run bench:review [-- --megabytes 100] [--plans 100,1000]`
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ME = fileURLToPath(import.meta.url);
const PROJECT = dirname(dirname(ME));
const MAIN = join(PROJECT, "dist", "cli", "main.js");
const RESOURCES = 5000;
/** A wall time of one run varies by 40 %; the better of these counts. */
const RUNS = 3;

if (process.argv[2] === "--parse") JSON.parse(readFileSync(process.argv[3], "utf8"));
else main();

function main() {
  const megabytes = Number(option("--megabytes", "100"));
  const counts = option("--plans", "100,1000").split(",").map(Number);
  const folder = mkdtempSync(join(tmpdir(), "mailbox-baseline-bench-"));
  try {
    const plan = join(folder, "plan.json");
    writeFileSync(plan, JSON.stringify(planOf(RESOURCES, (megabytes * 1e6) / RESOURCES)));
    console.log(`Node ${process.version}; a plan of ${RESOURCES} resources, ${Math.round(statSync(plan).size / 1e6)} MB; the better of ${RUNS} runs\n`);
    const floor = best(() => run([ME, "--parse", plan]));
    const ours = best(() => run([MAIN, "review", plan, "--out", join(folder, "review.txt")]));
    report("read and JSON.parse", floor, floor);
    report("review", ours, floor);
    const small = JSON.stringify(planOf(30, 4000));
    console.log("\nplans of 30 resources in one run");
    for (const count of counts) {
      const files = Array.from({ length: count }, (_, i) => join(folder, `plan-${i}.json`));
      for (const file of files) writeFileSync(file, small);
      report(`review of ${count}`, run([MAIN, "review", ...files, "--out", join(folder, "review.txt")]), undefined);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(what, { wall, cpu, megabytes }, floor) {
  const ratio = floor === undefined ? "" : `  ${(wall / floor.wall).toFixed(2)} x wall  ${(cpu / floor.cpu).toFixed(2)} x CPU`;
  console.log(`${what.padEnd(22)}  ${(wall / 1000).toFixed(2).padStart(6)} s  ${(cpu / 1000).toFixed(2).padStart(6)} s CPU  ${String(megabytes).padStart(5)} MB${ratio}`);
}

function best(measure) {
  return Array.from({ length: RUNS }, measure).sort((a, b) => a.wall - b.wall)[0];
}

/** Wall time, and what the process notes of itself when it ends. */
function run(args) {
  const usage = join(mkdtempSync(join(tmpdir(), "mailbox-baseline-usage-")), "usage");
  try {
    const begun = performance.now();
    const child = spawnSync(process.execPath, ["--require", join(PROJECT, "bench", "usage-at-exit.cjs"), ...args], { cwd: tmpdir(), encoding: "utf8", maxBuffer: 1e8, env: { ...process.env, USAGE_FILE: usage } });
    const wall = performance.now() - begun;
    if (child.status === null || child.status === 2) throw new Error(`${args[0]} ended with ${child.status ?? child.signal}: ${child.stderr}`);
    const { cpu, kilobytes } = JSON.parse(readFileSync(usage, "utf8").split("\n")[0]);
    return { wall, cpu, megabytes: Math.round(kilobytes / 1024) };
  } finally {
    rmSync(dirname(usage), { recursive: true, force: true });
  }
}

function option(name, otherwise) {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : (process.argv[at + 1] ?? otherwise);
}

/** Rules of Sentinel of a given size, one in ten changed, as Terraform plans them. */
function planOf(resources, bytes) {
  const query = "OfficeActivity\n| where OfficeWorkload == \"Exchange\"\n".padEnd(Math.max(100, Math.round(bytes / 4)), "| where Operation in~ (\"Add-MailboxPermission\")\n");
  const rule = (i, enabled) => ({ name: `rule-${i}`, display_name: `Rule ${i}`, description: "x".repeat(200), enabled, query, severity: "High", query_frequency: "PT5M", query_period: "PT30M", trigger_operator: "GreaterThan", trigger_threshold: 0, incident: [], tactics: ["Persistence"], techniques: ["T1098"], entity_mapping: [] });
  const address = (i) => `azurerm_sentinel_alert_rule_scheduled.rule-${i}`;
  const all = Array.from({ length: resources }, (_, i) => i);
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: { root_module: { resources: all.map((i) => ({ address: address(i), mode: "managed", type: "azurerm_sentinel_alert_rule_scheduled", name: `rule-${i}`, values: rule(i, true), sensitive_values: { incident: [] } })) } },
    resource_changes: all.map((i) => ({
      address: address(i),
      mode: "managed",
      type: "azurerm_sentinel_alert_rule_scheduled",
      name: `rule-${i}`,
      change: { actions: [i % 10 === 0 ? "update" : "no-op"], before: rule(i, i % 10 !== 0), after: rule(i, true), after_unknown: {}, before_sensitive: { incident: [] }, after_sensitive: { incident: [] } },
    })),
    configuration: { provider_config: { azurerm: { name: "azurerm", full_name: "registry.terraform.io/hashicorp/azurerm", version_constraint: "~> 4.0" } }, root_module: { resources: all.map((i) => ({ address: address(i), mode: "managed", type: "azurerm_sentinel_alert_rule_scheduled", name: `rule-${i}`, provider_config_key: "azurerm", expressions: { query: { constant_value: query }, name: { constant_value: `rule-${i}` } } })) } },
    complete: true,
    applyable: true,
    errored: false,
  };
}
