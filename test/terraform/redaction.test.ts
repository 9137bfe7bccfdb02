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

  it.each([
    ["in a text of JSON or KQL", 'pa"ss\\word9', 'x == "pa\\"ss\\\\word9"', 'x == "(sensitive)"'],
    ["in an address", "to/ken+value9", "https://x/?t=to%2Fken%2Bvalue9", "https://x/?t=(sensitive)"],
    ["on one line", "Ab1\nCd2xyz\nEf3", 'x has "Ab1 Cd2xyz Ef3"', 'x has "(sensitive)"'],
    ["in a diff", "Ab1\nCd2xyz\nEf3", "+Ab1\n+Cd2xyz\n+Ef3", "+(sensitive)"],
    ["with its line ends written out", "Ab1\nCd2xyz\nEf3", 'x has "Ab1\\nCd2xyz\\nEf3"', 'x has "(sensitive)"'],
  ])("takes a secret out as it is written %s", (_, secret, text, redacted) => {
    expect(new Redactor([secret]).redact(text)).toBe(redacted);
  });

  it("takes a half of a character for a secret as well as any other", () => {
    expect(new Redactor(["abcdefgh\ud800"]).redact("x abcdefgh\ud800")).toBe("x (sensitive)");
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
    expect(secrets({ resource_drift: [changeJson("a.b", { after: { all: { x: ["one", { y: "two" }] } }, after_sensitive: { all: true } })] })).toEqual(["one", "two", "x"]);
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

  it("are what reaches a sensitive variable of a module through plain ones, and what its sensitive outputs are written as", () => {
    const inner = { variables: { key: { sensitive: true } }, outputs: { o: { sensitive: true, expression: { constant_value: "output" } }, open: { expression: { constant_value: "open" } } } };
    const outer = { variables: { passed: { default: "default" } }, module_calls: { b: { expressions: { key: { references: ["var.passed"] } }, module: inner } } };
    expect(secrets({
      variables: { plain: { value: "given" }, other: { value: "other" } },
      configuration: { root_module: { variables: { plain: {}, other: {} }, module_calls: { a: { expressions: { passed: { references: ["var.plain.key", "var.plain"] } }, module: outer } } } },
    })).toEqual(["default", "given", "output"]);
  });

  it("are what providers log in with inside a module, whose variable is the caller's", () => {
    expect(secrets({
      variables: { obj: { value: { secret: "of the root" } }, sec: { value: "of the root, which is another" } },
      configuration: {
        provider_config: { "module.m:azurerm": { module_address: "module.m", expressions: { client_secret: { references: ["var.sec"] } } } },
        root_module: { module_calls: { m: { expressions: { sec: { references: ["var.obj.secret", "var.obj"] } }, module: { variables: { sec: {} } } } } },
      },
    })).toEqual(["of the root"]);
  });

  it("are numbers too, and the keys of a map that is masked as a whole, but no names of attributes", () => {
    expect(secrets({ variables: { pin: { value: 1234567890123 } }, configuration: { root_module: { variables: { pin: { sensitive: true } } } } })).toEqual(["1234567890123"]);
    expect(secrets({ resource_changes: [changeJson("a.b", { after: { tags: { SecretKeyAlpha: "x" } }, after_sensitive: { tags: true } })] })).toEqual(["SecretKeyAlpha", "x"]);
    expect(secrets({ resource_changes: [changeJson("a.b", { after: { hooks: [{ display_name: "x" }] }, after_sensitive: { hooks: true } }), changeJson("a.c", { after: { display_name: "y" }, after_sensitive: true })] })).toEqual(["x", "y"]);
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
