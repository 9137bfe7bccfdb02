import Ajv from "ajv";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";

const PROJECT = resolve(__dirname, "..");
const compile = (name: string) => new Ajv({ strict: false }).compile(JSON.parse(readFileSync(join(PROJECT, "schemas", name), "utf8")) as object);
const yaml = (...path: string[]): unknown => parse(readFileSync(join(PROJECT, ...path), "utf8"));

describe("the JSON Schemas for editors", () => {
  it("are those that validate the files (npm run schemas)", () => {
    const ran = spawnSync(process.execPath, ["schemas/generate.mjs", "--check"], { cwd: PROJECT, encoding: "utf8" });
    expect([ran.status, ran.stderr]).toEqual([0, ""]);
  });

  it.each(["contoso", "fabrikam", "northwind"])("accept the sample tenant %s", (name) => {
    const valid = compile("tenant.schema.json");
    expect([valid(yaml("tenants", `${name}.yaml`)), valid.errors]).toEqual([true, null]);
  });

  it("accept every detection of the catalogue", () => {
    const valid = compile("rule.schema.json");
    const faulty = readdirSync(join(PROJECT, "catalogue", "detections")).filter((id) => !valid(yaml("catalogue", "detections", id, "rule.yaml")));
    expect([faulty, valid.errors]).toEqual([[], null]);
  });

  it("refuse a key that nobody knows", () => {
    const valid = compile("tenant.schema.json");
    expect(valid({ ...(yaml("tenants", "northwind.yaml") as object), conectors: {} })).toBe(false);
  });
});
