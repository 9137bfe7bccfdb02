import { type ChildProcess, fork } from "node:child_process";
import { extname, join } from "node:path";
import { type BatchLine, idOfLine, refusal } from "./batch-answer";
import type { FromEngine, ToEngine } from "./batch-engine";

/** For loading the parser on a busy machine, in milliseconds. */
const START = 60_000;
/** Seconds after its time is over; a query that hasn't ended by itself then hangs where no clock is looked at: in the parser. */
const GRACE = 2;

const ENDING: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/** Runs the queries of a batch in a process of their own, and a new one after a query that ended it. */
export class BatchEngine {
  private child: ChildProcess | undefined;

  constructor(private readonly setUp: Extract<ToEngine, { readonly files: unknown }>) {
    // The other process would work on at its query, for as long as that takes, since it can't notice that nobody listens any more.
    process.once("exit", () => this.stop());
    for (const signal of ENDING) process.once(signal, () => this.endBy(signal));
  }

  async answer(line: BatchLine): Promise<string> {
    if (this.child?.connected !== true) this.child = await this.start();
    const reply = await exchange(this.child, line, (this.setUp.seconds + GRACE) * 1000);
    if (typeof reply === "object") return "answer" in reply ? reply.answer : "";
    this.stop();
    return refusal(idOfLine(line), "limit", reply === "late" ? `longer than ${this.setUp.seconds} s` : "more memory than there is");
  }

  stop(): void {
    this.child?.removeAllListeners();
    this.child?.kill("SIGKILL");
    this.child = undefined;
  }

  private endBy(signal: NodeJS.Signals): void {
    this.stop();
    process.kill(process.pid, signal);
  }

  private async start(): Promise<ChildProcess> {
    // V8's own words on memory that ran out are nothing for who reads the answers.
    const child = fork(join(__dirname, `batch-engine${extname(__filename)}`), { stdio: ["ignore", "ignore", "ignore", "ipc"], serialization: "advanced" });
    const reply = await exchange(child, this.setUp, START);
    if (typeof reply !== "object") throw new Error(`the process that runs queries ${reply === "late" ? "did not start in time" : "ended at its start"}`);
    return child;
  }
}

function exchange(child: ChildProcess, message: ToEngine, milliseconds: number): Promise<FromEngine | "late" | "ended"> {
  return new Promise((resolve) => {
    const settle = (reply: FromEngine | "late" | "ended"): void => {
      clearTimeout(timer);
      child.removeAllListeners();
      resolve(reply);
    };
    const timer = setTimeout(settle, milliseconds, "late");
    child.once("message", (reply) => settle(reply as FromEngine));
    child.once("exit", () => settle("ended"));
    child.on("error", () => settle("ended"));
    child.send(message, (error) => {
      if (error) settle("ended");
    });
  });
}
