import { answers } from "../support/answers";

// https://learn.microsoft.com/en-us/kusto/query/scalar-functions#conversion-functions
describe("Conversions", () => {
  test("to numbers", () => {
    answers([
      ["toint('12')", 12], ["toint('12.5')", null], ["toint(9.99)", 9], ["toint(3e9)", 2_147_483_647], ["toint(3000000000)", -1_294_967_296], ["toint(true)", 1],
      ["tolong('0x1F')", 31], ["tolong('9223372036854775807')", "9223372036854775807"], ["tolong(1e30)", "9223372036854775807"], ["tolong(1h)", 36_000_000_000], ["tolong(datetime(0001-01-02))", 864_000_000_000],
      ["todouble('1e3')", 1000], ["toreal(1)", 1], ["todouble('')", null], ["todouble('nan')", "NaN"], ["todecimal('1.10')", "1.1"], ["todecimal('x')", null],
    ]);
  });

  test("to a bool", () => answers([["tobool('TRUE')", true], ["tobool('2')", true], ["tobool(0)", false], ["tobool('maybe')", null], ["toboolean('false')", false]]));

  test("to times", () => {
    answers([["todatetime('2020-06-15 13:45:09')", "2020-06-15T13:45:09.0000000Z"], ["todatetime('2020-02-30')", null], ["todatetime(1.5)", "0001-01-01T00:00:00.0000001Z"], ["totimespan('1.02:03:04.5')", "1.02:03:04.5000000"], ["totimespan('1constructor')", null], ["totime('13:00')", "13:00:00"]]);
  });

  test("to a GUID", () => answers([["toguid('{74BE27DE-1E4E-49D9-B579-FE0B331D3642}')", "74be27de-1e4e-49d9-b579-fe0b331d3642"], ["toguid('xyz')", null]]));

  test("of what a dynamic value holds", () => {
    answers([["toint(dynamic('5'))", 5], ["tolong(dynamic(true))", 1], ["todouble(dynamic('x'))", null], ["tolong(dynamic([1]))", null], ["todatetime(parse_json('{\"t\":\"2026-11-20\"}').t)", "2026-11-20T00:00:00.0000000Z"]]);
  });
});

// https://learn.microsoft.com/en-us/kusto/query/tostring-function
test("tostring writes a bool as .NET does, and one inside a dynamic value as JSON does", () => {
  answers([
    ["tostring(true)", "True"], ["tostring(dynamic(true))", "true"], ["tostring(1.0)", "1.0"], ["tostring(1e20)", "1E+20"], ["tostring(decimal(1.50))", "1.5"], ["tostring(1d + 2h)", "1.02:00:00"],
    ["tostring(long(null))", ""], ["tostring(dynamic(null))", ""], ["tostring(dynamic('a'))", "a"], ["tostring(dynamic({\"a\": [1, 1.0, null]}))", '{"a":[1,1.0,null]}'],
  ]);
});

// https://learn.microsoft.com/en-us/kusto/query/parse-json-function
test("parse_json reads JSON, and leaves what is none as the text that it is", () => {
  answers([
    ["parse_json('{\"a\": [1, 2.5]}').a[1]", 2.5], ["parse_json('null')", null], ["parse_json('')", null], ["parse_json('not json')", "not json"], ["parse_json('\"a\"')", "a"], ["todynamic('[1]')", [1]],
    ["gettype(parse_json('1'))", "long"], ["gettype(parse_json('1.0'))", "double"], ["parse_json(dynamic([1]))", [1]], ["parse_json(strcat('{\"', '__proto__', '\":1}'))['__proto__']", 1],
  ]);
});

test("A number in a dynamic literal is a long where one can hold it, and a real where none can", () => {
  answers([
    ["tolong(dynamic(-9223372036854775808))", "-9223372036854775808"], ["gettype(dynamic(9223372036854775807))", "long"], ["gettype(dynamic(9223372036854775808))", "double"], ["gettype(dynamic([9223372036854775808])[0])", "double"], ["dynamic([-1, -1.5])", [-1, -1.5]],
  ]);
});

// https://learn.microsoft.com/en-us/kusto/query/gettype-function
test("gettype names the type of a value, in a dynamic value that of what it holds", () => {
  answers([
    ["gettype(1)", "long"], ["gettype(int(1))", "int"], ["gettype(1.5)", "real"], ["gettype(decimal(1))", "decimal"], ["gettype('')", "string"], ["gettype(true)", "bool"], ["gettype(now())", "datetime"], ["gettype(1d)", "timespan"], ["gettype(guid(null))", "guid"],
    ["gettype(dynamic(null))", "null"], ["gettype(dynamic(1.0))", "double"], ["gettype(dynamic([]))", "array"], ["gettype(dynamic({}))", "dictionary"], ["gettype(dynamic('a'))", "string"], ["gettype(dynamic(true))", "bool"],
  ]);
});
