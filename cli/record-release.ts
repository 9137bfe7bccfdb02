import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { InputError } from "../catalogue/fault";
import { packageVersion } from "../catalogue/location";
import { releasesDir, type RecordedStack } from "../catalogue/releases";
import { EXIT } from "../findings/exit-code";
import { recordStack } from "./upgrade/record";
import { referenceStacks } from "./upgrade/references";

/** The record of the code at hand as its file holds it: a line a resource, so that a diff of two can be read. */
export function recordText(version: string): string {
  const tenants = referenceStacks().map(({ name, terraform }) => `    ${JSON.stringify(name)}: {\n${lines(recordStack(terraform, version))}\n    }`);
  return `{\n  "formatVersion": 1,\n  "version": ${JSON.stringify(version)},\n  "tenants": {\n${tenants.join(",\n")}\n  }\n}\n`;
}

function lines(stack: RecordedStack): string {
  return Object.entries(stack).map(([address, attributes]) => `      ${JSON.stringify(address)}: ${JSON.stringify(attributes)}`).join(",\n");
}

/** Throws {@link InputError} where the file holds another record: what was released is not rewritten. */
export function writeRecord(file: string, text: string): void {
  if (existsSync(file) && readFileSync(file, "utf8") !== text) {
    const message = "is recorded already, and the code now makes something else; raise the version in package.json, or, if this one was not released yet, remove the record first";
    throw new InputError([{ file, path: "", message }]);
  }
  writeFileSync(file, text);
}

/** `npm run record-release`, once for each version that is released. */
function main(): number {
  const version = packageVersion();
  const file = relative(process.cwd(), join(releasesDir(), `${version}.json`));
  try {
    writeRecord(file, recordText(version));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return EXIT.couldNotRun;
  }
  process.stdout.write(`${file}\n`);
  return EXIT.clean;
}

if (require.main === module) process.exitCode = main();
