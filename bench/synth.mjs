/**
 * How long `synth` takes for many tenants of a sample's size (contoso), against cdktf itself and against the floor: the same objects as JSON, written. cdktf is used
 * in two ways, an App a tenant and one App for all; the faster is the peer. `npm run bench:synth [-- --tenants 1,10,100,1000]`
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ME = fileURLToPath(import.meta.url);
const PROJECT = dirname(dirname(ME));
const MAIN = join(PROJECT, "dist", "cli", "main.js");
const NOW = "2026-11-20T09:00:00Z";

/** Each in processes of its own, so that none inherits another's heap. */
const WAYS = {
  "cdktf, an App a tenant": (tenants, out) => [ME, "--one", "apps", tenants, out],
  "cdktf, one App": (tenants, out) => [ME, "--one", "app", tenants, out],
  "synth --jobs 1": (tenants, out) => [MAIN, "synth", "--tenants", tenants, "--out", out, "--now", NOW, "--jobs", "1"],
  synth: (tenants, out) => [MAIN, "synth", "--tenants", tenants, "--out", out, "--now", NOW],
  "floor: JSON.stringify and write": (tenants, out) => [ME, "--one", "floor", join(dirname(out), "synth"), out],
};

if (process.argv[2] === "--one") one(...process.argv.slice(3));
else main();

function main() {
  const counts = (process.argv[process.argv.indexOf("--tenants") + 1] ?? "").match(/^\d+(,\d+)*$/u)?.[0].split(",").map(Number) ?? [1, 10, 100, 1000];
  console.log(`Node ${process.version}; CPU and memory of all processes of a way, started and ended\n`);
  console.log(["tenants", "way".padEnd(32), "wall", "x peer", "CPU", "x peer", "processes", "most memory of one"].join("  "));
  for (const count of counts) measure(count);
}

function measure(count) {
  const folder = mkdtempSync(join(tmpdir(), "mailbox-baseline-bench-"));
  try {
    writeTenants(count, join(folder, "tenants"));
    const results = Object.fromEntries(Object.entries(WAYS).map(([way, args]) => [way, run(args(join(folder, "tenants"), join(folder, way.split(":")[0])), folder)]));
    if (!same(join(folder, "cdktf, an App a tenant"), join(folder, "synth"))) throw new Error("synth wrote other files than cdktf");
    const peer = Object.entries(results).filter(([way]) => way.startsWith("cdktf")).map(([, result]) => result).sort((a, b) => a.wall - b.wall)[0];
    for (const [way, result] of Object.entries(results)) report(count, way, result, peer);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(count, way, { wall, cpu, megabytes, processes }, peer) {
  const times = (theirs, ours) => (theirs / ours).toFixed(1).padStart(6);
  console.log([String(count).padStart(7), way.padEnd(32), seconds(wall), times(peer.wall, wall), seconds(cpu), times(peer.cpu, cpu), String(processes).padStart(9), `${megabytes} MB`.padStart(8)].join("  "));
}

function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(2)} s`.padStart(8);
}

function run(args, folder) {
  const usage = join(folder, "usage");
  writeFileSync(usage, "");
  const begin = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: PROJECT, encoding: "utf8", maxBuffer: 1 << 28, env: { ...process.env, USAGE_FILE: usage, NODE_OPTIONS: `--require ${join(PROJECT, "bench", "usage-at-exit.cjs")}` } });
  const wall = performance.now() - begin;
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}: ${stderr}`);
  const all = readFileSync(usage, "utf8").trim().split("\n").map((line) => JSON.parse(line));
  return { wall, cpu: all.reduce((sum, { cpu }) => sum + cpu, 0), megabytes: Math.round(Math.max(...all.map(({ kilobytes }) => kilobytes)) / 1024), processes: all.length };
}

/** Tenants like the sample, each with a name and ids of its own. */
function writeTenants(count, dir) {
  mkdirSync(dir);
  writeFileSync(join(dir, "_common.yaml"), readFileSync(join(PROJECT, "tenants", "_common.yaml")));
  const sample = readFileSync(join(PROJECT, "tenants", "contoso.yaml"), "utf8");
  for (let i = 0; i < count; i++) {
    const name = `t${String(i).padStart(5, "0")}`;
    const id = `00000000-0000-4000-8000-${String(i).padStart(12, "0")}`;
    writeFileSync(join(dir, `${name}.yaml`), sample.replace(/^name: .*$/mu, `name: ${name}`).replace(/^(tenantId|subscriptionId): .*$/gmu, `$1: ${id}`));
  }
}

function same(a, b) {
  const stacks = readdirSync(join(a, "stacks"));
  return stacks.every((name) => readFileSync(join(a, "stacks", name, "cdk.tf.json")).equals(readFileSync(join(b, "stacks", name, "cdk.tf.json"))));
}

/** One way without our command. */
function one(way, from, out) {
  if (way === "floor") return floor(from, out);
  const require = createRequire(join(PROJECT, "dist", "cli", "main.js"));
  const { App } = require("cdktf");
  const { loadCatalogue, loadTenants, TenantStack } = require("../constructs/index.js");
  const detections = loadCatalogue();
  const tenants = loadTenants(from, detections);
  const now = new Date(NOW);
  mkdirSync(out);
  const stacks = {};
  for (const group of way === "app" ? [tenants] : tenants.map((tenant) => [tenant])) {
    const app = new App({ outdir: out });
    for (const tenant of group) new TenantStack(app, tenant.name, { tenant, detections, now });
    app.synth();
    Object.assign(stacks, app.manifest.buildManifest().stacks);
  }
  writeFileSync(join(out, "manifest.json"), JSON.stringify(stacks, undefined, 2));
}

/** What no program that writes these files can do without. The files are read first, so a process's start and that reading are in it as well. */
function floor(from, out) {
  for (const name of readdirSync(join(from, "stacks"))) {
    const stack = JSON.parse(readFileSync(join(from, "stacks", name, "cdk.tf.json"), "utf8"));
    mkdirSync(join(out, "stacks", name), { recursive: true });
    writeFileSync(join(out, "stacks", name, "cdk.tf.json"), JSON.stringify(stack, undefined, 2));
  }
}
