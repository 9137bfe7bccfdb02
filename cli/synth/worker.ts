import { fork, type ChildProcess } from "node:child_process";
import { InputError } from "../../catalogue/fault";
import type { Answer, Request } from "./process";

/** As much of what a process said last as tells why it ended. */
const LAST_WORDS = 4096;

/** Another process that shares the work, seen from the one that runs the command. */
export class SynthWorker {
  private readonly child: ChildProcess;
  private readonly over: Promise<void>;
  private reject: ((reason: Error) => void) | undefined;
  private end: InputError | undefined;
  private words = "";
  private asked = false;

  constructor(script: string) {
    this.child = fork(script, { stdio: ["ignore", "ignore", "pipe", "ipc"], serialization: "advanced" });
    this.child.stderr?.on("data", (data: Buffer) => (this.words = (this.words + data.toString()).slice(-LAST_WORDS)));
    this.over = new Promise((resolve) => {
      const ended = (how: string): void => {
        this.end = crash(how, this.words);
        this.reject?.(this.end);
        resolve();
      };
      this.child.on("error", (error: NodeJS.ErrnoException) => ended(`could not be started or reached: ${error.code ?? error.message}`));
      // Its last words may come after its exit. Node's "close" would wait for them too, but doesn't come once we have disconnected.
      const words = new Promise((said) => this.child.stderr?.once("close", said));
      this.child.on("exit", (code, signal) => void words.then(() => ended(signal === null ? `ended with exit code ${code ?? "unknown"}` : `was ended by ${signal}`)));
    });
  }

  /** One request at a time. Rejects with {@link InputError} for faults, and where the process ends before it answers. */
  ask(request: Request): Promise<readonly unknown[]> {
    return new Promise((resolve, reject) => {
      this.reject = reject;
      if (this.end !== undefined) reject(this.end);
      this.asked = true;
      this.child.once("message", (answer: Answer) => {
        this.asked = false;
        if ("results" in answer) resolve(answer.results);
        else reject("faults" in answer ? new InputError(answer.faults) : Object.assign(new Error(answer.error.message), { stack: answer.error.stack }));
      });
      // Where it can't be sent, the process has ended or will, which says more.
      this.child.send(request, () => undefined);
    });
  }

  /** Gives up what is asked. */
  interrupt(reason: Error): void {
    this.reject?.(reason);
  }

  /** Ends it, and waits for that: what is at work at once, since what it writes is thrown away. */
  stop(): Promise<void> {
    if (this.asked) this.child.kill("SIGKILL");
    else if (this.child.connected) this.child.disconnect();
    return this.over;
  }
}

/** A process that ends before its work is done is no fault of a file, but of the machine, or of how many were to share it. */
function crash(how: string, words: string): InputError {
  const memory = /out of memory/iu.test(words) || how.includes("SIGKILL") ? "; the machine or the process may have run out of memory: a lower number needs less at a time" : "";
  const last = words.trim().split("\n").at(-1) ?? "";
  return new InputError([{ file: "--jobs", path: "", message: `one of the processes that share the work ${how}${memory === "" && last !== "" ? ` (${last})` : memory}` }]);
}
