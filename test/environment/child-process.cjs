// Not by its other name, which is this file.
const childProcess = require("child_process");
const { cdktfCommandsIn } = require("./reaches-cdktf.cjs");

/** Stands for node:child_process in the project "no-cdktf", and starts nothing that loads cdktf. What a process loads can't be seen from here; the words of its command line can. */
const guarded = (start) => (command, args, ...rest) => {
  const line = [command, ...(Array.isArray(args) ? args : [])].join(" ");
  if (cdktfCommandsIn(line).length > 0 || /\bdist\/main\.js\b/u.test(line)) {
    throw new Error(`this test starts what loads cdktf, but reaches-cdktf.cjs doesn't see that it does, so that it would not run on cdktn: ${line}`);
  }
  return start(command, args, ...rest);
};

module.exports = { ...childProcess, spawn: guarded(childProcess.spawn), spawnSync: guarded(childProcess.spawnSync) };
