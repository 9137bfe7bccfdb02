import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { alertRecord, csv, entraRecord, exchangeRecord, ndjson, quietRecord, wrapped } from "../support/audit-record";
import { commandLine } from "../support/command-line";
import { folderWith } from "../support/folder-with-files";
import { ruleFolder } from "../support/rule-folder";
import { COMMITTED, tenantFolder } from "../support/tenant-file";

interface Line {
  readonly file: string;
  readonly line: number;
  readonly element?: number;
  readonly detections: readonly string[];
  readonly skipped?: string;
  readonly unknown?: readonly { readonly detection: string; readonly why: string }[];
}

const FULL_ACCESS = "mailbox-full-access-granted";

type Content = string | Uint8Array;

/** Compiling all detections takes seconds. */
const SAMPLE = ["--detection", FULL_ACCESS, "app-mail-role-granted", "user-restricted-from-sending"];

function hunt(files: Readonly<Record<string, Content>>, ...args: readonly string[]) {
  return huntAll(files, ...(args.includes("--detection") ? args : [...args, ...SAMPLE]));
}

/** With all detections, unless some are named. */
function huntAll(files: Readonly<Record<string, Content>>, ...args: readonly string[]) {
  const folder = folderWith(files);
  const ran = commandLine(["hunt", "--per-record", ...Object.keys(files).map((name) => join(folder, name)), ...args]);
  const lines = ran.out.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line) as Line);
  const said = ran.err.replaceAll(`${folder}/`, "");
  return { ...ran, err: said, lines: lines.map((line) => ({ ...line, file: line.file.replace(`${folder}/`, "") })) };
}

const GRANTED = { file: "log.ndjson", line: 1, detections: [FULL_ACCESS] };

describe("mailbox-baseline hunt --per-record", () => {
  it("prints a line of JSON for each record, in order, with the detections that fire on it alone", () => {
    const { code, lines, err } = huntAll({ "log.ndjson": ndjson([quietRecord(), exchangeRecord(), entraRecord(), alertRecord()]) });
    expect([code, err]).toEqual([1, "left out, since they judge what is absent: exchange-audit-silent\n"]);
    expect(lines).toEqual([
      { file: "log.ndjson", line: 1, detections: [] },
      { file: "log.ndjson", line: 2, detections: [FULL_ACCESS] },
      { file: "log.ndjson", line: 3, detections: ["app-mail-role-granted"] },
      { file: "log.ndjson", line: 4, detections: ["user-restricted-from-sending"] },
    ]);
  });

  it.each([
    ["a list", { "log.json": JSON.stringify([quietRecord(), exchangeRecord()]) }],
    ["a page of Graph", { "log.json": JSON.stringify({ value: [quietRecord(), exchangeRecord()] }) }],
    ["Purview's CSV", { "log.csv": csv([wrapped(quietRecord()), wrapped(exchangeRecord())]) }],
    ["packed CSV, as Windows PowerShell writes it", { "log.csv.gz": gzipSync(Buffer.from(`\ufeff#TYPE Object\r\n${csv([wrapped(quietRecord()), wrapped(exchangeRecord())])}`, "utf16le")) }],
  ])("counts records of %s as they stand in it", (_what, files) => {
    const { code, lines } = hunt(files);
    expect(code).toBe(1);
    expect(lines.map(({ line, detections }) => [line, detections])).toEqual([[1, []], [2, [FULL_ACCESS]]]);
  });

  it("tells the records of one line apart", () => {
    const { lines } = hunt({ "log.ndjson": `${JSON.stringify({ records: [quietRecord(), exchangeRecord()] })}\n${JSON.stringify(exchangeRecord())}\n` });
    expect(lines.map(({ line, element, detections }) => [line, element, detections.length])).toEqual([[1, 1, 0], [1, 2, 1], [2, undefined, 1]]);
  });

  it("reads several files, and records of several kinds in one", () => {
    const row = { TimeGenerated: "2026-11-02T09:57:31Z", AlertName: "User restricted from sending email", DisplayName: "User restricted from sending email", ProviderName: "OATP", SystemAlertId: "a1", Entities: "[]", Type: "SecurityAlert" };
    const { lines } = hunt({ "log.ndjson": ndjson([exchangeRecord(), row, wrapped(entraRecord())]), "other.json": JSON.stringify(alertRecord()) });
    expect(lines.map(({ file, detections }) => [file, detections])).toEqual([
      ["log.ndjson", [FULL_ACCESS]],
      ["log.ndjson", ["user-restricted-from-sending"]],
      ["log.ndjson", ["app-mail-role-granted"]],
      ["other.json", ["user-restricted-from-sending"]],
    ]);
  });

  it("ends with 0 where nothing fires and everything could be evaluated", () => {
    const { code, lines } = hunt({ "log.ndjson": ndjson([quietRecord()]) });
    expect([code, lines]).toEqual([0, [{ file: "log.ndjson", line: 1, detections: [] }]]);
  });
});

describe("what can't be used", () => {
  it("has its line, the reason, and makes it unknown whether nothing happened", () => {
    const cut = JSON.stringify(exchangeRecord()).slice(0, 300);
    const { code, lines, err } = hunt({ "log.csv": csv([wrapped(quietRecord()), wrapped(exchangeRecord(), cut), wrapped(exchangeRecord(), cut)]) });
    expect(code).toBe(3);
    expect(lines[1]).toEqual({ file: "log.csv", line: 2, detections: [], skipped: expect.stringMatching(/^has AuditData that is cut short or no JSON: "\{\\"CreationTime/u) as string });
    expect(err).toContain("2 skipped: has AuditData that is cut short or no JSON\n");
  });

  it("doesn't hide what fires", () => {
    expect(hunt({ "log.ndjson": `nonsense\n${ndjson([exchangeRecord()])}` })).toMatchObject({ code: 1, lines: [{ line: 1, detections: [], skipped: 'is no JSON: "nonsense"' }, { line: 2, detections: [FULL_ACCESS] }] });
  });

  it("is said of a packed file that is cut, after the records before its end", () => {
    const packed = gzipSync(ndjson(Array.from({ length: 300 }, () => quietRecord())), { level: 0 });
    const { code, lines, err } = hunt({ "log.ndjson.gz": packed.subarray(0, packed.length / 2) });
    expect(code).toBe(3);
    expect(lines.length).toBeGreaterThan(100);
    expect(err).toContain("log.ndjson.gz is packed and cut short: what came after is lost\n");
  });

  it("is a record that is longer than any, but not one of 5 MB", () => {
    const { code, lines } = hunt({ "log.ndjson": ndjson([exchangeRecord({ Extra: "x".repeat(5_000_000) }), quietRecord({ Extra: "x".repeat(17_000_000) }), exchangeRecord()]) });
    expect(code).toBe(1);
    expect(lines).toMatchObject([{ detections: [FULL_ACCESS] }, { skipped: "is longer than 16 MiB" }, { detections: [FULL_ACCESS] }]);
  });

  it("is an empty file, in which nothing was found for another reason than that nothing happened", () => {
    expect(hunt({ "log.ndjson": "" })).toMatchObject({ code: 3, lines: [], err: expect.stringContaining("no record could be evaluated\n") as string });
  });

  it("is a value that doesn't fit its column, for the detections that read it", () => {
    const row = { TimeGenerated: "2026-11-02T09:57:31Z", OperationName: "Consent to application", TargetResources: JSON.parse(`${"[".repeat(2000)}${"]".repeat(2000)}`) as unknown, InitiatedBy: {}, Type: "AuditLogs" };
    const { code, lines } = hunt({ "log.ndjson": ndjson([row]) }, "--detection", "app-mail-consent-granted");
    expect([code, lines[0]?.unknown]).toEqual([3, [{ detection: "app-mail-consent-granted", why: "TargetResources: a list of 1 is not a dynamic: it nests too deep" }]]);
  });

  it("is refused before anything is printed: what isn't there, a folder, no text, no log", () => {
    const folder = folderWith({ "good.ndjson": ndjson([exchangeRecord()]), "binary": Buffer.from([1, 2, 3, 0, 0, 5]), "notes.txt": "a note\n", "sub/x": "" });
    const { code, out, err } = commandLine(["hunt", "--per-record", ...["good.ndjson", "none.json", "sub", "binary", "notes.txt"].map((name) => join(folder, name))]);
    expect([code, out]).toEqual([2, ""]);
    expect(err.replaceAll(`${folder}/`, "")).toBe(
      [
        "none.json: does not exist; name a file of records",
        "sub: is a folder; name the files in it",
        "binary: is no text; name an exported log, as JSON or CSV, packed by gzip or not",
        "notes.txt: is neither JSON nor CSV with columns of a known log; name an export of the audit log, of Log Analytics or of Entra",
        "4 faults",
        "",
      ].join("\n"),
    );
  });

  it("prints no escape code, whatever a record, a file's name or a reason holds", () => {
    const { out, err, lines } = hunt({ "log\u001b[2J.ndjson": `${ndjson([exchangeRecord(), { "\u001b[31m\u202e": 1 }])}\u001b]0;x\u0007\n` });
    expect(lines).toHaveLength(3);
    expect(`${out}${err}`).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/u);
    expect(lines[0]?.file).toBe("log\u001b[2J.ndjson");
  });
});

describe("what is asked for", () => {
  it("may be some detections only", () => {
    expect(hunt({ "log.ndjson": ndjson([exchangeRecord()]) }, "--detection", "app-mail-role-granted")).toMatchObject({ code: 0, lines: [{ ...GRANTED, detections: [] }] });
    expect(hunt({ "log.ndjson": ndjson([exchangeRecord()]) }, "--detection", "mailbox-full-acces-granted")).toMatchObject({ code: 2, out: "", err: '--detection: "mailbox-full-acces-granted" is no detection; did you mean mailbox-full-access-granted?\n1 fault\n' });
  });

  it("may be detections of one's own", () => {
    const mine = ruleFolder({ query: "OfficeActivity | where OfficeObjectId == 'bob'" }, {}, "bobs-mailbox");
    const broken = ruleFolder({ query: "OfficeActivity | where Nonsense == 1" }, {}, "broken");
    const { code, lines } = hunt({ "log.ndjson": ndjson([exchangeRecord(), entraRecord()]) }, "--catalogue", dirname(mine), dirname(broken), "--detection", "bobs-mailbox", "broken");
    expect(code).toBe(1);
    expect(lines).toEqual([
      { file: "log.ndjson", line: 1, detections: ["bobs-mailbox"], unknown: [{ detection: "broken", why: expect.stringContaining("Nonsense") as string }] },
      { file: "log.ndjson", line: 2, detections: [] },
    ]);
  });
});

describe("a tenant", () => {
  const exception = { detection: FULL_ACCESS, entity: "bob", value: "carol@contoso.com", ...COMMITTED };
  const inNovember = (keys: object, ...args: readonly string[]) => huntAll({ "log.ndjson": ndjson([exchangeRecord()]) }, "--tenants", tenantFolder({ "contoso.yaml": { ...keys } }), "--tenant", "contoso", "--now", "2026-11-20", ...args);

  it("has its exceptions kept, and nobody else's", () => {
    expect(inNovember({ exceptions: [exception] }, ...SAMPLE)).toMatchObject({ code: 0, lines: [{ detections: [] }] });
    expect(inNovember({ exceptions: [{ ...exception, entity: "dan" }] }, ...SAMPLE)).toMatchObject({ code: 1, lines: [{ detections: [FULL_ACCESS] }] });
    expect(hunt({ "log.ndjson": ndjson([exchangeRecord()]) }).code).toBe(1);
  });

  it("without the connector that brings a table may have its log all the same", () => {
    expect(inNovember({ connectors: { sentinel: "absent" } }, ...SAMPLE).code).toBe(1);
  });

  it("that switched a detection off is told so, unless it asks for it", () => {
    const keys = { detections: { [FULL_ACCESS]: { enabled: false, ...COMMITTED } } };
    expect(inNovember(keys)).toMatchObject({ code: 0, lines: [{ detections: [] }], err: expect.stringContaining(`left out, since the tenant has switched them off: ${FULL_ACCESS}\n`) as string });
    expect(inNovember(keys, "--detection", FULL_ACCESS)).toMatchObject({ code: 1, err: "" });
  });

  it("must be one that is there", () => {
    const tenants = tenantFolder({ "contoso.yaml": {} });
    expect(hunt({ "log.ndjson": "" }, "--tenants", tenants, "--tenant", "contosso")).toMatchObject({ code: 2, err: expect.stringContaining("did you mean contoso?") as string });
  });
});
