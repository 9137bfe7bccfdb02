const { readFileSync } = require("node:fs");
const { process: stripTypes } = require("./strip-types.cjs");

/** Loaded before a program, lets it be written in TypeScript, as jest lets tests. */
require.extensions[".ts"] = (module, file) => module._compile(stripTypes(readFileSync(file, "utf8"), file).code, file);
