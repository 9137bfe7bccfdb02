/**
 * How long `hunt` takes for a million records of a unified audit log through all detections, against reading and parsing the file's lines and nothing more, each in
 * a process of its own. `npm run bench:hunt [-- --records 1000000] [--days 7]`
 */
import { spawnSync } from "node:child_process";
import { createReadStream, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { writeRecords } from "./hunt-records.mjs";

const ME = fileURLToPath(import.meta.url);
const PROJECT = dirname(dirname(ME));
const MAIN = join(PROJECT, "dist", "cli", "main.js");

if (process.argv[2] === "--parse") await parse(process.argv[3]);
else main();

async function parse(file) {
  let records = 0;
  for await (const line of createInterface({ input: createReadStream(file) })) if (JSON.parse(line).Id) records++;
  if (records === 0) throw new Error("no record was read");
}

function main() {
  const records = Number(option("--records", "1000000"));
  const days = Number(option("--days", "7"));
  const folder = mkdtempSync(join(tmpdir(), "mailbox-baseline-bench-"));
  try {
    const log = join(folder, "log.ndjson");
    writeRecords(log, records, days);
    console.log(`Node ${process.version}; ${records.toLocaleString("en")} records over ${days} days, ${Math.round(statSync(log).size / 1e6)} MB\n`);
    const floor = run([ME, "--parse", log]);
    report("read and JSON.parse", floor, records);
    const ours = run([MAIN, "hunt", log, "--format", "json", "--out", join(folder, "found.json")]);
    report("hunt", ours, records, floor);
    const { findings, evaluated } = JSON.parse(readFileSync(join(folder, "found.json"), "utf8"));
    console.log(`\n${findings.length.toLocaleString("en")} findings by ${evaluated} detections`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(what, { wall, cpu, megabytes }, records, floor) {
  const ratio = floor === undefined ? "" : `  ${(wall / floor.wall).toFixed(1)} x wall  ${(cpu / floor.cpu).toFixed(1)} x CPU`;
  console.log(`${what.padEnd(20)}  ${(wall / 1000).toFixed(1).padStart(6)} s  ${(cpu / 1000).toFixed(1).padStart(6)} s CPU  ${String(megabytes).padStart(5)} MB  ${Math.round(records / (wall / 1000)).toLocaleString("en").padStart(8)} records a second${ratio}`);
}

/** Wall time, and what the processes note of themselves when they end: the command starts another one, with the parser set up. */
function run(args) {
  const usage = join(mkdtempSync(join(tmpdir(), "mailbox-baseline-usage-")), "usage");
  try {
    const begun = performance.now();
    const child = spawnSync(process.execPath, ["--require", join(PROJECT, "bench", "usage-at-exit.cjs"), ...args], { cwd: tmpdir(), encoding: "utf8", maxBuffer: 1e8, env: { ...process.env, USAGE_FILE: usage, NODE_OPTIONS: `--require ${join(PROJECT, "bench", "usage-at-exit.cjs")}` } });
    const wall = performance.now() - begun;
    if (child.status === null || child.status === 2) throw new Error(`${args[0]} ended with ${child.status ?? child.signal}: ${child.stderr}`);
    const noted = readFileSync(usage, "utf8").trim().split("\n").map((line) => JSON.parse(line));
    return { wall, cpu: Math.max(...noted.map(({ cpu }) => cpu)), megabytes: Math.round(Math.max(...noted.map(({ kilobytes }) => kilobytes)) / 1024) };
  } finally {
    rmSync(dirname(usage), { recursive: true, force: true });
  }
}

function option(name, otherwise) {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : (process.argv[at + 1] ?? otherwise);
}
