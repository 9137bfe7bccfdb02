import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { formatFault, InputError } from "../../../catalogue/fault";
import type { CheckedFile, CheckShared } from "../../../cli/synth/check-file";
import { Interrupted } from "../../../cli/synth/crew";
import { Pool } from "../../../cli/synth/pool";
import { PROJECT } from "../../support/command-line";
import { folderWith } from "../../support/folder-with-files";

const SHARED: CheckShared = { detections: [], changes: { renamed: [], retired: [] }, now: new Date(0) };
const FILES = Array.from({ length: 90 }, (_, i) => `t${i}.yaml`);

/** A pool of two whose processes do this with a request to check; they answer all else. */
function poolThat(does: string, aborted: () => boolean = () => false): Pool {
  const script = folderWith({ "process.cjs": `process.on("message", async (request) => { const { kind, files } = request; if (kind === "check") { ${does} } else process.send({ results: [] }); });\nprocess.on("disconnect", () => process.exit());` });
  const pool = new Pool(2, aborted, join(script, "process.cjs"));
  pool.setUp(SHARED);
  return pool;
}

async function check(pool: Pool, done: (count: number) => void = () => undefined): Promise<readonly CheckedFile[]> {
  try {
    return await pool.check(FILES, undefined, done);
  } finally {
    await pool.end();
  }
}

async function refusal(pool: Pool): Promise<string> {
  const error: unknown = await check(pool).catch((thrown: unknown) => thrown);
  if (!(error instanceof InputError)) throw new Error("nothing was refused", { cause: error });
  return error.faults.map(formatFault).join("\n");
}

describe("processes that share the work", () => {
  it("answer in the order of the files, whichever is done first", async () => {
    const counts: number[] = [];
    const answers = await check(poolThat(`setTimeout(() => process.send({ results: files.map((file) => ({ faults: [{ file }] })) }), files[0] === "t0.yaml" ? 300 : 0);`), (count) => counts.push(count));
    expect(answers.map(({ faults }) => faults[0]?.file)).toEqual(FILES);
    expect(counts.at(-1)).toBe(FILES.length);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
  });

  it.each([
    ["ends", "process.stderr.write('it broke\\n'); process.exit(7);", "--jobs: one of the processes that share the work ended with exit code 7 (it broke)"],
    ["is killed", "process.kill(process.pid, 'SIGKILL');", "--jobs: one of the processes that share the work was ended by SIGKILL; the machine or the process may have run out of memory: a lower number needs less at a time"],
    ["runs out of memory", "require('node:fs').writeSync(2, 'FATAL ERROR: JavaScript heap out of memory\\n at its place\\n'); process.kill(process.pid, 'SIGTERM');", "--jobs: one of the processes that share the work was ended by SIGTERM; the machine or the process may have run out of memory: a lower number needs less at a time"],
  ])("end the run with a message when one of them %s", async (_what, does, message) => {
    expect(await refusal(poolThat(does))).toBe(message);
  });

  it("hand on the faults that one of them found, and an error with its stack", async () => {
    expect(await refusal(poolThat(`process.send({ faults: [{ file: "a.yaml", path: "", message: "is wrong" }] });`))).toBe("a.yaml: is wrong");
    await expect(check(poolThat(`process.send({ error: { message: "a defect", stack: "at its place" } });`))).rejects.toMatchObject({ message: "a defect", stack: "at its place" });
  });

  it("stop at once when the user presses Ctrl-C, however busy they are", async () => {
    const begin = performance.now();
    await expect(check(poolThat("for (;;);", () => performance.now() - begin > 200))).rejects.toThrow(Interrupted);
    expect(performance.now() - begin).toBeLessThan(10_000);
  });

  it("leave a share to the process that started them, and wait for it too", async () => {
    const pool = poolThat("process.send({ results: files.map((file) => ({ faults: [{ file }] })) });");
    const own: string[] = [];
    pool.add({ ask: (request) => Promise.resolve(request.kind === "check" ? request.files.map((file) => ({ faults: [{ file: (own.push(file), file) }] })) : []) });
    expect((await check(pool)).map(({ faults }) => faults[0]?.file)).toEqual(FILES);
    expect(own).toHaveLength(FILES.length / 3);
  });

  it("give up the rest when one of them fails, and wait until this process is at it no more", async () => {
    const pool = poolThat("if (files.includes('t0.yaml')) process.send({ faults: [{ file: 't0.yaml', path: '', message: 'is wrong' }] });");
    const heard: string[] = [];
    pool.add({
      ask: async (request) => {
        if (request.kind !== "check") return [];
        while (!pool.failed()) await new Promise((resolve) => setTimeout(resolve, 5));
        await new Promise((resolve) => setTimeout(resolve, 100));
        heard.push("stopped");
        return [];
      },
    });
    expect(await refusal(pool).finally(() => heard.push("told"))).toBe("t0.yaml: is wrong");
    expect(heard).toEqual(["stopped", "told"]);
  });

  it("end when the process that started them is killed", () => {
    const script = `
      const childProcess = require("node:child_process");
      const { fork } = childProcess;
      childProcess.fork = (...args) => { const child = fork(...args); require("node:fs").writeSync(1, child.pid + "\\n"); return child; };
      const { Pool } = require("./dist/cli/synth/pool.js");
      const pool = new Pool(2, () => false);
      pool.setUp({ detections: [], changes: { renamed: [], retired: [] }, now: new Date(0) });
      pool.check([], undefined, () => {}).then(() => process.kill(process.pid, "SIGKILL"));`;
    const ran = spawnSync(process.execPath, ["-e", script], { cwd: PROJECT, encoding: "utf8" });
    expect(ran.signal).toBe("SIGKILL");
    const pids = ran.stdout.trim().split("\n").map(Number);
    expect(pids).toHaveLength(2);
    for (const pid of pids) expect(endsSoon(pid)).toBe(true);
  });
});

function endsSoon(pid: number): boolean {
  for (const until = Date.now() + 10_000; Date.now() < until; ) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
  return false;
}
