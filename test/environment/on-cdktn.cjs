const Module = require("node:module");
const { join } = require("node:path");

/** Loaded before a program (`node --require`), lets it and the bindings have `cdktn` for `cdktf`. */
const resolveFilename = Module._resolveFilename;
const asHere = { ...module, filename: __filename, paths: Module._nodeModulePaths(join(__dirname, "..", "..")) };

Module._resolveFilename = function (request, parent, ...rest) {
  const inCdktn = /^cdktf(\/.*)?$/u.exec(request);
  return inCdktn === null ? resolveFilename.call(this, request, parent, ...rest) : resolveFilename.call(this, `cdktn${inCdktn[1] ?? ""}`, asHere);
};
