import fc from "fast-check";
import { fromNode, jsonText, losesInNodesParser, type NodeJson, parseJson } from "../../../kql/values/json";
import { DateTime, Decimal, Timespan, type Value } from "../../../kql/values/value";

const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);

describe("JSON is read", () => {
  test("with whole numbers as longs, and others as reals", () => {
    expect(parseJson('{"a": 1, "b": [-2, 0.5, true, null, "x"]}')).toEqual(new Map<string, Value>([["a", 1n], ["b", [-2n, 0.5, true, null, "x"]]]));
    expect(["1.0", "1e2", "-1.50", "[2E0]"].map(parseJson)).toEqual([1, 100, -1.5, [2]]);
    expect(parseJson("-0")).toBe(0n);
  });

  test("with longs that no double holds", () => {
    expect(["9007199254740993", "[9223372036854775807]", "-9223372036854775808"].map(parseJson)).toEqual([9_007_199_254_740_993n, [9_223_372_036_854_775_807n], -9_223_372_036_854_775_808n]);
  });

  test("with numbers that no long holds as reals", () => {
    expect(["9223372036854775808", "-9223372036854775809", "123456789012345678901234567890"].map(parseJson)).toEqual([9_223_372_036_854_775_808, -9_223_372_036_854_775_809, 1.2345678901234568e29]);
  });

  test("with its keys in their order, also those of digits", () => {
    expect([...(parseJson('{"b": 1, "2": 2, "a": 3, "1": 4}') as Map<string, Value>).keys()]).toEqual(["b", "2", "a", "1"]);
  });

  test("with the last of the values that one key has", () => {
    expect(parseJson('{"a": 1, "b": 2, "a": 3}')).toEqual(new Map([["a", 3n], ["b", 2n]]));
    expect(parseJson('{"a": 1.0, "b": 2, "a": 3}')).toEqual(new Map([["a", 3n], ["b", 2n]]));
  });

  test("with keys that mean something to JavaScript", () => {
    for (const number of ["1", "1.0"]) {
      const bag = parseJson(`{"__proto__": ${number}, "constructor": 2, "toString": {"__proto__": null}}`) as Map<string, Value>;
      expect([...bag.keys()]).toEqual(["__proto__", "constructor", "toString"]);
      expect(bag.get("toString")).toEqual(new Map([["__proto__", null]]));
    }
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  test("down to 500 levels", () => {
    for (const text of [nested(500), `[1.0,${nested(499)}]`, '{"a":'.repeat(500) + "1" + "}".repeat(500)]) expect(parseJson(text)).toBeDefined();
    for (const text of [nested(502), `[1.0,${nested(502)}]`, nested(1_000_000), "[1.0,".repeat(1_000_000), '{"1":'.repeat(200_000)]) expect(parseJson(text)).toBeUndefined();
  });

  test.each(["", " ", "{", "[1,]", '{"a" 1}', "{a: 1}", "{'a': 1}", "01", "1.", ".5", "+1", "- 1", "NaN", "Infinity", "tru", "[1.0", '"a', '["a\\"', '"\\x"', '"a\nb"', "[1.0,,2]", '{"1": 1,}', "1 2", "\u00a01", "[1.0 2]", '"\\u12"', "0x10", '{"1":1.0,"a"}'])(
    "never from %j",
    (text) => expect(parseJson(text)).toBeUndefined(),
  );

  test("exactly, and as Node reads it wherever Node loses nothing", () => {
    const json = fc.json({ maxDepth: 4 });
    fc.assert(fc.property(json, (text) => {
      const node = JSON.parse(text) as NodeJson;
      // A real in front sends the text to the reader that keeps what Node loses.
      const exact = parseJson(`[0.5,${text}]`) as Value[];
      expect(exact[1]).toEqual(parseJson(text));
      if (!losesInNodesParser(text)) expect(exact[1]).toEqual(fromNode(node, 0));
    }), { numRuns: 300 });
  });

  test("or refused, and as Node refuses it", () => {
    const pieces = fc.array(fc.constantFrom("{", "}", "[", "]", ",", ":", '"a"', '"1"', "1", "1.0", "-", "e5", "true", "null", " ", '"\\', "0"), { maxLength: 8 });
    fc.assert(fc.property(pieces, (parts) => {
      const text = parts.join("");
      let isJson = true;
      try {
        JSON.parse(text);
      } catch {
        isJson = false;
      }
      expect([text, parseJson(text) !== undefined]).toEqual([text, isJson]);
    }), { numRuns: 2000 });
  });
});

describe("A dynamic value as text", () => {
  test("has no blanks, and keeps a real a real", () => {
    expect(jsonText(new Map<string, Value>([["a", [1n, 1, 1.5, null, true]], ["b c", 'say "hi"\n']]))).toBe('{"a":[1,1.0,1.5,null,true],"b c":"say \\"hi\\"\\n"}');
  });

  test("has as strings what JSON has no form for", () => {
    expect(jsonText([new DateTime(0n), new Timespan(1n), new Decimal("1.10"), NaN, -Infinity])).toBe('["0001-01-01T00:00:00.0000000Z","00:00:00.0000001","1.1","NaN","-Infinity"]');
  });

  test("is read back as it was", () => {
    const { value } = fc.letrec<{ value: Value }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
        fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
        fc.string(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie("value"), { maxLength: 4 }),
        fc.array(fc.tuple(fc.string(), tie("value")), { maxLength: 4 }).map((pairs) => new Map(pairs)),
      ),
    }));
    fc.assert(fc.property(value, (made) => expect(parseJson(jsonText(made))).toEqual(made)), { numRuns: 300 });
  });

  test("is refused where a value holds itself so often that its text would be immense", () => {
    let value: Value = ["a".repeat(100_000)];
    for (let i = 0; i < 40; i++) value = [value, value];
    expect(() => jsonText(value)).toThrow(RangeError);
  });
});
