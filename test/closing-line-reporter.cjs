const { writeSync } = require("node:fs");

/** Closes a run with `N passed, N failed, N skipped`, alone on the last line. */
module.exports = class ClosingLineReporter {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites }) {
    // A test file that couldn't be run at all holds no test that could fail, yet the run did.
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    const line = `${numPassedTests} passed, ${failed} failed, ${numPendingTests + numTodoTests} skipped\n`;
    // jest prints its own summary after every reporter has been told that the run is complete.
    process.once("exit", () => writeSync(1, line));
  }
};
