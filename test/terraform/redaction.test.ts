import fc from "fast-check";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Redactor, secretsOf } from "../../terraform/redaction";
import { changeJson, planJson } from "../support/plan";

const PLANS = join(__dirname, "../fixtures/plans");

describe("a redactor", () => {
  it("takes a secret out wherever it stands", () => {
    expect(new Redactor(["hunter2hunter2"]).redact("a hunter2hunter2, hunter2hunter2!")).toBe("a (sensitive), (sensitive)!");
  });

  it("takes the longest out where one begins another", () => {
    expect(new Redactor(["abcdefgh", "abcdefghij"]).redact("xabcdefghijx")).toBe("x(sensitive)x");
  });

  it("takes each line of a secret out that has several", () => {
    expect(new Redactor(["-----BEGIN KEY\n  MIIEvQIBADAN\n"]).redact("key: MIIEvQIBADAN")).toBe("key: (sensitive)");
  });

  it("leaves words alone that happen to be short secrets", () => {
    expect(new Redactor(["s", "secret"]).redact("a secret sentence")).toBe("a secret sentence");
  });

  it("goes through every text of a value", () => {
    expect(new Redactor(["hunter2hunter2"]).redactAll({ a: ["hunter2hunter2", 1, null], b: { c: "x" } })).toEqual({ a: ["(sensitive)", 1, null], b: { c: "x" } });
  });

  it("leaves no secret of eight characters or more in any text", () => {
    const unit = fc.constantFrom("a", "b", "(", "s");
    fc.assert(fc.property(fc.array(fc.string({ unit, minLength: 8, maxLength: 12 }), { minLength: 1, maxLength: 5 }), fc.array(fc.string({ unit, maxLength: 4 }), { maxLength: 6 }), (secrets, between) => {
      const text = between.map((part, i) => part + secrets[i % secrets.length]!).join("");
      const left = new Redactor(secrets).redact(text).split("(sensitive)");
      for (const secret of secrets) expect(left.filter((part) => part.includes(secret))).toEqual([]);
    }));
  });
});

describe("the secrets of a plan", () => {
  const secrets = (overrides: Record<string, unknown>) => [...secretsOf(planJson(overrides))].sort();

  it("are what its masks cover, whole or in part, before and after, nested", () => {
    const change = changeJson("a.b", {
      before: { key: "before-secret", open: "x" }, before_sensitive: { key: true },
      after: { hooks: [{ name: "n", uri: "after-secret" }, { uri: "y" }] }, after_sensitive: { hooks: [{ uri: true }, {}] },
    });
    expect(secrets({ resource_changes: [change] })).toEqual(["after-secret", "before-secret"]);
    expect(secrets({ resource_drift: [changeJson("a.b", { after: { all: { x: ["one", { y: "two" }] } }, after_sensitive: { all: true } })] })).toEqual(["one", "two"]);
  });

  it("are sensitive outputs, as they change, are planned and were", () => {
    expect(secrets({
      output_changes: { a: { before: "old", after: "new", before_sensitive: true, after_sensitive: true }, b: { after: "open", after_sensitive: false } },
      planned_values: { outputs: { c: { sensitive: true, value: "planned" }, d: { sensitive: false, value: "open" } } },
      prior_state: { values: { outputs: { e: { sensitive: true, value: "prior" } } } },
    })).toEqual(["new", "old", "planned", "prior"]);
  });

  it("are masked values of states, in modules too", () => {
    const module = { resources: [{ address: "a.b", values: { key: "planned" }, sensitive_values: { key: true } }] };
    expect(secrets({ planned_values: { root_module: { child_modules: [module] } }, prior_state: { values: { root_module: module } } })).toEqual(["planned"]);
  });

  it("are sensitive variables: what they are given, and their defaults, in modules too", () => {
    expect(secrets({
      variables: { hook: { value: "given" }, open: { value: "open" } },
      configuration: {
        root_module: {
          variables: { hook: { sensitive: true, default: "default" }, open: {} },
          module_calls: { m: { expressions: { key: { constant_value: "constant" } }, module: { variables: { key: { sensitive: true } } } } },
        },
      },
    })).toEqual(["constant", "default", "given"]);
  });

  it("are what providers log in with, which has no mask, but not whose tenant it is", () => {
    expect(secrets({
      variables: { password: { value: "by variable" } },
      configuration: {
        provider_config: {
          azuread: { expressions: { tenant_id: { constant_value: "t" }, client_id: { constant_value: "c" }, client_secret: { constant_value: "s3cr3t" } } },
          other: { expressions: { auth: [{ password: { references: ["var.password"] } }] } },
        },
      },
    })).toEqual(["by variable", "s3cr3t"]);
  });

  it.each(readdirSync(PLANS))("of the real plan %s include its webhook", (file) => {
    const json = JSON.parse(readFileSync(join(PLANS, file), "utf8")) as Record<string, unknown>;
    expect(secretsOf(json)).toContain("https://hooks.example.com/secret-token-123");
  });

  it.each([{ resource_changes: [null, { change: null }] }, { variables: null, configuration: { root_module: { variables: null, module_calls: [null] } } }, { configuration: null }, { planned_values: { root_module: { child_modules: [null] } } }])("are none where %j has none", (overrides) => {
    expect(secrets(overrides)).toEqual([]);
  });
});
