import fc from "fast-check";
import { text } from "../../constructs/terraform-text";
import { parseExpression, parseTemplate, parseTextList } from "../../terraform/expression";

/** Terraform's value of a part that refers to nothing. */
function evaluated(part: NonNullable<ReturnType<typeof parseTemplate>>[number]): string {
  if (typeof part === "string") return part;
  const parsed = parseExpression(part.source);
  return parsed?.kind === "literal" ? String(parsed.value) : `not a literal: ${part.source}`;
}

describe("a template", () => {
  it("is text, and expressions in braces", () => {
    expect(parseTemplate("a ${b.c} d")).toEqual(["a ", { source: "b.c" }, " d"]);
  });

  it("is an empty text where it is empty", () => {
    expect(parseTemplate("")).toEqual([""]);
  });

  it("keeps escaped braces as text", () => {
    expect(parseTemplate("$${a} %%{if}")).toEqual(["${a} %{if}"]);
  });

  it("ends an expression at its own brace, not at one in a string or an object", () => {
    expect(parseTemplate('${f({a = "}"})}x')).toEqual([{ source: 'f({a = "}"})' }, "x"]);
    expect(parseTemplate('${f("\\"}")}')).toEqual([{ source: 'f("\\"}")' }]);
  });

  it.each(["%{if a}b%{endif}", "${a", '${"a}'])("is none that is understood: %s", (text) => {
    expect(parseTemplate(text)).toBeUndefined();
  });

  it("gives any text back that was escaped for it", () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom("$", "%", "{", "}", "a", '"', "\\", "TfToken[") }), (plain) => {
      expect(parseTemplate(text(plain))?.map(evaluated).join("")).toBe(plain);
    }));
  });

  it("never hangs or throws", () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom("$", "{", "}", "%", '"', "\\", "a", "(") }), (text) => {
      expect(() => parseTemplate(text)).not.toThrow();
    }));
  });
});

describe("an expression", () => {
  it.each([
    ["azuread_application.crm.client_id", ["azuread_application", "crm", "client_id"]],
    ['azuread_service_principal.graph.app_role_ids["Mail.Send"]', ["azuread_service_principal", "graph", "app_role_ids", "Mail.Send"]],
    ['lookup(data.azuread_service_principal.graph.app_role_ids, "Mail.Send")', ["data", "azuread_service_principal", "graph", "app_role_ids", "Mail.Send"]],
    ["element(azuread_application.all[*].id, 0)", undefined],
    ["element(local.ids, 0)", ["local", "ids", 0]],
    ["(local.ids)[1]", ["local", "ids", 1]],
    ["a.b.0.c", ["a", "b", 0, "c"]],
    ["a.b[0].c", ["a", "b", 0, "c"]],
    [" a . b ", ["a", "b"]],
  ])("that refers to something says to what: %s", (source, steps) => {
    expect(parseExpression(source)).toEqual(steps === undefined ? undefined : { kind: "traversal", steps });
  });

  it("may have a reference for a key", () => {
    expect(parseExpression("a.b[each.value]")).toEqual({ kind: "traversal", steps: ["a", "b", { kind: "traversal", steps: ["each", "value"] }] });
  });

  it.each([
    ['"a\\"b\\u0041"', 'a"bA'],
    ['"\\U0001F600"', "😀"],
    ['"$${a}"', "${a}"],
    ["-1.5", -1.5],
    ["true", true],
    ["null", null],
  ])("that is a literal has its value: %s", (source, value) => {
    expect(parseExpression(source)).toEqual({ kind: "literal", value });
  });

  it.each(['a ? "b" : "c"', 'lookup(a.b, "c", "d")', 'coalesce(a.b, "c")', '"${a.b}"', "a.b == 1", "[a.b]", "a.", "a[", "", "a.b c", "a..b", '"\\q"'])("that says more is left to Terraform: %s", (source) => {
    expect(parseExpression(source)).toBeUndefined();
  });

  it("of a thousand brackets ends", () => {
    expect(parseExpression(`${"(".repeat(1000)}a${")".repeat(1000)}`)).toBeUndefined();
    expect(parseExpression(`${"a[".repeat(1000)}0${"]".repeat(1000)}`)).toBeUndefined();
  });

  it("gives back any key that was quoted", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (key) => {
      fc.pre(!/[$%]\{/u.test(key));
      expect(parseExpression(`a.b[${JSON.stringify(key)}]`)).toEqual({ kind: "traversal", steps: ["a", "b", key] });
    }));
  });
});

describe("a list of texts", () => {
  it.each([
    ['["a", "b"]', ["a", "b"]],
    ['toset(["a","b"])', ["a", "b"]],
    ["[]", []],
  ])("is read from %s", (source, items) => {
    expect(parseTextList(source)).toEqual(items);
  });

  it.each(['["a" "b"]', "[a.b]", "[1]", "local.names", '["a"', 'concat(["a"], ["b"])'])("is not read from %s", (source) => {
    expect(parseTextList(source)).toBeUndefined();
  });
});
