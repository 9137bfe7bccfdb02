import fc from "fast-check";
import { pairsBetween, pairsOfWords } from "../../../kql/operators/key-value-pairs";
import { run } from "../support/run";

const parsed = (text: string, keys: string, properties: string): unknown => run(`print s = ${JSON.stringify(text)} | parse-kv s as (${keys}) ${properties} | project-away s`).rows[0];
const BLANKS = "with (pair_delimiter=' ', kv_delimiter='='";

// https://learn.microsoft.com/en-us/kusto/query/parse-kv-operator
describe("parse-kv", () => {
  test("finds keys in any order, and makes their values of their types", () => {
    expect(parsed("n:12, name:x, text: all is well ", "text: string, n: long, gone: string, none: int", "with (pair_delimiter=',', kv_delimiter=':')")).toEqual(["all is well", 12, "", null]);
  });

  test("takes the first of several, and keeps later separators in the value", () => {
    expect(parsed("a=1;a=2;b=x=y", "a: long, b: string", "with (pair_delimiter=';', kv_delimiter='=')")).toEqual([1, "x=y"]);
  });

  test("leaves delimiters in quotes alone, of keys and of values", () => {
    expect(parsed("\"event time\"=2026-01-01 why=\"came apart\"", "['event time']: datetime, why: string", `${BLANKS}, quote='\"')`)).toEqual(["2026-01-01T00:00:00.0000000Z", "came apart"]);
    expect(parsed("(event time)=(2026-01-01 10:00) n=1", "['event time']: datetime, n: long", `${BLANKS}, quote='()')`)).toEqual(["2026-01-01T10:00:00.0000000Z", 1]);
  });

  test("reads escaped characters in quotes as themselves", () => {
    expect(parsed("why=\"said \\\"bye\\\"\" n=1", "why: string, n: long", `${BLANKS}, quote='\"', escape='\\\\')`)).toEqual(['said "bye"', 1]);
  });

  test("stops a value at the next delimiter, but greedy at the next key", () => {
    expect(parsed("name=John Doe city=New York", "name: string, city: string", `${BLANKS})`)).toEqual(["John", "New"]);
    expect(parsed("name=John Doe city=New York", "name: string, city: string", `${BLANKS}, greedy=true)`)).toEqual(["John Doe", "New York"]);
  });

  test("without delimiters takes a word for the value of the one before", () => {
    expect(parsed("2026 [INFO] Thread:45, Text: Started", "Text: string, Thread: long", "")).toEqual(["Started", 45]);
    expect(parsed("Text: 'all is \\' up'", "Text: string", `with (quote="'", escape='\\\\')`)).toEqual(["all is ' up"]);
    expect(() => parsed("x", "['a b']: string", "")).toThrow("unsupported: parse-kv without delimiters for the key a b");
  });

  test("takes a regex of two groups", () => {
    expect(parsed("[a b: 1] [c: 2]", "['a b']: long, c: long", String.raw`with (regex=@'\[([\w ]+):\s*(\d+)\]')`)).toEqual([1, 2]);
    expect(() => parsed("x", "a: string", "with (regex='(a)')")).toThrow("parse-kv needs a regex of two groups");
  });

  test("puts a key in the place of a column of its name", () => {
    expect(run("print a = 'a=5' | parse-kv a as (a: long) with (pair_delimiter=';', kv_delimiter='=')").rows).toEqual([[5]]);
  });

  test("comes to an end on any text", () => {
    const delimiters = { pair: " ", separator: "=", quotes: [{ open: '"', close: '"' }, { open: "(", close: ")" }], escapes: ["\\"] };
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "b", " ", "=", '"', "(", ")", "\\", "é"), { maxLength: 60 }), fc.boolean(), (chars, greedy) => {
        const text = chars.join("");
        expect([...pairsBetween(text, { ...delimiters, greedy })].length).toBeLessThanOrEqual(text.split("=").length - 1);
        expect([...pairsOfWords(text, new Set(["a"]), delimiters)].every(({ key }) => key === "a")).toBe(true);
      }),
    );
  });

  test("reads what it wrote", () => {
    const word = fc.string({ minLength: 1, maxLength: 8 }).filter((text) => /^[^=;\s]+$/u.test(text));
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 6 }), word, (keys, value) => {
        const text = keys.map((key) => `${key}=${value}`).join(";");
        expect([...pairsBetween(text, { pair: ";", separator: "=", greedy: false, quotes: [], escapes: [] })]).toEqual(keys.map((key) => ({ key, value })));
      }),
    );
  });
});
