const { join, resolve } = require("node:path");
const { MessageChannel, receiveMessageOnPort, Worker } = require("node:worker_threads");

const THREAD = join(__dirname, "command-thread.cjs");
const PROGRAM = resolve(__dirname, "..", "..", "dist", "cli", "program.js");
/** By the modules loaded before the command line. */
const threads = new Map();

/**
 * Runs a command line of the built program in a thread that has it loaded, and waits for its end. Starting a process takes half a second, and seconds for Microsoft's
 * parser; the thread is there for all test files of a jest worker.
 * @param before modules the thread, and threads that it starts, load first
 * @param request args, env, input (bytes) and timeout (milliseconds)
 */
module.exports = function runCommandLine(before, { args, env, input, timeout }) {
  const key = before.join("\n");
  const thread = threads.get(key) ?? start(before);
  threads.set(key, thread);
  Atomics.store(thread.done, 0, 0);
  thread.worker.postMessage({ args, env, input });
  const ended = Atomics.wait(thread.done, 0, 0, timeout) !== "timed-out";
  const ran = ended ? receiveMessageOnPort(thread.answers)?.message : undefined;
  if (ran !== undefined && ran.err !== "the thread ended") return ran;
  threads.delete(key);
  void thread.worker.terminate();
  throw new Error(`mailbox-baseline ${args.join(" ")}: ${ended ? "ended its process" : `took more than ${timeout} ms`}`);
};

function start(before) {
  const { port1: answers, port2 } = new MessageChannel();
  const done = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(THREAD, { execArgv: before.flatMap((module) => ["--require", module]), workerData: { program: PROGRAM, answers: port2, done }, transferList: [port2] });
  // Neither is what a test run waits for at its end.
  worker.unref();
  answers.unref();
  return { worker, answers, done };
}
