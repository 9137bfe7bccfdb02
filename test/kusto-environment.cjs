const { TestEnvironment } = require("jest-environment-node");

/** Loads Microsoft's parser once for all test files of a worker: each file has globals of its own, and setting the parser up takes seconds. */
let parser;

function load() {
  if (parser === undefined) {
    require("@kusto/language-service-next/bridge.min.js");
    require("@kusto/language-service-next/Kusto.Language.Bridge.min.js");
    parser = { Bridge: globalThis.Bridge, System: globalThis.System, Kusto: globalThis.Kusto };
  }
  return parser;
}

/** Node's environment, in which the parser's globals are there as in a process that started from its snapshot. */
module.exports = class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    for (const name of ["Bridge", "System", "Kusto"]) Object.defineProperty(this.global, name, { configurable: true, get: () => load()[name] });
  }
};
