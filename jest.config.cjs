/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  // Transpiles each file alone: types are checked once, by `npm run typecheck`, not again in every worker.
  transform: { "^.+\\.ts$": ["ts-jest", { isolatedModules: true, diagnostics: false }] },
  modulePathIgnorePatterns: ["<rootDir>/dist/"],
  watchman: false,
  // The default reporter for people, then one plain line that a pipeline can read.
  reporters: ["default", "<rootDir>/test/closing-line-reporter.cjs"],
  testTimeout: 30_000,
};
