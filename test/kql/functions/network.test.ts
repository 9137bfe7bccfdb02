import * as fc from "fast-check";
import { answers } from "../support/answers";
import { run, value } from "../support/run";

const octets = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).map((numbers) => numbers.join("."));

describe("An IPv4 address", () => {
  // https://learn.microsoft.com/en-us/kusto/query/parse-ipv4-function
  test("is a number, with its mask applied", () => {
    answers([
      [`parse_ipv4("1.2.3.4")`, 16909060],
      [`parse_ipv4("1.2.3.4/16")`, 16908288],
      [`parse_ipv4_mask("1.2.3.4", 8)`, 16777216],
      [`parse_ipv4("1.2.3")`, null],
      [`parse_ipv4("1.2.3.256")`, null],
      [`parse_ipv4("1.2.3.4/33")`, null],
      [`parse_ipv4_mask("1.2.3.4", 33)`, null],
    ]);
  });

  // https://learn.microsoft.com/en-us/kusto/query/format-ipv4-function
  test("is written back from a text or a number", () => {
    answers([
      [`format_ipv4("10.1.2.3/24")`, "10.1.2.0"],
      [`format_ipv4("10.1.2.3", 16)`, "10.1.0.0"],
      [`format_ipv4(16909060)`, "1.2.3.4"],
      [`format_ipv4_mask("10.1.2.3/24", 28)`, "10.1.2.0/24"],
      [`format_ipv4("x")`, ""],
      [`format_ipv4("10.1.2.3", -1)`, ""],
    ]);
  });

  test("comes back from its number", () => {
    fc.assert(fc.property(octets, (ip) => expect(value(`format_ipv4(parse_ipv4("${ip}"))`)).toBe(ip)), { numRuns: 30 });
  });

  // https://learn.microsoft.com/en-us/kusto/query/ipv4-compare-function
  test("compares by the shortest of the masks", () => {
    answers([
      [`ipv4_compare("10.0.0.1", "10.0.0.2")`, -1],
      [`ipv4_compare("10.0.0.2/30", "10.0.0.1")`, 0],
      [`ipv4_compare("10.0.0.9", "10.0.0.1", 24)`, 0],
      [`ipv4_compare("10.0.0.9", "10.0.0.1")`, 1],
      [`ipv4_compare("10.0.0.9", "x")`, null],
    ]);
    answers([
      [`ipv4_is_match("10.0.0.1", "10.0.0.200/24")`, true],
      [`ipv4_is_match("10.0.0.1", "10.0.0.2")`, false],
      [`ipv4_is_match("", "10.0.0.2")`, null],
    ]);
  });

  // https://learn.microsoft.com/en-us/kusto/query/ipv4-is-in-any-range-function
  test("lies in a range or in any of several", () => {
    answers([
      [`ipv4_is_in_range("10.2.3.4", "10.0.0.0/8")`, true],
      [`ipv4_is_in_range("11.2.3.4", "10.0.0.0/8")`, false],
      [`ipv4_is_in_range("10.2.3.4", "ten")`, null],
    ]);
    answers([
      [`ipv4_is_in_any_range("10.2.3.4", "1.0.0.0/8", "10.2.0.0/16")`, true],
      [`ipv4_is_in_any_range("9.9.9.9", dynamic(["1.0.0.0/8", "10.2.0.0/16"]))`, false],
      [`ipv4_is_in_any_range("nine", "1.0.0.0/8")`, null],
    ]);
  });

  // https://learn.microsoft.com/en-us/kusto/query/ipv4-is-private-function
  test("is private in three networks", () => {
    const ips = ["10.9.9.9", "172.31.0.1", "192.168.0.1/24", "172.32.0.1", "8.8.8.8", "x"];
    expect(ips.map((ip) => value(`ipv4_is_private("${ip}")`))).toEqual([true, true, true, false, false, null]);
  });

  test("has a mask of 32 bits unless it says so", () => {
    answers([
      [`ipv4_netmask_suffix("1.2.3.4")`, 32],
      [`ipv4_netmask_suffix("1.2.3.4/9")`, 9],
      [`ipv4_netmask_suffix("/9")`, null],
    ]);
  });

  // https://learn.microsoft.com/en-us/kusto/query/ipv4-range-to-cidr-list-function
  test("makes the fewest networks with those up to another", () => {
    expect(value(`ipv4_range_to_cidr_list("10.0.0.5", "10.0.0.10")`)).toEqual(["10.0.0.5/32", "10.0.0.6/31", "10.0.0.8/31", "10.0.0.10/32"]);
    expect(value(`ipv4_range_to_cidr_list("0.0.0.0", "255.255.255.255")`)).toEqual(["0.0.0.0/0"]);
  });
});

// https://learn.microsoft.com/en-us/kusto/query/has-ipv4-function
describe("An IPv4 address in a text", () => {
  test.each([
    ["from 10.1.1.7, to", "10.1.1.7", true],
    ["[10.1.1.7]:25", "10.1.1.7", true],
    ["seen 10.1.1.7.", "10.1.1.7", true],
    ["10.1.1.77", "10.1.1.7", false],
    ["x10.1.1.7", "10.1.1.7", false],
    ["oid 2.10.1.1.7", "10.1.1.7", false],
    ["10.1.1.999", "10.1.1.999", false],
  ])("%j has %s: %j", (text, ip, expected) => expect(value(`has_ipv4("${text}", "${ip}")`)).toBe(expected));

  test("is found by a prefix of whole numbers", () => {
    answers([
      [`has_ipv4_prefix(t, "10.1.")`, true],
      [`has_ipv4_prefix(t, "10.1")`, false],
      [`has_ipv4_prefix(t, "10.1.1.7")`, true],
      [`has_ipv4_prefix(t, "1.1.")`, false],
    ], `let t = "from 10.1.1.7"; `);
  });

  test("is one of several", () => {
    answers([
      [`has_any_ipv4(t, "1.1.1.1", "10.1.1.7")`, true],
      [`has_any_ipv4(t, dynamic(["1.1.1.1"]))`, false],
      [`has_any_ipv4_prefix(t, dynamic(["9.", "10."]))`, true],
      [`has_any_ipv4_prefix(t, "9.")`, false],
    ], `let t = "from 10.1.1.7"; `);
  });
});

describe("An IPv6 address", () => {
  // https://learn.microsoft.com/en-us/kusto/query/parse-ipv6-function
  test.each([
    ["fe80::1", "fe80:0000:0000:0000:0000:0000:0000:0001"],
    ["::", "0000:0000:0000:0000:0000:0000:0000:0000"],
    ["FE80:1:2:3:4:5:6:7/112", "fe80:0001:0002:0003:0004:0005:0006:0000"],
    ["10.1.2.3/24", "0000:0000:0000:0000:0000:ffff:0a01:0200"],
    ["::10.1.2.3", "0000:0000:0000:0000:0000:0000:0a01:0203"],
    ["fe80::1::2", ""],
    ["fe80:1", ""],
    ["1:2:3:4:5:6:7:8:9", ""],
    ["fe80::12345", ""],
    ["fe80::1/129", ""],
    ["::1.2.3", ""],
    ["x", ""],
  ])("%s is in full %j", (ip, expected) => expect(value(`parse_ipv6("${ip}")`)).toBe(expected));

  test("is masked by the shortest mask", () => expect(value(`parse_ipv6_mask("fe80::ffff/120", 116)`)).toBe("fe80:0000:0000:0000:0000:0000:0000:f000"));

  // https://learn.microsoft.com/en-us/kusto/query/ipv6-compare-function
  test("compares with IPv4 ones too", () => {
    answers([
      [`ipv6_compare("fe80::1", "fe80::2")`, -1],
      [`ipv6_compare("fe80::1/64", "fe80::2")`, 0],
      [`ipv6_compare("fe80::2", "fe80::1", 120)`, 0],
      [`ipv6_compare("10.1.1.1", "::ffff:a01:101")`, 0],
      [`ipv6_compare("10.1.1.1", "x")`, null],
    ]);
    expect(run(`print ipv6_is_match("::10.1.1.1", "10.1.1.1"), ipv6_is_match("fe80::1", "fe80::2")`).rows).toEqual([[true, false]]);
  });

  // https://learn.microsoft.com/en-us/kusto/query/ipv6-is-in-any-range-function
  test("lies in a range or in any of several", () => {
    answers([
      [`ipv6_is_in_range("2001:db8::5", "2001:db8::/32")`, true],
      [`ipv6_is_in_range("2001:db9::5", "2001:db8::/32")`, false],
      [`ipv6_is_in_range("x", "::/0")`, null],
      [`ipv6_is_in_any_range("2001:db8::5", "fe80::/10", "2001:db8::/32")`, true],
      [`ipv6_is_in_any_range("2001:db8::5", dynamic(["fe80::/10"]))`, false],
    ]);
  });
});
