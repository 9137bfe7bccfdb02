import { analyze } from "../../../kql/language/analyze";
import type { Schema } from "../../../kql/language/database";
import { LINTS } from "../../../kql/language/lints/all";

const SCHEMA: Schema = { tables: new Map([["T", [{ name: "a", type: "long" }, { name: "s", type: "string" }, { name: "d", type: "dynamic" }]]]) };
const said = (query: string): string[] => analyze(query, SCHEMA).diagnostics.map(({ code, message, line, column }) => `${code} ${line}:${column} ${message}`);

const ORDER = (name: string): string => `${name}() needs rows in an order: put sort or serialize before it`;
const KEY = "d: extend both sides by a key of a plain type, with tostring() for example";
const LONG = "9223372036854775808 is more than a long can hold (9223372036854775807)";

// What the engine refuses though the binder takes it.
const REFUSED: readonly (readonly [string, string])[] = [
  ["T | extend n = row_number()", `serialized-input 1:16 ${ORDER("row_number")}`],
  ["T | where a > 1\n| project p = prev(a)", `serialized-input 2:15 ${ORDER("prev")}`],
  ["datatable(x: long)[1] | extend n = next(x)", `serialized-input 1:36 ${ORDER("next")}`],
  ["T | sort by a | summarize count() by s | extend c = row_cumsum(count_)", `serialized-input 1:53 ${ORDER("row_cumsum")}`],
  ["let X = T | where a > 1; X | extend r = row_rank_dense(a)", `serialized-input 1:41 ${ORDER("row_rank_dense")}`],
  ["T | sort by a | union T | extend n = row_number()", `serialized-input 1:38 ${ORDER("row_number")}`],
  ["T | sort by a | scan with (step one: prev(a) > 1;)", "serialized-input 1:38 prev() can't be used in scan"],
  ["T | project d.x + d.y", "operand-types 1:13 + on two dynamic values: convert one of them, with tolong() or todouble() for example"],
  ["T | where s == 1", "operand-types 1:11 == of string and long: convert one of them, with tostring() or tolong() for example"],
  ["T | where a != 'x'", "operand-types 1:11 != of long and string: convert one of them, with tostring() or tolong() for example"],
  ["T | where s == datetime(2026-11-20)", "operand-types 1:11 == of string and datetime: convert one of them, with tostring() or todatetime() for example"],
  ["T | where 1h != s", "operand-types 1:11 != of timespan and string: convert one of them, with tostring() or totimespan() for example"],
  ["T | join kind=inner T on a, d", `dynamic-key 1:5 a join on the dynamic ${KEY}`],
  ["T | lookup T on d", `dynamic-key 1:5 a join on the dynamic ${KEY}`],
  ["print 9223372036854775808", `long-range 1:7 ${LONG}`],
  ["print -9223372036854775808", `long-range 1:8 ${LONG}`],
  ["print dynamic(1e400)", "dynamic-number 1:15 1e400 is more than a dynamic value can hold"],
  ["print repeat(dynamic(1), 3)", "repeated-dynamic 1:7 repeat() takes no dynamic value"],
];

// What looks like it, and is no fault.
const NEAR: readonly string[] = [
  "T | sort by a | extend n = row_number()",
  "T | serialize n = row_number()",
  "T | serialize | where a > 1 | extend n = row_number(), p = prev(a)",
  "T | top 5 by a | project n = row_number()",
  "range x from 1 to 3 step 1 | extend n = row_number()",
  "let X = T | sort by a; X | extend n = row_number()",
  "let X = materialize(T | sort by a); X | where a > 1 | extend n = row_number()",
  "T | sort by a | mv-expand d | parse s with * 'x' rest | extend n = row_number()",
  "let f = (rows: (a: long)) { rows | extend n = row_number() }; T | sort by a | invoke f()",
  "T | sort by a | scan with (step one: a > 1;)",
  "T | project tolong(d.x) + d.y",
  "T | project d.x == d.y",
  "T | where s == '1' and a == 1 and d.x == 1 and d.y == 'x'",
  "T | where s =~ 'x'",
  "T | where todatetime(s) == datetime(2026-11-20) and d.x == datetime(2026-11-20)",
  "T | extend k = tostring(d) | join (T | extend k = tostring(d)) on k",
  "print 9223372036854775807, long(-9223372036854775808), 12345678901234567890.5, '9223372036854775808'",
  "print dynamic([-9223372036854775808, 9223372036854775808])",
  "print dynamic([1e308, 5e-324]), real(1e400), '1e400'",
  "print repeat(1, 3), repeat('a', 3)",
];

describe("A lint refuses", () => {
  test.each(REFUSED)("%j", (query, fault) => expect(said(query)).toEqual([fault]));
  test("with each of them something", () => expect(new Set(REFUSED.map(([, fault]) => fault.split(" ")[0]))).toEqual(new Set(LINTS.map(({ code }) => code))));
});

describe("No lint refuses", () => {
  test.each(NEAR)("%j", (query) => expect(said(query)).toEqual([]));
});

test("Where names are unknown nothing is linted: what follows from them would be noise", () => {
  expect(said("Nope | extend n = row_number()").map((line) => line.split(" ")[0])).not.toContain("serialized-input");
});
