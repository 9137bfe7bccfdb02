import { buildSnapshot } from "../kql/language/snapshot";

// Part of `npm run build`. What fails here costs a second at each start and nothing else, so it doesn't fail the build.
const reason = buildSnapshot();
if (reason !== undefined) process.stderr.write(`the KQL parser's start-up snapshot could not be built, so that \`check\` and \`kql\` start a second later: ${reason}\n`);
