/** Loaded into each process that is measured: at its end it notes what it took, one JSON line in the file that USAGE_FILE names. */
const { appendFileSync } = require("node:fs");

process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  appendFileSync(process.env.USAGE_FILE, `${JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1000, kilobytes: maxRSS })}\n`);
});
