import { run, value } from "../support/run";

// https://learn.microsoft.com/en-us/kusto/query/bag-pack-function
describe("making bags", () => {
  test("of keys and values", () => expect(value("bag_pack('a', 1, 'b', dynamic([2]), 'c', 3s)")).toEqual({ a: 1, b: [2], c: "00:00:03" }));

  test("keys keep their order, and __proto__ is a key like others", () =>
    expect(value("tostring(bag_pack('z', 1, '__proto__', 2, '10', 3))")).toBe('{"z":1,"__proto__":2,"10":3}'));

  // https://learn.microsoft.com/en-us/kusto/query/bag-zip
  test("of an array of keys and one of values", () => {
    expect(value("bag_zip(dynamic(['a', 2, 'b', 'c']), dynamic([1, 2, 3]))")).toEqual({ a: 1, b: 3, c: null });
    expect(value("bag_zip(dynamic(['a']), parse_json('x'))")).toEqual({ a: null });
    expect(value("bag_zip(parse_json('a'), dynamic([1]))")).toBeNull();
  });

  // https://learn.microsoft.com/en-us/kusto/query/bag-merge-function
  test("of others; the first one's value stands", () =>
    expect(value("bag_merge(dynamic({'a': 1}), dynamic({'a': 2, 'b': 2}), dynamic(null), dynamic({'c': 3}))")).toEqual({ a: 1, b: 2, c: 3 }));

  test("of what is no bag is unsupported", () => expect(() => value("bag_merge(parse_json('[1]'), dynamic({}))")).toThrow("unsupported: bag_merge of a value that is no bag at 1:7"));
});

describe("the keys of a bag", () => {
  test("are those of its root", () =>
    expect(run("print bag_keys(dynamic({'a': {'x': 1}, 'b': 2})), bag_keys(dynamic({})), bag_keys(parse_json('[1]'))").rows).toEqual([[["a", "b"], [], null]]));

  // https://learn.microsoft.com/en-us/kusto/query/bag-has-key-function
  test("may be asked for, with a path below the root", () => {
    const bag = "dynamic({'a': {'b c': {'d': null}}, 'e': [1], '$': 1})";
    const keys = ["a", "b", "$.a['b c'].d", "$['a'][\\\"b c\\\"]", "$.a.x", "$.e[0]", "$"];
    expect(run(`print ${keys.map((key) => `bag_has_key(${bag}, "${key}")`).join(", ")}`).rows).toEqual([[true, false, true, true, false, false, true]]);
    expect(value("bag_has_key(parse_json('[1]'), 'a')")).toBeNull();
  });

  // https://learn.microsoft.com/en-us/kusto/query/bag-remove-keys-function
  test("may be removed; what is not there stays not there", () => {
    expect(value("bag_remove_keys(dynamic({'a': 1, 'b': {'c': 2, 'd': 3}}), dynamic(['a', 'x', '$.b.c', '$.b.c.d']))")).toEqual({ b: { d: 3 } });
    expect(value("bag_remove_keys(parse_json('[1]'), dynamic(['a']))")).toBeNull();
  });

  // https://learn.microsoft.com/en-us/kusto/query/bag-set-key-function
  test("may be set, with the bags that lead there", () => {
    expect(value("bag_set_key(dynamic({'a': 1}), 'a', 'x')")).toEqual({ a: "x" });
    expect(value("bag_set_key(dynamic({'a': 1}), '$.b.c', 2)")).toEqual({ a: 1, b: { c: 2 } });
    expect(value("bag_set_key(dynamic(null), 'a', 2)")).toBeNull();
    expect(() => value("bag_set_key(dynamic({'a': 1}), '$.a.b', 2)")).toThrow("unsupported: bag_set_key below a value that is no bag");
  });

  test("a change leaves the bag it came from as it was", () => {
    expect(run("print d = dynamic({'a': {'b': 1}}) | extend e = bag_set_key(d, '$.a.b', 2), f = bag_remove_keys(d, dynamic(['$.a.b']))").rows).toEqual([
      [{ a: { b: 1 } }, { a: { b: 2 } }, { a: {} }],
    ]);
  });

  // https://learn.microsoft.com/en-us/kusto/query/treepath-function
  test("give the paths of all there is below", () => {
    expect(value("treepath(dynamic({'a': {'b': 1}, 'c': [5, {'d': 6}]}))")).toEqual(["['a']", "['a']['b']", "['c']", "['c'][0]", "['c'][0]['d']"]);
    expect(value("treepath(parse_json('x'))")).toBeNull();
  });
});

// https://learn.microsoft.com/en-us/kusto/query/dynamic-to-json-function
test("canonical JSON has its keys in order at each level, and what is not dynamic is written as tostring does", () => {
  expect(value("dynamic_to_json(dynamic({'b': {'y': 1.0, 'x': 'ö'}, 'a': [2, {'d': 1, 'c': null}], 'B': true}))")).toBe(
    '{"B":true,"a":[2,{"c":null,"d":1}],"b":{"x":"ö","y":1.0}}',
  );
  expect(value("dynamic_to_json('text')")).toBe("text");
});
