const { join } = require("node:path");
const { TestEnvironment } = require("jest-environment-node");
const runCommandLine = require("./command-lines.cjs");

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

/** By jest's project, what programs load before all else. */
const LOADED_BEFORE = { "no-cdktf": ["without-cdktf.cjs"], cdktf: [], cdktn: ["on-cdktn.cjs"] };

/** Node's environment, in which the parser's globals are there as in a process that started from its snapshot, and programs run on what the project's tests run on. */
module.exports = class extends TestEnvironment {
  constructor(config, context) {
    const { testProject } = config.projectConfig.testEnvironmentOptions;
    // For processes, which have our environment, as the tests have: set before a test file's own copy is made. A process without cdktf must start as a user's does, from the parser's snapshot.
    const nodeOptions = process.env.NODE_OPTIONS;
    if (testProject === "cdktn") process.env.NODE_OPTIONS = `${nodeOptions ?? ""} --require ${join(__dirname, "on-cdktn.cjs")}`.trim();
    super(config, context);
    this.nodeOptions = nodeOptions;
    for (const name of ["Bridge", "System", "Kusto"]) Object.defineProperty(this.global, name, { configurable: true, get: () => load()[name] });
    const before = LOADED_BEFORE[testProject].map((name) => join(__dirname, name));
    this.global.runCommandLine = (request) => runCommandLine(before, request);
  }

  async teardown() {
    if (this.nodeOptions === undefined) delete process.env.NODE_OPTIONS;
    else process.env.NODE_OPTIONS = this.nodeOptions;
    await super.teardown();
  }
};
