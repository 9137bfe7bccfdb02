const { parentPort, workerData } = require("node:worker_threads");
const { program, answers, done } = workerData;

/** A thread that has the built command line loaded, and runs one command line after the other: see command-lines.cjs. */
const { run } = require(program);

parentPort.on("message", async ({ args, env, input }) => {
  const said = { out: "", err: "" };
  const out = (text) => void (said.out += text);
  const err = (text) => void (said.err += text);
  answer({ code: await run(args, world({ out, err, env, input })), ...said });
});
// What would end a process ends this thread; who waits is told.
process.on("exit", (code) => answer({ code, out: "", err: "the thread ended" }));

/** What cli/main.ts makes of a process without a terminal. */
function world({ out, err, env, input }) {
  const stream = (text) => {
    out(text);
    return true;
  };
  const chunks = async function* () {
    if (input.length > 0) yield input;
  };
  const plain = { width: 80, color: false, columns: undefined, interactive: false, now: () => new Date(), aborted: () => false, endOnInterrupt: () => undefined };
  return { ...plain, out, err, stream, input: chunks, env };
}

function answer(ran) {
  answers.postMessage(ran);
  Atomics.store(done, 0, 1);
  Atomics.notify(done, 0);
}
