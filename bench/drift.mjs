/**
 * How many tenants a minute `drift` checks, by how many at once, against a plain loop of Terraform's own commands on the same stacks: `plan` alone, and `init`, `plan`
 * and `show -json`, which is what it needs of Terraform. The providers are the tests' stand-in, in a process of its own, so Azure's answers take no time: what is ours
 * weighs most here. Each tenant is a sample's size (contoso) and was applied; in every tenth somebody switched a rule off. `npm run bench:drift [-- --tenants 10,100] [--concurrency 1,2,4]`
 */
import { execFile, spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const PROJECT = dirname(dirname(fileURLToPath(import.meta.url)));
const MAIN = join(PROJECT, "dist", "cli", "main.js");
const require = createRequire(import.meta.url);
require("../test/environment/run-typescript.cjs");
const { startStandIn } = require("../test/terraform/stand-in/stand-in.ts");
const run = promisify(execFile);

const NOW = "2026-11-20T09:00:00Z";
/** A wall time varies by 40 %: of few tenants the better counts. */
const RUNS = { 10: 3 };
const PLAN = ["plan", "-input=false", "-out=bench.plan"];
const RULE = "app-mail-role-granted";

await main();

async function main() {
  const counts = option("--tenants", "10,100").split(",").map(Number);
  const terraform = option("--terraform", "terraform");
  const { stdout } = await run(terraform, ["version", "-json"], { env: { ...process.env, CHECKPOINT_DISABLE: "1" } });
  console.log(`Node ${process.version}, Terraform ${JSON.parse(stdout).terraform_version}; memory and CPU are our process's, without Terraform's\n`);
  console.log(["tenants", "at once", "way".padEnd(24), "wall".padStart(9), "a minute", "x plan", "x all three", "our CPU".padStart(9), "memory"].join("  "));
  for (const count of counts) await measure(count, terraform);
}

async function measure(count, terraform) {
  const folder = mkdtempSync(join(tmpdir(), "mailbox-baseline-bench-"));
  const standIn = await startStandIn(join(folder, "clouds"));
  try {
    const env = { ...process.env, ...standIn.env };
    const fleet = { count, folder, terraform, env, tenants: join(folder, "tenants"), stacks: join(folder, "stacks-of-all") };
    await deploy(fleet, standIn);
    for (const concurrency of option("--concurrency", "1,2,4").split(",").map(Number)) await compare(fleet, concurrency);
  } finally {
    await standIn.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compare(fleet, concurrency) {
  const plan = await best(fleet, () => loop(fleet, concurrency, [PLAN]));
  const all = await best(fleet, () => loop(fleet, concurrency, [["init", "-input=false"], PLAN, ["show", "-json", "bench.plan"]]));
  const ours = await best(fleet, () => drift(fleet, concurrency));
  for (const [way, result] of [["terraform plan", plan], ["init, plan, show -json", all], ["drift", ours]]) report(fleet.count, concurrency, way, result, { plan, all });
}

function report(count, concurrency, way, { wall, cpu, megabytes }, { plan, all }) {
  const times = (theirs) => (wall / theirs.wall).toFixed(2);
  const own = cpu === undefined ? [] : [`${(cpu / 1000).toFixed(2)} s`.padStart(9), `${megabytes} MB`.padStart(6)];
  console.log([String(count).padStart(7), String(concurrency).padStart(7), way.padEnd(24), `${(wall / 1000).toFixed(2)} s`.padStart(9), (count / (wall / 60_000)).toFixed(1).padStart(8), times(plan).padStart(6), times(all).padStart(11), ...own].join("  "));
}

async function best({ count }, measureOnce) {
  const results = [];
  for (let i = 0; i < (RUNS[count] ?? 1); i++) results.push(await measureOnce());
  return results.sort((a, b) => a.wall - b.wall)[0];
}

/** Terraform's commands, stack by stack, so many stacks at once, and nothing else. */
async function loop({ count, stacks, terraform, env }, concurrency, commands) {
  const begun = performance.now();
  let next = 0;
  const work = async () => {
    for (let i = next++; i < count; i = next++) {
      for (const args of commands) await run(terraform, args, { cwd: join(stacks, "stacks", nameOf(i)), env, maxBuffer: 1 << 28 });
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return { wall: performance.now() - begun };
}

async function drift({ count, folder, tenants, stacks, terraform, env }, concurrency) {
  const [usage, out] = [join(folder, "usage"), join(folder, "drift.json")];
  rmSync(out, { force: true });
  writeFileSync(usage, "");
  const args = ["drift", "--all", "--tenants", tenants, "--stacks", stacks, "--out", out, "--format", "json", "--concurrency", String(concurrency), "--terraform", terraform, "--now", NOW];
  const begun = performance.now();
  const command = ["--require", join(PROJECT, "bench", "usage-at-exit.cjs"), MAIN, ...args];
  const { code, err } = await ended(spawn(process.execPath, command, { cwd: folder, env: { ...env, USAGE_FILE: usage }, stdio: ["ignore", "ignore", "pipe"] }));
  const wall = performance.now() - begun;
  if (code !== 1) throw new Error(`drift ended with ${code}: ${err}`);
  const { counts } = JSON.parse(readFileSync(out, "utf8"));
  if (counts.tenants !== count || counts.drifted !== Math.ceil(count / 10) || counts.clean !== count - counts.drifted) throw new Error(`drift found ${JSON.stringify(counts)}`);
  const noted = readFileSync(usage, "utf8").trim().split("\n").map((line) => JSON.parse(line));
  return { wall, cpu: Math.max(...noted.map(({ cpu }) => cpu)), megabytes: Math.round(Math.max(...noted.map(({ kilobytes }) => kilobytes)) / 1024) };
}

function ended(child) {
  return new Promise((resolve, reject) => {
    let err = "";
    child.stderr.on("data", (chunk) => (err += chunk));
    child.once("error", reject).once("close", (code) => resolve({ code, err }));
  });
}

/** Applies the first tenant; the others are it with names and ids of their own, in state and cloud as in their files. */
async function deploy({ count, tenants, stacks, terraform, env }, standIn) {
  writeTenants(count, tenants);
  await run(process.execPath, [MAIN, "synth", "--tenants", tenants, "--out", stacks, "--now", NOW], { maxBuffer: 1 << 26 });
  const stack = (i) => join(stacks, "stacks", nameOf(i));
  for (const args of [["init", "-input=false"], ["apply", "-auto-approve", "-input=false"]]) await run(terraform, args, { cwd: stack(0), env, maxBuffer: 1 << 26 });
  const state = readFileSync(join(stack(0), "terraform.tfstate"), "utf8");
  const cloud = readFileSync(standIn.cloud(idOf(0)).file, "utf8");
  const renamed = (text, i) => drawnNames(stack(i)).reduce((all, name, n) => all.replaceAll(drawnNames(stack(0))[n], name), text.replaceAll(nameOf(0), nameOf(i)).replaceAll(idOf(0), idOf(i)));
  for (let i = 0; i < count; i++) {
    writeFileSync(join(stack(i), "terraform.tfstate"), renamed(state, i));
    writeFileSync(standIn.cloud(idOf(i)).file, renamed(cloud, i));
    if (i % 10 === 0) standIn.cloud(idOf(i)).alter("azurerm_sentinel_alert_rule_scheduled", RULE, { enabled: false });
    if (i > 0) await run(terraform, ["init", "-input=false"], { cwd: stack(i), env });
  }
}

/** A stored query's name is a GUID made of its tenant's name. */
function drawnNames(stack) {
  const { resource } = JSON.parse(readFileSync(join(stack, "cdk.tf.json"), "utf8"));
  return Object.values(resource.azurerm_log_analytics_query_pack_query).map(({ name }) => name);
}

/** Tenants like the sample, each with a name and ids of its own, and its state beside its stack. */
function writeTenants(count, dir) {
  mkdirSync(dir);
  copyFileSync(join(PROJECT, "tenants", "_common.yaml"), join(dir, "_common.yaml"));
  const sample = readFileSync(join(PROJECT, "tenants", "contoso.yaml"), "utf8").replace(/^backend:\n(?: +.*\n)+/mu, "backend:\n  local: {}\n").replaceAll("contoso", nameOf(0));
  for (let i = 0; i < count; i++) {
    writeFileSync(join(dir, `${nameOf(i)}.yaml`), sample.replaceAll(nameOf(0), nameOf(i)).replace(/^(tenantId|subscriptionId): .*$/gmu, `$1: ${idOf(i)}`));
  }
}

function nameOf(i) {
  return `t${String(i).padStart(5, "0")}`;
}

function idOf(i) {
  return `00000000-0000-4000-8000-${String(i).padStart(12, "0")}`;
}

function option(name, otherwise) {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : (process.argv[at + 1] ?? otherwise);
}
