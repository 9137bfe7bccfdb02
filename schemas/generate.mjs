// Writes schemas/*.schema.json from the schemas that validate the files, for completion in editors: `npm run schemas`.
// With --check it writes nothing and exits 1 where a file is not current.
import { toJsonSchema } from "@valibot/to-json-schema";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { TenantShape } = require("../dist/catalogue/tenant-schema.js");
const { BaselineRuleShape } = require("../dist/catalogue/schema.js");

const FILES = {
  "tenant.schema.json": extendable(schemaOf(TenantShape, "A tenant of mailbox-baseline")),
  "rule.schema.json": schemaOf(BaselineRuleShape, "A detection of mailbox-baseline: rule.yaml"),
};

function schemaOf(shape, title) {
  // What JSON Schema can't say (a day of the calendar, exactly one of three keys) is left to `check`.
  return tidy({ ...toJsonSchema(shape, { typeMode: "input", errorMode: "ignore" }), title });
}

/** A file that extends another may leave every key to it. */
function extendable({ required, ...schema }) {
  return { ...schema, anyOf: [{ required: ["extends"] }, { required }] };
}

/** `additionalProperties: { not: {} }` says no other keys, which editors understand better as false. */
function tidy(node) {
  if (Array.isArray(node)) return node.map(tidy);
  if (node === null || typeof node !== "object") return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, key === "additionalProperties" && JSON.stringify(value) === '{"not":{}}' ? false : tidy(value)]),
  );
}

for (const [name, schema] of Object.entries(FILES)) {
  const file = new URL(name, import.meta.url);
  const text = `${JSON.stringify(schema, undefined, 2)}\n`;
  if (!process.argv.includes("--check")) writeFileSync(file, text);
  else if (readFileSync(file, "utf8") !== text) {
    process.stderr.write(`schemas/${name} is not current; run npm run schemas\n`);
    process.exitCode = 1;
  }
}
