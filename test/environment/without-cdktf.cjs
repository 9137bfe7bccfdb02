const Module = require("node:module");

/** Loaded before a program, lets nothing in it have cdktf or its bindings. */
const resolveFilename = Module._resolveFilename;

Module._resolveFilename = function (request, ...rest) {
  if (/^(?:cdktf|@cdktf\/.+)(?:\/|$)/u.test(request)) require("./cdktf-refused.cjs");
  return resolveFilename.call(this, request, ...rest);
};
