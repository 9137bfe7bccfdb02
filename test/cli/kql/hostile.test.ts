import { commandLine, startedCommandLine } from "../../support/command-line";

jest.setTimeout(240_000);

interface Answer {
  readonly id: string;
  readonly rows?: readonly unknown[];
  readonly error?: { readonly kind: string; readonly message: string };
}

/** Queries that would hang a process or end it, each with what it is answered. */
const HOSTILE: Readonly<Record<string, readonly [query: string, kind: string, message: string]>> = {
  "200 kB of pipes": [`print x = 1${Array.from({ length: 8000 }, (_, i) => `\n| extend c${i} = x + ${i}`).join("")}`, "too deep", ""],
  "10,000 nested parentheses": [`print ${"(".repeat(10_000)}1${")".repeat(10_000)}`, "limit", "the query nests too deep to be read"],
  "10,000 nested arrays": [`print dynamic(${"[".repeat(10_000)}${"]".repeat(10_000)})`, "limit", "the query nests too deep to be read"],
  "an mv-expand that explodes": ["range x from 1 to 10000 step 1 | extend y = range(1, 10000) | mv-expand y | sort by tostring(y) asc", "limit", ""],
  "a result that is too large": ["range x from 1 to 1000000000 step 1", "limit", "more than 1,000,000 rows in the result"],
  "a let that names itself": ["let a = a; print a", "semantic", "The name 'a' does not refer to any known"],
  "lets in a circle": ["let a = b; let b = a; print a", "semantic", "The name 'b' does not refer to any known"],
  "a function that calls itself": ["let f = (x: long) { f(x) }; print f(1)", "semantic", "The name 'f' does not refer to any known function"],
};

const ENDLESS: typeof HOSTILE = { "a range without end": ["range x from 1 to 1000000000000 step 1 | where x < 0", "limit", "longer than 1 s"] };

/** The answers of a batch of queries by their ids. */
function answered(queries: Readonly<Record<string, string>>, ...args: readonly string[]): ReadonlyMap<string, Answer> {
  const input = Object.entries(queries).map(([id, query]) => `${JSON.stringify({ id, query })}\n`).join("");
  const { code, out } = startedCommandLine(["kql", "run", "--batch", "-", ...args], { input, timeout: 200_000 });
  expect(code).toBe(0);
  return new Map(out.trim().split("\n").map((line) => JSON.parse(line) as Answer).map((answer) => [answer.id, answer]));
}

const queriesOf = (hostile: typeof HOSTILE): Record<string, string> => Object.fromEntries(Object.entries(hostile).map(([id, [query]]) => [id, query]));

describe("hostile queries", () => {
  let answers: ReadonlyMap<string, Answer>;

  beforeAll(() => {
    const plain = answered({ ...queriesOf(HOSTILE), "a regular expression that backtracks": "print x = strrep('a', 50000) | where x matches regex '(a+)+$b'", last: "print 1" });
    answers = new Map([...plain, ...answered({ ...queriesOf(ENDLESS), "last in time": "print 1" }, "--limit-seconds", "1")]);
  });

  it.each(Object.entries({ ...HOSTILE, ...ENDLESS }))("%s are answered by an error", (id, [, kind, message]) => {
    const { error } = answers.get(id) ?? {};
    // Whether the parser says so itself or runs out of stack hangs on the machine.
    if (kind === "too deep") expect(error?.message).toMatch(/nests too deep|depth exceeds/u);
    else expect(error?.kind).toBe(kind);
    expect(error?.message).toContain(message);
  });

  it("a regular expression that would backtrack for ever takes no time", () => {
    expect(answers.get("a regular expression that backtracks")?.rows).toEqual([]);
  });

  it("leave the queries after them their answers", () => {
    for (const last of ["last", "last in time"]) expect(answers.get(last)?.rows).toEqual([[1]]);
  });

  it("are one message and exit code 2 for a query alone", () => {
    expect(startedCommandLine(["kql", "run", "-"], { input: `print ${"(".repeat(10_000)}` })).toEqual({ code: 2, out: "", err: "standard input: the query nests too deep to be read\n" });
    expect(commandLine(["kql", "explain", "-"], { input: `print ${"(".repeat(10_000)}` })).toEqual({ code: 2, out: "", err: "standard input: the query nests too deep to be read\n" });
    expect(commandLine(["kql", "run", "range x from 1 to 1000000000000 step 1 | count", "--limit-seconds", "0.5"])).toEqual({ code: 2, out: "", err: "query: longer than 0.5 s\n" });
    expect(commandLine(["kql", "run", "-"], { input: Buffer.from([0x70, 0xff]) })).toEqual({ code: 2, out: "", err: "standard input: is not UTF-8 text; save it as UTF-8\n1 fault\n" });
    expect(commandLine(["kql", "run", "-"])).toEqual({ code: 2, out: "", err: "standard input: the query has no statement that gives rows\n" });
  });

  it("that eat up memory end before it does", () => {
    const query = "range x from 1 to 1000000 step 1 | extend y = toupper(strcat(strrep('ab', 8000), x)) | sort by y asc";
    expect(startedCommandLine(["kql", "run", query], { env: { NODE_OPTIONS: "--max-old-space-size=256" } })).toEqual({ code: 2, out: "", err: "query: more than 0.2 GiB of memory\n" });
  });
});
