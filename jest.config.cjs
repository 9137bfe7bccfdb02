/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "<rootDir>/test/kusto-environment.cjs",
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  // tsconfig's isolatedModules makes it transpile each file alone: types are checked once, by `npm run typecheck`, not again in every worker.
  transform: { "^.+\\.ts$": ["ts-jest", { diagnostics: false }] },
  modulePathIgnorePatterns: ["<rootDir>/dist/"],
  // The package by its own name, as examples/ import it.
  moduleNameMapper: { "^mailbox-baseline$": "<rootDir>/constructs/index.ts" },
  watchman: false,
  // The default reporter for people, then one plain line that a pipeline can read.
  reporters: ["default", "<rootDir>/test/closing-line-reporter.cjs"],
  testTimeout: 30_000,
  // Jest would leave one core of two idle.
  maxWorkers: "100%",
};
