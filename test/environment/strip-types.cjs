const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");

/** Loaded by the workers that find a file untransformed, not by all. */
let typescript;
const CONFIG = readFileSync(join(__dirname, "..", "..", "tsconfig.json"), "utf8");
const OWN = readFileSync(__filename, "utf8");
const VERSION = require("typescript/package.json").version;

/** TypeScript as JavaScript, each file alone and unchecked; jest keeps the result by the key. */
module.exports = {
  process(source, fileName) {
    typescript ??= require("typescript");
    const { module: _, ...options } = typescript.parseConfigFileTextToJson("tsconfig.json", CONFIG).config.compilerOptions;
    const compilerOptions = { ...options, module: typescript.ModuleKind.CommonJS, target: typescript.ScriptTarget.ES2022, inlineSourceMap: true, inlineSources: true };
    return { code: typescript.transpileModule(source, { fileName, compilerOptions }).outputText };
  },
  getCacheKey: (source, fileName) => createHash("sha256").update([OWN, CONFIG, VERSION, fileName, source].join("\0")).digest("hex"),
};
