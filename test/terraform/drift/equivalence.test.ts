import fc from "fast-check";
import { equivalence } from "../../../terraform/drift/equivalence";
import { AFTER_APPLY } from "../../../terraform/drift/values";

const RULE = "azurerm_sentinel_alert_rule_scheduled";
/** As much as {@link between}, in an attribute that holds a length of time. */
const lasting = (a: unknown, b: unknown, name = "query_period") => equivalence(RULE, [name], a, b);
const between = (a: unknown, b: unknown, path: readonly (string | number)[] = ["x"], type = RULE) => equivalence(type, path, a, b);
const ID = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Insights/actionGroups/soc";
const GUID = "DF021288-bdef-4463-88db-98f22de89214";

describe("two values mean the same", () => {
  it.each([null, "", [], {}])("where the one is null and the other %j", (empty) => {
    expect(between(null, empty)).toBe(empty === null ? "" : "nothing is set, written in two ways");
  });

  it("where the one is the provider's default and the other isn't set", () => {
    expect(between(null, true, ["enabled"])).toBe("the provider's default, written out");
    expect(between(null, "PT5M", ["incident", 0, "grouping", 0, "lookback_duration"])).toBe("the provider's default, written out");
    expect(between(null, 0, ["trigger_threshold"])).toBeDefined();
    expect(between(null, "GreaterThan", ["trigger_operator"])).toBeDefined();
    expect(between(null, "global", ["location"], "azurerm_monitor_action_group")).toBeDefined();
    expect(between(null, "PT300M", ["suppression_duration"])).toBe("the provider's default, written out");
    expect(between(null, -1, ["daily_quota_gb"], "azurerm_log_analytics_workspace")).toBeDefined();
  });

  it("where they are one Azure resource", () => {
    expect(between(ID, ID.replace("resourceGroups", "resourcegroups"))).toBe("the same resource id, in other cases of letters");
    expect(between([ID, "x"], [ID.toUpperCase(), "x"])).toBe("the same resource id, in other cases of letters");
  });

  it("where they are one list of ids that Terraform sorted by their letters", () => {
    const [a, b] = [`${ID}-A`, `${ID}-b`];
    expect(between([a, b], [a.replace("-A", "-a"), b.replace("-b", "-B")].sort())).toBe("the same resource id, in other cases of letters");
    expect(between([GUID, "aaaaaaaa-bdef-4463-88db-98f22de89214"], ["aaaaaaaa-bdef-4463-88db-98f22de89214", GUID.toLowerCase()])).toBe("the same GUID, in other cases of letters");
  });

  it("where they are one GUID", () => {
    expect(between(GUID, GUID.toLowerCase())).toBe("the same GUID, in other cases of letters");
  });

  it.each([["PT60M", "PT1H"], ["P1D", "PT24H"], ["P1W", "P7D"], ["PT1M", "PT60S"], ["P1DT12H", "PT36H"]])("where they are one length of time: %s and %s", (a, b) => {
    expect(lasting(a, b)).toBe("the same length of time");
    expect(["evaluation_frequency", "suppression_duration", "window_size"].map((name) => lasting(a, b, name))).toEqual(Array(3).fill("the same length of time"));
    expect(between(a, b, ["timeouts", "create"])).toBe("the same length of time");
  });

  it.each([
    ['{"a":1,"b":[1,"x"]}', ' { "b": [1, "x"],\n"a": 1 } '],
    ['{"a":{"c":1,"d":2}}', '{"a":{"d":2,"c":1}}'],
    ['{"a\\"b":1,"c":"1"}', '{"c":"1","a\\"b":1}'],
    ['[{"__proto__":1,"b":2}]', '[{"b":2,"__proto__":1}]'],
  ])("where they are one document: %s", (a, b) => {
    expect(between(a, b)).toBe("the same JSON, in another order of keys or layout");
  });

  it("where all in them does", () => {
    expect(between({ a: null, b: ID }, { a: [], b: ID.toUpperCase() })).toBe("nothing is set, written in two ways");
    expect(between({ a: null, b: 1 }, { a: [], b: 2 })).toBeUndefined();
  });
});

describe("two values do not mean the same", () => {
  it.each([
    ["false and null", false, null],
    ["0 and null", 0, null],
    ["0 and false", 0, false],
    ["1 and its text", 1, "1"],
    ["a text and one with a blank", "a", "a "],
    ["two texts in other cases of letters", "Soc", "soc"],
    ["an empty list and an empty text", [], ""],
    ["lists in another order", ["a", "b"], ["b", "a"]],
    ["a list and a longer one", ["a"], ["a", null]],
    ["a list and a map", ["a"], { 0: "a" }],
    ["an id and one of another resource", ID, `${ID}2`],
    ["an id with a letter that is a K only in small", ID.replace("soc", "k"), ID.replace("soc", "\u212a")],
    ["JSON with a number and what might stand for it", "[1]", '[{"number":["1"]}]'],
    ["JSON with a number and a text that might", "[1]", '["n1"]'],
    ["what is no JSON, for a number as a key", "{1:2,3:4}", "{3:4,1:2}"],
    ["what is no JSON, for a number that JSON doesn't write", "[01]", "[ 01]"],
    ["a path of no subscription", "/subscriptions/My-Runbook", "/subscriptions/my-runbook"],
    ["a path of no provider", "/providers/Mine", "/providers/mine"],
    ["a path that is no resource's id", "/etc/Passwd", "/etc/passwd"],
    ["a month and 30 days", "P1M", "P30D"],
    ["60 minutes in other words", "PT60M", "60m"],
    ["no length at all", "P", "PT"],
    ["JSON with another value", '{"a":1}', '{"a":2}'],
    ["JSON in another order of items", "[1,2]", "[2,1]"],
    ["JSON with a number written otherwise", '{"a":1}', '{"a":1.0}'],
    ["JSON with numbers that only JavaScript takes for one", "[12345678901234567890]", "[12345678901234567891]"],
    ["JSON with a key that stands twice", '{"a":1,"a":2}', '{"a":2}'],
    ["JSON and what breaks off", '{"a":1}', '{"a":1'],
    ["JSON with a number and its text", '{"a":1}', '{"a":"1"}'],
    ["JSON with a map and its entries in a list", '{"a":{"b":1}}', '{"a":[["b",1]]}'],
    ["a value and one known only after apply", "a", AFTER_APPLY],
    ["nothing and what is known only after apply", null, AFTER_APPLY],
  ])("%s", (_, a, b) => {
    expect([between(a, b), between(b, a), lasting(a, b), lasting(b, a)]).toEqual([undefined, undefined, undefined, undefined]);
  });

  it.each<[string, readonly (string | number)[]]>([
    ["a tag", ["tags", "runbook"]],
    ["a description", ["description"]],
    ["a name", ["display_name"]],
    ["a name in a block", ["email_receiver", 0, "name"]],
    ["another name", ["workspace_name"]],
    ["a detail", ["custom_details", "k"]],
    ["a query", ["query"]],
  ])("in free text: %s", (_, path) => {
    const texts = [[ID, ID.toLowerCase()], [GUID, GUID.toLowerCase()], ["PT60M", "PT1H"], ["[1, 2]", "[1,2]"]] as const;
    expect(texts.map(([a, b]) => between(a, b, path))).toEqual([undefined, undefined, undefined, undefined]);
    expect(between(null, "", ["description"])).toBeDefined();
  });

  it("where a length of time stands in an attribute that holds none", () => {
    expect(between("PT60M", "PT1H")).toBeUndefined();
  });

  it("where a tag is not there, or is there with nothing in it", () => {
    expect([between(null, "", ["tags", "a"]), between({ o: "x" }, { o: "x", a: "" }, ["tags"]), between({}, { a: "" }, ["tags"])]).toEqual([undefined, undefined, undefined]);
    expect(between(null, {}, ["tags"])).toBeDefined();
  });

  it("where a list of ids has another order that Terraform did not make", () => {
    const [a, b] = [`${ID}-a`, `${ID}-b`];
    expect([between([a, b], [b, a]), between([b, a], [a.toUpperCase(), b]), between([a, a], [a, b]), between([a, b], [a])]).toEqual([undefined, undefined, undefined, undefined]);
  });

  it("where a default is another type's, another attribute's, or not the one that is written", () => {
    expect([between(null, true, ["enabled"], "aws_thing"), between(null, true, ["__proto__"]), between(null, false, ["enabled"]), between(null, "PT5H", ["query"])]).toEqual([undefined, undefined, undefined, undefined]);
  });

  it("where JSON is nested deeper than anybody nests it, in no time", () => {
    const deep = "[".repeat(200_000) + "]".repeat(200_000);
    expect(between(deep, ` ${deep}`)).toBeUndefined();
    expect(between(`["${'\\"'.repeat(200_000)}`, `["${'\\"'.repeat(200_000)}x`)).toBeUndefined();
  });
});

describe("any two values", () => {
  const text = fc.oneof(fc.constantFrom("", "a", "A", "PT60M", "PT1H", "P1D", ID, ID.toLowerCase(), GUID, GUID.toLowerCase(), "true", "[1, 2]", "[1,2]"), fc.json(), fc.json().map((json) => ` ${json}`));
  const value = fc.oneof({ maxDepth: 2 }, text, fc.constantFrom<unknown>(null, true, false, 0, 1, "PT5H", [], {}), fc.array(text, { maxLength: 3 }), fc.dictionary(fc.constantFrom("a", "b", "__proto__"), text, { maxKeys: 2 })).map((one) => JSON.parse(JSON.stringify(one)) as unknown);
  const path = fc.constantFrom(["enabled"], ["query_period"], ["trigger_threshold"], ["x"], ["tags"]);

  it("mean the same to each other, or neither to the other", () => {
    fc.assert(fc.property(value, value, path, (a, b, at) => expect(between(a, b, at)).toEqual(between(b, a, at))), { numRuns: 1000 });
  });

  it("mean the same as themselves, with nothing to tell", () => {
    fc.assert(fc.property(value, path, (a, at) => expect(between(a, JSON.parse(JSON.stringify(a)), at)).toBe("")));
  });
});
