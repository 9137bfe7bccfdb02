import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { snapshotFile } from "../../kql/language/snapshot";
import { PROJECT } from "../support/command-line";
import { temporaryFolder } from "../support/temporary-folder";

const DIST = join(PROJECT, "dist");
const SNAPSHOT = join(DIST, "kql", "language", basename(snapshotFile()));

describe("a start from the parser's snapshot", () => {
  const folder = temporaryFolder();
  const copied = (): string => join(folder(), relative(PROJECT, SNAPSHOT));

  beforeAll(() => {
    cpSync(DIST, join(folder(), "dist"), { recursive: true, filter: (file) => !/\.blob$|\.d\.ts$|tsbuildinfo/u.test(file) });
    for (const name of ["node_modules", "catalogue", "package.json"]) symlinkSync(join(PROJECT, name), join(folder(), name));
    mkdirSync(dirname(copied()), { recursive: true });
  });

  const run = (...args: string[]) => {
    const { status, stdout } = spawnSync(process.execPath, [join(folder(), "dist", "cli", "main.js"), "kql", "run", "--format", "csv", ...args], { encoding: "utf8", input: "print It = 1" });
    return { status, stdout };
  };

  it("is what a checkout has", () => expect(existsSync(SNAPSHOT)).toBe(true));

  it.each([
    ["is empty", ""],
    ["is no snapshot", "nonsense ".repeat(1000)],
  ])("that %s falls back to a start without, which still has its standard input, and is removed", (_, content) => {
    writeFileSync(copied(), content);
    expect(run("-")).toEqual({ status: 0, stdout: "It\r\n1\r\n" });
    expect(existsSync(copied())).toBe(false);
  });

  it("is left alone by a query that fails", () => {
    cpSync(SNAPSHOT, copied());
    expect(run("print (")).toEqual({ status: 2, stdout: "" });
    expect(existsSync(copied())).toBe(true);
  });

  it("is not missed", () => expect(run("-").status).toBe(0));
});

describe("kql run --batch, asked to end", () => {
  it("leaves no process behind that works on", async () => {
    const batch = spawn(process.execPath, [join(DIST, "cli", "main.js"), "kql", "run", "--batch", "-"], { stdio: ["pipe", "ignore", "inherit"] });
    batch.stdin.write(`${JSON.stringify({ id: 1, query: "range x from 1 to 1000000000000 step 1 | where x < 0" })}\n`);
    const engine = await eventually(() => descendants(batch.pid ?? 0).find(({ command }) => command.includes("batch-engine")));
    batch.kill("SIGTERM");
    await eventually(() => (alive(engine.pid) ? undefined : true));
    expect(alive(engine.pid)).toBe(false);
  });
});

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

function descendants(pid: number): Process[] {
  const lines = spawnSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" }).stdout.split("\n");
  const all = lines.map((line): Process => {
    const [own, parent, ...command] = line.trim().split(/\s+/u);
    return { pid: Number(own), parent: Number(parent), command: command.join(" ") };
  });
  const below = (of: number): Process[] => all.filter(({ parent }) => parent === of).flatMap((child) => [child, ...below(child.pid)]);
  return below(pid);
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Asks until there is an answer, for some seconds: less than a query of a batch may take. */
async function eventually<T>(ask: () => T | undefined): Promise<T> {
  for (let tries = 0; tries < 80; tries++) {
    const answer = ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("it did not come to pass");
}
