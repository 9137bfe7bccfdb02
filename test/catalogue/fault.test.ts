import fc from "fast-check";
import { formatFault, InputError, shown } from "../../catalogue/fault";

const ANY_TEXT = fc.string({ unit: "binary", maxLength: 200 });

describe("a fault", () => {
  const fault = { file: "tenants/contoso.yaml", line: 14, path: "approvedApplications[0].expires", message: "2026-02-30 is not a date; write YYYY-MM-DD" };

  it("names file, line and path before what is wrong", () => {
    expect(formatFault(fault)).toBe("tenants/contoso.yaml:14 approvedApplications[0].expires: 2026-02-30 is not a date; write YYYY-MM-DD");
  });

  it("of the whole document names no path, of the whole file no line", () => {
    expect(formatFault({ file: "a.yaml", line: 1, path: "", message: "is no map" })).toBe("a.yaml:1: is no map");
    expect(formatFault({ file: "a.yaml", path: "", message: "is too large" })).toBe("a.yaml: is too large");
  });

  it("comes with all others, one a line", () => {
    const error = new InputError([fault, { file: "a.yaml", path: "", message: "is too large" }]);
    expect(error.message.split("\n")).toEqual([formatFault(fault), "a.yaml: is too large"]);
    expect(error.name).toBe("InputError");
  });
});

describe("a value that a fault quotes", () => {
  it.each([
    ["text", '"text"'],
    ["", '""'],
    ['say "no"', '"say \\"no\\""'],
    [42, "42"],
    [1.5, "1.5"],
    [true, "true"],
    [10n, "10"],
    [null, "nothing"],
    [undefined, "nothing"],
    [[1, 2, 3], "a list of 3"],
    [{ secret: "hunter2" }, "a map"],
  ])("reads, from %p, %s", (value, words) => {
    expect(shown(value)).toBe(words);
  });

  it.each([
    ["https://hooks.slack.com/services/T000/B000/s3cr3t", '"https://hooks.slack.com/…"'],
    ["https://contoso.webhook.office.com?sig=s3cr3t", '"https://contoso.webhook.office.com/…"'],
    ["https://host#s3cr3t", '"https://host/…"'],
    ["HTTPS://ann:s3cr3t@host:8443/x", '"HTTPS://host:8443/…"'],
    ["send to https://host/s3cr3t or https://other/s3cr3t now", '"send to https://host/… or https://other/… now"'],
    ["vscode+x://host/s3cr3t", '"vscode+x://host/…"'],
  ])("never holds a URL's secret: %s", (url, words) => {
    expect(shown(url)).toBe(words);
  });

  it("is cut after 60 characters", () => {
    expect(shown("x".repeat(60))).toBe(`"${"x".repeat(60)}"`);
    expect(shown("x".repeat(61))).toBe(`"${"x".repeat(60)}…"`);
    expect(shown(1e300 * 7)).toHaveLength("7e+300".length);
  });

  it.each([
    ["a\nb", '"a\\u000ab"'],
    ["\u001b[31mred", '"\\u001b[31mred"'],
    ["gpj.\u202egnp", '"gpj.\\u202egnp"'],
    ["a\u2028b\u2029c", '"a\\u2028b\\u2029c"'],
    ["\u0085\u009b", '"\\u0085\\u009b"'],
    ["\u2066x\u2069", '"\\u2066x\\u2069"'],
  ])("shows %j with its controls and direction changes spelled out", (text, words) => {
    expect(shown(text)).toBe(words);
  });

  it("is one line that no terminal acts upon, whatever it holds", () => {
    fc.assert(fc.property(ANY_TEXT, (text) => expect(shown(text)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u)));
  });

  it("holds no part of a URL's path, query or password, whatever they are", () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9%._~:;=&+-]{8,20}$/u).map((s) => `S3${s}`);
    const shape = fc.constantFrom((s: string) => `https://host/${s}`, (s: string) => `https://host?${s}`, (s: string) => `https://host#${s}`, (s: string) => `https://${s}@host/x`, (s: string) => `x https://host/a/${s} y`);
    fc.assert(fc.property(secret, shape, (s, url) => expect(shown(url(s))).not.toContain(s)));
  });

  it("holds no part of a password with an @ in it, as people write it", () => {
    expect(shown("https://ann:s3@cr3t@host/x")).toBe('"https://host/…"');
  });

  it.each(["\u200e", "\u200f", "\u061c"])("shows the direction mark %j spelled out", (mark) => {
    expect(shown(`a${mark}b`)).toBe(`"a\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}b"`);
  });

  it("is shown at once however long it is", () => {
    const start = performance.now();
    shown("a".repeat(30_000));
    expect(performance.now() - start).toBeLessThan(500);
  });
});
