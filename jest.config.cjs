const { reachesCdktf, testFiles } = require("./test/environment/reaches-cdktf.cjs");

const all = testFiles();
const onCdktf = all.filter(reachesCdktf);
/** What is no other on cdktn: what is done with stacks that are proven equal, which of its parts a command loads, and the package as a user installs it, who gets cdktf. */
const once = (file) => file.includes("/test/terraform/") || ["/test/package.test.ts", "/test/cli/drift.test.ts", "/test/cli/light.test.ts"].some((name) => file.endsWith(name));
const here = (name) => `<rootDir>/test/environment/${name}`;

/** Tests of one project. They share their snapshots, which jest compares as values and keeps beside the tests. */
function project({ name, files, modules = {} }) {
  return {
    displayName: name,
    testMatch: files,
    testEnvironment: here("environment.cjs"),
    testEnvironmentOptions: { testProject: name },
    // Each file alone: types are checked once, by `npm run typecheck`, not again in every worker.
    transform: { "^.+\\.ts$": here("strip-types.cjs") },
    modulePathIgnorePatterns: ["<rootDir>/dist/"],
    // The package by its own name, as examples/ import it.
    moduleNameMapper: { "^mailbox-baseline$": "<rootDir>/constructs/index.ts", ...modules },
  };
}

/**
 * What loads cdktf, by its imports or by a command line that it starts, runs twice: on cdktf, and on cdktn, CDK Terrain's package, in its stead. The rest would run
 * the same code a second time and prove nothing. Which is which is read off the imports at each start, and proven in the run: in "no-cdktf" loading cdktf is an error.
 *
 * @type {import("jest").Config}
 */
module.exports = {
  projects: [
    {
      name: "no-cdktf",
      files: all.filter((file) => !onCdktf.includes(file)),
      modules: { "^@?cdktf(?:/.*)?$": here("cdktf-refused.cjs"), "^node:child_process$": here("child-process.cjs") },
    },
    { name: "cdktf", files: onCdktf },
    { name: "cdktn", files: onCdktf.filter((file) => !once(file)), modules: { "^cdktf$": "cdktn", "^cdktf/(.*)$": "cdktn/$1" } },
  ].map(project),
  watchman: false,
  // The default reporter for people, then one plain line that a pipeline can read.
  reporters: ["default", "<rootDir>/test/closing-line-reporter.cjs"],
  testTimeout: 30_000,
  // Jest would leave one core of two idle.
  maxWorkers: "100%",
};
