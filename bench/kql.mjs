/**
 * How long five typical detections take over a million OfficeActivity records, as a ratio to two references in the same run: parsing the same lines and nothing
 * more, and the detection's twin written in JavaScript by hand. `npm run bench:kql [-- RECORDS]`
 */
import { closeSync, mkdtempSync, openSync, readSync, rmSync, statSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeRecords } from "./kql-records.mjs";

const WORKER = process.argv[2] === "--one";

/** What is measured: the query, its kind, and the same by hand. */
const DETECTIONS = {
  "filter and project": {
    kind: "filter",
    query: `OfficeActivity
| where TimeGenerated > ago(1d) and OfficeWorkload =~ "Exchange"
| where Operation in~ ("Add-MailboxPermission", "Set-CASMailbox") and ResultStatus =~ "Succeeded"
| project TimeGenerated, UserId, ClientIP, Operation, OfficeObjectId, Parameters`,
    byHand: (emit) => (r) => {
      const operation = r.Operation.toLowerCase();
      if (r.TimeGenerated > "2026-11-19T12:00:00.000Z" && (operation === "add-mailboxpermission" || operation === "set-casmailbox") && r.ResultStatus === "Succeeded") {
        emit([r.TimeGenerated, r.UserId, r.ClientIP, r.Operation, r.OfficeObjectId, r.Parameters]);
      }
    },
  },
  "terms, extract and extend": {
    kind: "filter",
    query: `OfficeActivity
| where Operation has_any ("InboxRule", "InboxRules", "Set-Mailbox") and Parameters has "ForwardTo"
| extend Target = tolower(extract(@"smtp:([^""]+)", 1, Parameters)), Ip = tostring(split(ClientIP, ":")[0])
| where isnotempty(Target) and Target !endswith "@contoso.com"
| project TimeGenerated, UserId, Target, Ip`,
    byHand: (emit) => (r) => {
      if (!/InboxRule|Set-Mailbox/iu.test(r.Operation) || !/ForwardTo/iu.test(r.Parameters)) return;
      const target = /smtp:([^"]+)/u.exec(r.Parameters)?.[1]?.toLowerCase() ?? "";
      if (target !== "" && !target.endsWith("@contoso.com")) emit([r.TimeGenerated, r.UserId, target, r.ClientIP.split(":")[0]]);
    },
  },
  "mv-apply on parameters": {
    kind: "filter",
    query: `OfficeActivity
| where Operation in ("Set-Mailbox", "New-InboxRule")
| mv-apply Parameter = parse_json(Parameters) on (where tostring(Parameter.Name) in ("ForwardTo", "ForwardingSmtpAddress") | project Target = tostring(Parameter.Value))
| project TimeGenerated, UserId, Target`,
    byHand: (emit) => (r) => {
      if (r.Operation !== "Set-Mailbox" && r.Operation !== "New-InboxRule") return;
      for (const { Name, Value } of JSON.parse(r.Parameters)) if (Name === "ForwardTo" || Name === "ForwardingSmtpAddress") emit([r.TimeGenerated, r.UserId, Value]);
    },
  },
  "summarize by user and hour": {
    kind: "aggregate",
    query: `OfficeActivity
| where Operation == "MailItemsAccessed"
| summarize Count = count(), Addresses = dcount(ClientIP), First = min(TimeGenerated) by UserId, bin(TimeGenerated, 1h)
| where Count > 5`,
    byHand: (emit) => {
      const groups = new Map();
      return Object.assign(
        (r) => {
          if (r.Operation !== "MailItemsAccessed") return;
          const key = `${r.UserId} ${r.TimeGenerated.slice(0, 13)}`;
          let group = groups.get(key);
          if (!group) groups.set(key, (group = { count: 0, addresses: new Set(), first: r.TimeGenerated }));
          group.count++;
          group.addresses.add(r.ClientIP);
          if (r.TimeGenerated < group.first) group.first = r.TimeGenerated;
        },
        { end: () => groups.forEach((group, key) => group.count > 5 && emit([key, group.count, group.addresses.size, group.first])) },
      );
    },
  },
  "join of grants and access": {
    kind: "aggregate",
    query: `let granted = OfficeActivity | where Operation == "Add-MailboxPermission" | summarize Granted = min(TimeGenerated) by MailboxOwnerUPN;
OfficeActivity
| where Operation == "MailItemsAccessed" and Logon_Type != "Owner"
| join kind=inner granted on MailboxOwnerUPN
| where TimeGenerated > Granted
| summarize Accesses = count() by MailboxOwnerUPN`,
    // Both sides are read by the query too.
    passes: 2,
    byHand: (emit) => {
      const granted = new Map();
      const accesses = [];
      return Object.assign(
        (r) => {
          if (r.Operation === "Add-MailboxPermission" && !(granted.get(r.MailboxOwnerUPN) < r.TimeGenerated)) granted.set(r.MailboxOwnerUPN, r.TimeGenerated);
          if (r.Operation === "MailItemsAccessed" && r.Logon_Type !== "Owner") accesses.push([r.MailboxOwnerUPN, r.TimeGenerated]);
        },
        {
          end: () => {
            const counts = new Map();
            for (const [owner, at] of accesses) if (at > granted.get(owner)) counts.set(owner, (counts.get(owner) ?? 0) + 1);
            counts.forEach((count, owner) => emit([owner, count]));
          },
        },
      );
    },
  },
};

if (WORKER) await measureOne(process.argv[3], process.argv[4], process.argv[5]);
else main(Number(process.argv[2] ?? 1_000_000));

/** Each measurement has a process of its own, so that none inherits another's heap. */
function main(count) {
  const directory = mkdtempSync(join(tmpdir(), "mailbox-baseline-bench-"));
  const file = join(directory, "OfficeActivity.ndjson");
  try {
    writeRecords(file, count);
    console.log(`${count.toLocaleString("en")} records, ${(statSync(file).size / 1e6).toFixed(0)} MB, Node ${process.version}\n`);
    const parse = best("parse", "-", file);
    console.log(`parse alone: ${seconds(parse.ms)}, ${parse.megabytes} MB`);
    const start = best("start", "-", file);
    console.log(`the KQL parser's start and the first query bound: ${seconds(start.ms)}, ${start.megabytes} MB (not in what follows)\n`);
    console.log("detection                     rows      time  x parse  x by hand   wanted  memory");
    for (const name of Object.keys(DETECTIONS)) report(name, best("query", name, file), best("hand", name, file), parse);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function report(name, query, hand, parse) {
  const wanted = DETECTIONS[name].kind === "filter" ? 2 : 4;
  const ratio = query.ms / parse.ms;
  const met = ratio <= wanted && query.megabytes < 500;
  const cells = [name.padEnd(27), String(query.rows).padStart(7), seconds(query.ms).padStart(9), ratio.toFixed(2).padStart(8), (query.ms / hand.ms).toFixed(2).padStart(10)];
  console.log(`${cells.join(" ")}   <= ${wanted}  ${String(query.megabytes).padStart(4)} MB${met ? "" : "  missed"}${query.rows === hand.rows ? "" : `  BY HAND: ${hand.rows} rows`}`);
}

function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

/** The better of two runs, since whatever else the machine does only adds. */
function best(what, name, file) {
  const [a, b] = [one(what, name, file), one(what, name, file)];
  return { ...(a.ms <= b.ms ? a : b), megabytes: Math.max(a.megabytes, b.megabytes) };
}

function one(what, name, file) {
  const { stdout, status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), "--one", what, name, file], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  if (status !== 0) throw new Error(`${what} ${name} failed`);
  return JSON.parse(stdout);
}

async function measureOne(what, name, file) {
  const { run, prepare } = await work(what, name, file);
  await prepare?.();
  const begin = performance.now();
  const rows = await run();
  const ms = performance.now() - begin;
  console.log(JSON.stringify({ ms, rows, megabytes: Math.round(process.resourceUsage().maxRSS / 1024) }));
}

async function work(what, name, file) {
  if (what === "parse") return { run: () => eachRecord(file, () => {}) };
  if (what === "hand") return { run: () => byHand(DETECTIONS[name].byHand, file) };
  const { analyze } = await import("../dist/kql/language/analyze.js");
  const { compileQuery, runQuery, schemaOf } = await import("../dist/kql/evaluate.js");
  const { openTable } = await import("../dist/kql/tables/open-table.js");
  const { loadTables } = await import("../dist/catalogue/tables.js");
  const { parseDateTime } = await import("../dist/kql/values/datetime.js");
  const database = { tables: new Map([["OfficeActivity", openTable("OfficeActivity", [file], loadTables().get("OfficeActivity"))]]) };
  const now = parseDateTime("2026-11-20T12:00:00Z");
  const compile = (query) => compileQuery(analyze(query, schemaOf(database)), database);
  if (what === "start") return { run: () => compile("OfficeActivity | where Operation == 'Send' | count") && 0 };
  let compiled;
  return {
    prepare: () => {
      compiled = compile(DETECTIONS[name].query);
    },
    run: () => {
      let rows = 0;
      runQuery(compiled, { now }, () => () => ++rows > 0);
      return rows;
    },
  };
}

function byHand(make, file) {
  let rows = 0;
  const each = make(() => rows++);
  eachRecord(file, each);
  each.end?.();
  return rows;
}

/** Reads and parses the lines, by the shortest way that holds little; the records are ASCII, so that a block may end anywhere. */
function eachRecord(file, each) {
  const input = openSync(file, "r");
  const buffer = Buffer.allocUnsafe(1_048_576);
  let rest = "";
  let count = 0;
  for (let size = readSync(input, buffer); size > 0; size = readSync(input, buffer)) {
    const lines = (rest + buffer.utf8Slice(0, size)).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      each(JSON.parse(line));
      count++;
    }
  }
  closeSync(input);
  return count;
}
